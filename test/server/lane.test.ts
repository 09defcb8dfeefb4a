/** Input lanes and budgets, by hand. SPEC.md rules are cited as [n]. */
import { describe, expect, it } from 'vitest';
import { Budget } from '../../server/rooms/budget.ts';
import { type Frame, type FrameSource, InputLane } from '../../server/rooms/lane.ts';
import { cleanName, readJoiner } from '../../server/rooms/options.ts';
import { streamOf, uniform } from '../../shared/kernel/random.ts';
import { FRAMES_AHEAD, FRAMES_MARGIN, REPEAT_HELD_TICKS, SILENT_TICKS } from '../../shared/protocol/limits.ts';
import { PROTOCOL } from '../../shared/protocol/messages.ts';

class Line implements FrameSource {
  private readonly waiting: Frame[] = [];
  get size(): number {
    return this.waiting.length;
  }
  next(): Frame | undefined {
    return this.waiting.shift();
  }
  send(frame: number, mx: number): void {
    this.waiting.push({ frame, mx, my: 0, held: 0 });
  }
}

describe('a lane', () => {
  it('counts along with the page, and takes up controls at their number [20]', () => {
    const line = new Line();
    const lane = new InputLane();
    line.send(41, 10);
    expect([lane.take(line).mx, lane.frame, lane.lead]).toEqual([0, 40, FRAMES_MARGIN]);
    expect([lane.take(line).mx, lane.frame]).toEqual([10, 41]);
    line.send(44, 20);
    expect([lane.take(line).mx, lane.frame, lane.heard, lane.lead]).toEqual([10, 42, 44, 2]);
    expect([lane.take(line).mx, lane.frame]).toEqual([10, 43]);
    expect([lane.take(line).mx, lane.frame]).toEqual([20, 44]);
    expect([lane.take(line).mx, lane.frame]).toEqual([20, 45]);
  });

  it('steps as the page did, number by number, whenever messages come in time [20] [22]', () => {
    const rng = streamOf('lane', 'test');
    const line = new Line();
    const lane = new InputLane();
    const page: number[] = [];
    const under: { at: number; frame: number; mx: number }[] = [];
    let [mx, said, saidMx, compared] = [0, -99, -1, 0];
    for (let tick = 1; tick < 4000; tick++) {
      if (uniform(rng) < 0.08) mx = Math.floor(uniform(rng) * 100);
      page[tick] = mx;
      if (mx !== saidMx || tick - said >= REPEAT_HELD_TICKS) {
        // the way takes 3 to 4 ticks, in order
        const at = Math.max(under.at(-1)?.at ?? 0, tick + 3 + Math.floor(uniform(rng) * 2));
        under.push({ at: tick === 1 ? 4 : at, frame: tick, mx });
        [said, saidMx] = [tick, mx];
      }
      while (under.length > 0 && (under[0]?.at ?? 0) <= tick) {
        const { frame, mx: value } = under.shift() as { frame: number; mx: number };
        line.send(frame, value);
      }
      const stepped = lane.take(line).mx;
      if (lane.frame < 1 || tick < 10) continue;
      compared++;
      expect(stepped).toBe(page[lane.frame]);
    }
    expect(compared).toBeGreaterThan(3900);
  });

  it('takes up at once what comes late, and says how late it was [22] [25]', () => {
    const line = new Line();
    const lane = new InputLane();
    line.send(1, 10);
    for (let i = 0; i < 8; i++) lane.take(line);
    line.send(5, 30);
    expect([lane.take(line).mx, lane.frame, lane.lead]).toEqual([30, 8, -3]);
  });

  it('lets go after a long silence, and takes up where the page goes on [23]', () => {
    const line = new Line();
    const lane = new InputLane();
    line.send(1, 10);
    lane.take(line);
    for (let i = 0; i < SILENT_TICKS; i++) expect(lane.take(line).mx).toBe(10);
    expect(lane.take(line).mx).toBe(0);
    line.send(lane.frame + 1, 50);
    expect(lane.take(line).mx).toBe(50);
  });

  it('begins to count anew with a page that is far from it, either way [23]', () => {
    const line = new Line();
    const lane = new InputLane();
    line.send(1000, 10);
    lane.take(line);
    for (const frame of [1000 + FRAMES_AHEAD + 9, 3, 4_000_000_000, 0]) {
      line.send(frame, 70);
      lane.take(line);
      expect(lane.frame).toBe(Math.max(0, frame - FRAMES_MARGIN));
      expect(lane.take(line).mx).toBe(70);
      lane.take(line);
    }
  });

  it('is still before the first frame', () => {
    const lane = new InputLane();
    expect([lane.take(new Line()).mx, lane.frame, lane.lead]).toEqual([0, 0, 0]);
  });
});

describe('a budget', () => {
  it('allows the burst, then the rate', () => {
    const budget = new Budget(4, 2, 0);
    expect([budget.take(0), budget.take(0), budget.take(0)]).toEqual([true, true, false]);
    expect([budget.take(249), budget.take(251), budget.take(252)]).toEqual([false, true, false]);
  });

  it('a clock that goes back gives nothing', () => {
    const budget = new Budget(4, 1, 1000);
    budget.take(1000);
    expect(budget.take(0)).toBe(false);
  });
});

describe('names', () => {
  it('lose what cannot be seen, and their length', () => {
    expect(cleanName('  A\u202edа\u0000\u200b  b ')).toBe('Adа b');
    expect(cleanName('x'.repeat(99))).toHaveLength(24);
    expect(cleanName('👩‍🚀'.repeat(20)).length).toBeLessThanOrEqual(24);
    expect(cleanName({ toString: () => 'x' })).toBe('');
    expect(cleanName('\u0000\u200b ')).toBe('');
  });

  it('limits that cannot be read are the strictest', () => {
    const joiner = readJoiner({
      protocol: PROTOCOL,
      limits: { lines: ['a', 5], veils: 'x', ceiling: 'loud' },
      consents: ['own-view', 'everything'],
    });
    expect(joiner).toMatchObject({ limits: { lines: ['a'], veils: [], ceiling: 0 }, consents: ['own-view'] });
  });
});
