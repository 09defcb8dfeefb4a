/** Input lanes and budgets, by hand. SPEC.md rules are cited as [n]. */
import { describe, expect, it } from 'vitest';
import { Budget } from '../../server/rooms/budget.ts';
import { type Frame, type FrameSource, InputLane } from '../../server/rooms/lane.ts';
import { cleanName, readJoiner } from '../../server/rooms/options.ts';
import { REPEAT_TICKS } from '../../shared/protocol/limits.ts';

class Line implements FrameSource {
  consumedCount = 0;
  private readonly waiting: Frame[] = [];
  get size(): number {
    return this.waiting.length;
  }
  next(): Frame | undefined {
    const frame = this.waiting.shift();
    if (frame) this.consumedCount++;
    return frame;
  }
  send(...mx: number[]): void {
    for (const value of mx) this.waiting.push({ mx: value, my: 0, held: 0 });
  }
}

describe('a lane', () => {
  it('takes one frame a tick and counts it [20]', () => {
    const line = new Line();
    const lane = new InputLane();
    line.send(10, 20, 30);
    expect([lane.take(line).mx, lane.frame, lane.lead]).toEqual([10, 1, 2]);
    expect([lane.take(line).mx, lane.frame, lane.lead]).toEqual([20, 2, 1]);
  });

  it('repeats a missing frame and skips it when it comes late [22]', () => {
    const line = new Line();
    const lane = new InputLane();
    line.send(10);
    lane.take(line);
    expect([lane.take(line).mx, lane.frame, lane.lead]).toEqual([10, 2, -1]);
    line.send(11, 12);
    expect([lane.take(line).mx, lane.frame, lane.lead]).toEqual([12, 3, 0]);
  });

  it('a page that is always one frame late is still counted right, with its newest controls [22]', () => {
    const line = new Line();
    const lane = new InputLane();
    line.send(10);
    lane.take(line);
    lane.take(line);
    for (let sent = 2; sent < 30; sent++) {
      line.send(sent);
      expect(lane.take(line).mx).toBe(sent);
      expect(lane.frame).toBe(sent + 1);
    }
  });

  it('lets go after ten silent ticks, and takes up where the page goes on [23]', () => {
    const line = new Line();
    const lane = new InputLane();
    line.send(10);
    lane.take(line);
    for (let i = 0; i < REPEAT_TICKS; i++) expect(lane.take(line).mx).toBe(10);
    expect([lane.take(line).mx, lane.frame]).toEqual([0, 1]);
    line.send(50);
    expect([lane.take(line).mx, lane.frame]).toEqual([50, 2]);
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
      protocol: 1,
      limits: { lines: ['a', 5], veils: 'x', ceiling: 'loud' },
      consents: ['own-view', 'everything'],
    });
    expect(joiner).toMatchObject({ limits: { lines: ['a'], veils: [], ceiling: 0 }, consents: ['own-view'] });
  });
});
