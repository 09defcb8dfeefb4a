/**
 * People who go where they went before. A place among others is drawn for whoever comes, so when one of many does not come everybody else starts
 * somewhere else, and what they steered leads nowhere. Followers steer anew towards where they were, and do all else as they did it.
 */
import type { Command } from '../../../shared/dream/commands.ts';
import { TICK_RATE, type Who } from '../../../shared/dream/ids.ts';
import type { TickResult } from '../../../shared/dream/tick.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import { isSlight, Late, type Spot, towards } from './aim.ts';
import { type Steering, steeringOf } from './simpler.ts';
import type { Trial } from './trial.ts';

/** Ticks between two notes of where one was, and between two steerings of who follows as closely as can be. */
const NOTED = 5;
const STRIDE = 10;

/** Where everybody was. */
export class Ways {
  private readonly spots = new Map<Who, Spot[]>();

  /** After every tick. */
  note({ world }: Dream): void {
    if (world.tick % NOTED !== 0) return;
    for (const { id, x, y } of Object.values(world.space.avatars)) {
      const way = this.spots.get(id) ?? [];
      this.spots.set(id, way);
      // before they came they were where they came
      while (way.length <= world.tick / NOTED) way.push({ x, y });
    }
  }

  at(who: Who, tick: number): Spot | undefined {
    const way = this.spots.get(who) ?? [];
    return way[Math.min(way.length - 1, Math.floor(tick / NOTED))];
  }

  strides(who: Who): number[] {
    const way = this.spots.get(who) ?? [];
    return Array.from({ length: Math.ceil((way.length * NOTED) / STRIDE) }, (_, i) => (i + 1) * STRIDE);
  }

  /**
   * Ticks of the corners of a way: whoever goes evenly from each to the next is never further than `within` metres from where they were
   * (Douglas & Peucker 1973, in place and time).
   */
  corners(who: Who, within: number): number[] {
    const way = this.spots.get(who) ?? [];
    const corners = new Set([0, way.length - 1]);
    const parts: (readonly [number, number])[] = way.length > 2 ? [[0, way.length - 1]] : [];
    for (let part = parts.pop(); part; part = parts.pop()) {
      const [from, to] = part;
      const [a, b] = [way[from] as Spot, way[to] as Spot];
      let [worst, far] = [from, within];
      for (let i = from + 1; i < to; i++) {
        const share = (i - from) / (to - from);
        const [dx, dy] = [(way[i] as Spot).x - a.x - share * (b.x - a.x), (way[i] as Spot).y - a.y - share * (b.y - a.y)];
        const off = Math.sqrt(dx * dx + dy * dy);
        if (off > far) [worst, far] = [i, off];
      }
      if (worst === from) continue;
      corners.add(worst);
      parts.push([from, worst], [worst, to]);
    }
    return [...corners].map((i) => i * NOTED).sort((a, b) => a - b);
  }
}

export interface Followers {
  /** what they do at the coming tick beside what they did then */
  readonly act: (dream: Dream) => Command[];
  /** to be told of every tick */
  readonly heard: (result: TickResult) => void;
}

/** Some who go where they went in a trial; what they are too late for is tried again. */
export function followers(trial: Trial, whos: readonly Who[], ways: Ways): Followers {
  const walkers = whos.map((who) => ({
    who,
    steering: steeringOf(trial, who),
    next: 0,
    float: false,
    breath: false,
    turns: turnsOf(trial, who, ways.strides(who)),
    turn: 0,
  }));
  const late = new Late();
  const steer = ({ world }: Dream, walker: (typeof walkers)[number]): Command[] => {
    const tick = world.tick + 1;
    for (; (walker.steering[walker.next]?.tick ?? Infinity) <= tick; walker.next++) {
      const { float, breath } = (walker.steering[walker.next] as Steering).command.body;
      Object.assign(walker, { float, breath });
    }
    let turns = false;
    for (; (walker.turns[walker.turn] ?? Infinity) <= tick; walker.turn++) turns = true;
    const { who, float, breath } = walker;
    const me = world.space.avatars[who];
    const then = walker.turns[walker.turn] ?? tick + STRIDE;
    const to = ways.at(who, then);
    if (!me || !to) return [];
    const wanted = turns ? towards(to, me, (then - tick) / TICK_RATE) : me.input;
    const { mx, my } = isSlight(wanted, me.input) ? me.input : wanted;
    if (mx === me.input.mx && my === me.input.my && float === me.input.float && breath === me.input.breath) return [];
    return [{ type: 'move', by: who, body: { mx, my, float, breath } }];
  };
  return {
    act: (dream) => {
      const again = late.again(dream.world.tick + 1);
      return [...walkers.flatMap((walker) => steer(dream, walker)), ...again];
    },
    heard: (result) => late.heard(result),
  };
}

/** Ticks at which somebody steers anew: at those of their way, and when they do something where they are. */
export function turnsOf({ acts }: Trial, who: Who, way: readonly number[]): number[] {
  const turns = new Set(way);
  for (const { tick, command } of acts) if (command.by === who && command.type !== 'move' && command.type !== 'reading') turns.add(tick);
  return [...turns].sort((a, b) => a - b);
}
