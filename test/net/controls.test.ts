/** Own controls on their way, by hand. SPEC.md rules are cited as [n]. */
import { describe, expect, it } from 'vitest';
import { Controls, type Handle } from '../../client/net/controls.ts';
import { Pace } from '../../client/net/pace.ts';
import { InputFrame } from '../../shared/protocol/input.ts';
import { REPEAT_HELD_TICKS, REPEAT_STILL_TICKS } from '../../shared/protocol/limits.ts';

const still = { mx: 0, my: 0, float: false, breath: false };

class Line implements Handle {
  readonly data = new InputFrame();
  readonly sent: number[] = [];
  open = true;
  send(): number {
    if (!this.open) return 0;
    this.sent.push(this.data.frame);
    return this.sent.length;
  }
}

/** Controls with a clock that ticks by the frame. */
function page() {
  const line = new Line();
  const controls = new Controls();
  controls.begin(line);
  const made: number[] = [];
  let nowMs = 0;
  const go = (frames: number, stepMs = 50): void => {
    for (let i = 0; i < frames; i++) {
      nowMs += stepMs;
      controls.advance(nowMs, true, (frame) => made.push(frame));
    }
  };
  controls.advance(0, true, () => undefined);
  return { line, controls, made, go, now: () => nowMs };
}

describe('controls', () => {
  it('are sent when they change and now and then while they stand; a frame is made every tick [20]', () => {
    const { line, controls, made, go } = page();
    go(100);
    expect(made).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(line.sent).toEqual([1, 21, 41, 61, 81]);
    controls.input = { ...still, mx: 127 };
    go(REPEAT_HELD_TICKS + 1);
    expect(line.sent.slice(-2)).toEqual([101, 101 + REPEAT_HELD_TICKS]);
    controls.input = still;
    go(REPEAT_STILL_TICKS + 1);
    expect(line.sent.slice(-2)).toEqual([112, 112 + REPEAT_STILL_TICKS]);
  });

  it('of a page that slept: the numbers go on with the clock, and no frame is made for them', () => {
    const { made, go } = page();
    go(10);
    go(1, 1050);
    expect(made.slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(made.slice(10)).toEqual([30, 31]);
  });

  it('of a page that is shown three pictures a second: its numbers keep the clock', () => {
    const { line, controls, made, go, now } = page();
    go(1);
    for (let i = 0; i < 300; i++) {
      go(1, 333);
      controls.told({ heard: line.sent.at(-1) as number, lead: 1 }, now());
    }
    expect(Math.abs((made.at(-1) ?? 0) - (50 + 300 * 333) / 50)).toBeLessThanOrEqual(2);
    expect(made.length).toBeGreaterThan(500);
  });

  it('wait when nobody hears of them, so that a stall is no flood afterwards', () => {
    const { line, controls, made, go, now } = page();
    for (let i = 0; i < 400; i++) {
      controls.input = { ...still, mx: i % 100 };
      go(1);
    }
    expect(line.sent.length).toBe(40);
    expect(made.length).toBe(40);
    controls.told({ heard: line.sent.at(-1) as number, lead: 1 }, now());
    go(1);
    expect(line.sent.at(-1)).toBe(401);
    expect(controls.rttMs).toBeGreaterThan(0);
  });

  it('are not made while the line is down', () => {
    const { line, made, go } = page();
    go(5);
    line.open = false;
    go(30);
    expect(made.length).toBeLessThan(30);
  });
});

describe('the pace', () => {
  it('hurries by as much as a message was late, dawdles when all come early, and else keeps the clock [25]', () => {
    const pace = new Pace();
    const over = (ms: number): number => {
      let sum = 0;
      for (let i = 0; i < ms; i += 10) sum += pace.advance(10);
      return Math.round(sum - ms);
    };
    expect(over(1000)).toBe(0);
    pace.heard(-2);
    pace.heard(-2);
    expect(over(3000)).toBe(100);
    for (let i = 0; i < 6; i++) pace.heard(5);
    expect(over(3000)).toBe(-150);
    for (let i = 0; i < 20; i++) pace.heard(i % 3);
    expect(over(1000)).toBe(0);
  });
});
