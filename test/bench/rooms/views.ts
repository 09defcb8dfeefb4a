/**
 * The second room to compare with: what Colyseus carries when used well. Quantised fields, a grid of interest with hysteresis and one view a client, input
 * frames one a tick, a fixed step with its patch at its end.
 */
import { type Client, Room } from '@colyseus/core';
import { Encoder, type SchemaType, StateView, schema, t } from '@colyseus/schema';
import { SIGHT, SIGHT_SLACK } from '../../../shared/dream/space/rules.ts';
import { Grid } from '../../../shared/kernel/grid.ts';
import { InputFrame, sanitizeFrame } from '../../../shared/protocol/input.ts';
import type { Crowd } from '../servers/field.ts';
import { Swarm, TICK_RATE } from './swarm.ts';

/** Side of a cell of the grid, m. */
const CELL_M = 16;
const metres = () => t.quantized({ min: -512, max: 512 - 1 / 64, bits: 16 }).default(0);
const speed = () => t.quantized({ min: -8, max: 8 - 1 / 16, bits: 8 }).default(0);
const Player = schema({ x: metres(), y: metres(), vx: speed(), vy: speed() }, 'Player');
const State = schema({ players: t.map(Player).view() }, 'ViewsState');
type State = SchemaType<typeof State>;

Encoder.BUFFER_SIZE = 256 * 1024;

export function viewsRoom(crowd: Crowd, radius: number): typeof Room {
  return class extends Room<{ state: State; input: InputFrame }> {
    override autoDispose = false;
    override maxClients = 1000;
    override state = new State();
    override inputs = this.defineInput(InputFrame, { bufferMaxSize: 16, sanitize: sanitizeFrame });
    private readonly swarm = new Swarm(crowd, radius);
    private readonly seen = new Map<string, Set<string>>();

    override onCreate(): void {
      for (const id of this.swarm.bodies.keys()) this.state.players.set(id, new Player());
      this.setFixedTimestep(() => this.step(), TICK_RATE);
      this.patchRate = null;
    }

    override onJoin(client: Client): void {
      client.view = new StateView();
      this.seen.set(client.sessionId, new Set());
      this.swarm.add(client.sessionId);
      this.state.players.set(client.sessionId, new Player());
    }

    override onLeave(client: Client): void {
      this.seen.delete(client.sessionId);
      client.view?.dispose();
      this.swarm.remove(client.sessionId);
      this.state.players.delete(client.sessionId);
    }

    private step(): void {
      for (const client of this.clients) {
        const frame = this.inputs.get(client.sessionId).next();
        const body = this.swarm.bodies.get(client.sessionId);
        if (frame && body) Object.assign(body, { mx: frame.mx, my: frame.my });
      }
      this.swarm.step();
      const grid = new Grid<string>(CELL_M);
      for (const [id, { x, y, vx, vy }] of this.swarm.bodies) {
        grid.add(x, y, id);
        const player = this.state.players.get(id);
        if (player) Object.assign(player, { x, y, vx, vy });
      }
      for (const client of this.clients) this.look(client, grid);
      this.broadcastPatch();
    }

    private look(client: Client, grid: Grid<string>): void {
      const me = this.swarm.bodies.get(client.sessionId);
      const before = this.seen.get(client.sessionId);
      const { view } = client;
      if (!me || !before || !view) return;
      const now = new Set(grid.near(me.x, me.y, SIGHT));
      for (const id of grid.near(me.x, me.y, SIGHT * (1 + SIGHT_SLACK))) if (before.has(id)) now.add(id);
      for (const id of [...before]) {
        if (now.has(id)) continue;
        before.delete(id);
        const gone = this.state.players.get(id);
        if (gone) view.remove(gone);
      }
      for (const id of now) {
        const come = before.has(id) ? undefined : this.state.players.get(id);
        if (!come) continue;
        before.add(id);
        view.add(come);
      }
    }
  } as unknown as typeof Room;
}
