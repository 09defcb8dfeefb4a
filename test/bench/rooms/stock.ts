/** The first room to compare with: as the beginner's guide has it. One map of everybody in float32, sent to everybody, patches every 50 ms. */
import { type Client, Room } from '@colyseus/core';
import { type SchemaType, schema, t } from '@colyseus/schema';
import type { Crowd } from '../servers/field.ts';
import { Swarm, TICK_RATE } from './swarm.ts';

const Player = schema(
  { x: t.float32().default(0), y: t.float32().default(0), vx: t.float32().default(0), vy: t.float32().default(0) },
  'Player',
);
const State = schema({ players: t.map(Player) }, 'StockState');
type State = SchemaType<typeof State>;

export function stockRoom(crowd: Crowd, radius: number): typeof Room {
  return class extends Room<{ state: State }> {
    override autoDispose = false;
    override maxClients = 1000;
    override patchRate = 50;
    override state = new State();
    private readonly swarm = new Swarm(crowd, radius);

    override onCreate(): void {
      for (const id of this.swarm.bodies.keys()) this.state.players.set(id, new Player());
      this.onMessage('move', (client: Client, { mx, my }: { mx: number; my: number }) => {
        const body = this.swarm.bodies.get(client.sessionId);
        if (body) Object.assign(body, { mx, my });
      });
      this.setTimestep(() => this.step(), 1000 / TICK_RATE);
    }

    override onJoin(client: Client): void {
      this.swarm.add(client.sessionId);
      this.state.players.set(client.sessionId, new Player());
    }

    override onLeave(client: Client): void {
      this.swarm.remove(client.sessionId);
      this.state.players.delete(client.sessionId);
    }

    private step(): void {
      this.swarm.step();
      for (const [id, { x, y, vx, vy }] of this.swarm.bodies) {
        const player = this.state.players.get(id);
        if (player) Object.assign(player, { x, y, vx, vy });
      }
    }
  } as unknown as typeof Room;
}
