import { expect, test } from 'vitest';
import { Camera } from '../../client/stage/camera.ts';
import { Gaze, LIFT_MOST, LOOK_UP } from '../../client/stage/gaze.ts';

/** Steps of a sixtieth for `seconds`; the largest step of the view on the way. */
function run(gaze: Gaze, seconds: number, up: boolean, covered: number, reduced = false): { fastest: number; veiled: number } {
  let fastest = 0;
  let veiled = 0;
  for (let i = 0; i < Math.round(seconds * 60); i++) {
    const before = gaze.slide;
    gaze.step(up, covered, 1 / 60, reduced);
    fastest = Math.max(fastest, Math.abs(gaze.slide - before));
    veiled = Math.max(veiled, gaze.veil);
  }
  return { fastest, veiled };
}

test('looking up slides by 18 % of the height in 2.4 s, softly at both ends, and back', () => {
  const gaze = new Gaze();
  const first = run(gaze, 1 / 60, true, 0);
  expect(first.fastest).toBeLessThan(0.0002);
  run(gaze, 1.2 - 1 / 60, true, 0);
  expect(gaze.slide).toBeCloseTo(LOOK_UP / 2, 2);
  const { fastest, veiled } = run(gaze, 1.2, true, 0);
  expect(gaze.slide).toBeCloseTo(LOOK_UP, 4);
  expect(fastest).toBeLessThan(0.0025);
  expect(veiled).toBe(0);
  run(gaze, 2.5, false, 0);
  expect(gaze.slide).toBeCloseTo(0, 4);
});

test('the view never jumps when one changes one’s mind half way', () => {
  const gaze = new Gaze();
  run(gaze, 1, true, 0);
  expect(run(gaze, 3, false, 0).fastest).toBeLessThan(0.004);
  expect(gaze.slide).toBeCloseTo(0, 4);
});

test('with reduced motion it jumps once, under a fade of 400 ms', () => {
  const gaze = new Gaze();
  const { veiled } = run(gaze, 0.19, true, 0, true);
  expect(gaze.slide).toBe(0);
  expect(veiled).toBeGreaterThan(0.85);
  run(gaze, 0.25, true, 0, true);
  expect(gaze.slide).toBe(LOOK_UP);
  expect(gaze.veil).toBeLessThan(0.01);
});

test('a panel over my feet lifts the view by what is covered, and by no more than it may', () => {
  const gaze = new Gaze();
  run(gaze, 2, false, 0.07);
  expect(gaze.slide).toBeCloseTo(-0.07, 4);
  run(gaze, 2, false, 0.5);
  expect(gaze.slide).toBeCloseTo(-LIFT_MOST, 4);
  run(gaze, 2, false, -0.2);
  expect(gaze.slide).toBeCloseTo(0, 4);
});

test('the camera takes the slide as a whole: the ground finds back, and another size starts level', () => {
  const camera = new Camera();
  camera.fit({ width: 1280, height: 720, resolution: 1 });
  camera.follow(0, 0, 0, false);
  camera.arrange([]);
  const level = camera.project(40, 90);
  camera.slide(130);
  camera.slide(100);
  expect(camera.project(40, 90).y).toBeCloseTo(level.y + 100, 6);
  expect(camera.unproject(level.x, level.y + 100).y).toBeCloseTo(90, 1);
  camera.fit({ width: 1280, height: 720, resolution: 1 });
  expect(camera.slid).toBe(0);
  expect(camera.project(40, 90).y).toBeCloseTo(level.y, 6);
});
