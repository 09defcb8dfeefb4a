/** What moves in the two rooms that the dream is compared with: the same people at the same places with the same way of walking, and nothing else. */

import { APPROACH, COAST, WALK_SPEED } from '../../../shared/dream/space/rules.ts';
import { between, type StreamState, streamOf } from '../../../shared/kernel/random.ts';
import { Walker } from '../clients/walk.ts';
import { type Crowd, spawnsOf } from '../servers/field.ts';

export const TICK_RATE = 20;
const DT = 1 / TICK_RATE;
/** Simulated citizens, as the dream keeps some while people come. */
export const BOTS = 8;
/** Somebody who comes stands up to this far from the spawn, m. */
const SPREAD_M = 4;

export interface Body {
  x: number;
  y: number;
  vx: number;
  vy: number;
  mx: number;
  my: number;
}

export class Swarm {
  readonly bodies = new Map<string, Body>();
  private readonly spawns: ReturnType<typeof spawnsOf>;
  private readonly radius: number;
  private readonly rng: StreamState;
  private readonly bots: { readonly body: Body; readonly walker: Walker }[] = [];

  constructor(crowd: Crowd, radius: number) {
    this.spawns = spawnsOf(crowd, radius);
    this.radius = radius;
    this.rng = streamOf('swarm', crowd);
    for (let i = 0; i < BOTS; i++) this.bots.push({ body: this.add(`bot-${i}`), walker: new Walker(crowd, `bot-${i}`) });
  }

  add(id: string): Body {
    const spawn = this.spawns[Math.floor(between(this.rng, 0, this.spawns.length))] ?? { x: 0, y: 0 };
    const angle = between(this.rng, 0, 2 * Math.PI);
    const r = between(this.rng, 0, SPREAD_M);
    const body = { x: spawn.x + r * Math.cos(angle), y: spawn.y + r * Math.sin(angle), vx: 0, vy: 0, mx: 0, my: 0 };
    this.bodies.set(id, body);
    return body;
  }

  remove(id: string): void {
    this.bodies.delete(id);
  }

  /** One tick: velocity nears what is aimed at, as in the dream; the island has an edge. */
  step(): void {
    for (const { body, walker } of this.bots) Object.assign(body, walker.next());
    for (const body of this.bodies.values()) {
      const length = Math.hypot(body.mx, body.my);
      const share = length > 0 ? 1 - Math.exp(-APPROACH * DT) : 1 - Math.exp(-COAST * DT);
      body.vx += ((length > 0 ? (body.mx / length) * WALK_SPEED : 0) - body.vx) * share;
      body.vy += ((length > 0 ? (body.my / length) * WALK_SPEED : 0) - body.vy) * share;
      body.x = this.within(body.x + body.vx * DT);
      body.y = this.within(body.y + body.vy * DT);
    }
  }
  private within(at: number): number {
    return Math.max(-this.radius, Math.min(this.radius, at));
  }
}
