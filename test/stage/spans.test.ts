import { expect, test } from 'vitest';
import { Camera, METRE } from '../../client/stage/camera.ts';
import { shadowHeight } from '../../client/stage/shadows.ts';
import { deckAt, deckUnder, HALF, onDeck, riseOf, spanOf } from '../../client/stage/spans.ts';
import { BRIDGES, REGIONS } from './scenes.ts';

function cameraAt(x: number, y: number): Camera {
  const camera = new Camera();
  camera.fit({ width: 1280, height: 720, resolution: 1 });
  camera.follow(x, y, 0, false);
  camera.arrange(REGIONS);
  return camera;
}
const STANDS = [
  [0, 0],
  [0, 16],
  [6, 40],
  [12, 50],
  [-2, 47],
  [-26, 2],
  [-45, 0],
] as const;

test('a bridge is straight from end to end but for its arch, from wherever one looks', () => {
  for (const [x, y] of STANDS) {
    const camera = cameraAt(x, y);
    for (const view of BRIDGES) {
      const span = spanOf(view, camera);
      if (span.off.x !== 0 || span.off.y !== 0) continue;
      const flat = { ...span, rise: 0 };
      const [a, b] = [deckAt(flat, 0, 0, camera), deckAt(flat, 1, 0, camera)];
      for (const t of [0.2, 0.5, 0.8]) {
        const at = deckAt(flat, t, 0, camera);
        expect(Math.hypot(at.x - (a.x + (b.x - a.x) * t), at.y - (a.y + (b.y - a.y) * t))).toBeLessThan(0.01);
        expect(deckAt(span, t, 0, camera).y).toBeLessThan(at.y);
      }
    }
  }
});

test('its ends lie where the islands are drawn, and I stay under the camera while I cross', () => {
  for (const [x, y] of STANDS) {
    const camera = cameraAt(x, y);
    for (const view of BRIDGES) {
      const span = spanOf(view, camera);
      for (const t of [0, 1]) {
        const ground = camera.project(span.ax + span.dx * t, span.ay + span.dy * t);
        const deck = deckAt(span, t, 0, camera);
        expect(Math.hypot(ground.x - deck.x, ground.y - deck.y)).toBeLessThan(0.01);
      }
    }
  }
  const [plaza] = BRIDGES.filter((b) => b.id === 'plaza-tree');
  for (const t of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    const b = plaza ?? { ax: 0, ay: 0, bx: 0, by: 0 };
    const [x, y] = [b.ax + (b.bx - b.ax) * t, b.ay + (b.by - b.ay) * t];
    const camera = cameraAt(x, y);
    const spans = BRIDGES.map((view) => spanOf(view, camera));
    const here = onDeck(spans, x * METRE, y * METRE, camera);
    expect(here).not.toBeNull();
    expect(Math.abs((here?.x ?? 0) - camera.anchorX)).toBeLessThan(0.5);
    expect(camera.anchorY - (here?.y ?? 0)).toBeLessThan(40);
    expect(Math.abs((here?.s ?? 0) - 1)).toBeLessThan(0.1);
  }
});

test('a click on a deck finds the place that was drawn there', () => {
  for (const [x, y] of STANDS) {
    const camera = cameraAt(x, y);
    const spans = BRIDGES.map((view) => spanOf(view, camera));
    for (const span of spans) {
      const seen = Math.hypot(span.b.x - span.a.x, span.b.y - span.a.y);
      // a bridge seen from its end is thinner than a click
      if (seen < 60) continue;
      for (const [t, side] of [
        [0.2, 0],
        [0.5, 10],
        [0.8, -12],
      ] as const) {
        const at = deckAt(span, t, side, camera);
        const back = deckUnder([span], at.x, at.y, camera);
        const again = back && onDeck([span], back.x, back.y, camera);
        expect(Math.hypot((again?.x ?? 0) - at.x, (again?.y ?? 0) - at.y), span.view.id).toBeLessThan(1.6);
      }
    }
    expect(deckUnder(spans, 640, 4, camera)).toBeNull();
  }
  expect(HALF).toBeGreaterThan(0);
});

test('the arch is 9 % of the length from the side and lower from the end', () => {
  expect(riseOf(640, 640)).toBeCloseTo(57.6, 6);
  expect(riseOf(640, 0)).toBeLessThan(25);
  expect(riseOf(640, 300)).toBeGreaterThan(riseOf(640, 100));
});

test('a small shadow is a head taller than people, a full one two to four times as tall', () => {
  expect(shadowHeight(20, 1) / 66).toBeGreaterThan(1.2);
  expect(shadowHeight(20, 1) / 66).toBeLessThan(1.4);
  for (const full of [60, 90, 120]) {
    expect(shadowHeight(full, 1)).toBeGreaterThanOrEqual(150);
    expect(shadowHeight(full, 1)).toBeLessThanOrEqual(260);
  }
  for (const full of [1, 5, 20, 36, 60, 120, 500]) {
    expect(shadowHeight(full, 0.1)).toBeLessThan(shadowHeight(full, 1));
    expect(shadowHeight(full, 0)).toBeGreaterThan(40);
  }
});
