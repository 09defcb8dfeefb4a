import { expect, test } from 'vitest';
import { isSoftware, Pace, SLOW_FPS, SLOW_SOFTWARE_FPS } from '../../client/stage/quality.ts';

/** Frames of `gap` ms for `seconds`; true if it was ever called too slow. */
function frames(pace: Pace, gap: number, seconds: number, from = 5000): boolean {
  let slow = false;
  for (let now = from; now < from + seconds * 1000; now += gap) slow = pace.tooSlow(now) || slow;
  return slow;
}

test('slowness counts after three seconds, each kind of painter by its own measure', () => {
  expect(frames(new Pace(SLOW_FPS), 30, 2.9)).toBe(false);
  expect(frames(new Pace(SLOW_FPS), 30, 6)).toBe(true);
  expect(frames(new Pace(SLOW_SOFTWARE_FPS), 45, 20)).toBe(false);
  expect(frames(new Pace(SLOW_SOFTWARE_FPS), 80, 8)).toBe(true);
});

test('a page that was away was not slow', () => {
  const pace = new Pace(SLOW_FPS);
  for (let i = 0; i < 20; i++) expect(frames(pace, 16, 1, 5000 + i * 9000)).toBe(false);
});

test('knows painters that are processors by their names', () => {
  expect(isSoftware('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))')).toBe(true);
  expect(isSoftware('Mesa Intel(R) UHD Graphics 620')).toBe(false);
});
