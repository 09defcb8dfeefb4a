import { describe, expect, it } from 'vitest';
import { Camera, METRE } from '../../client/stage/camera.ts';
import { REGIONS } from './scenes.ts';

function cameraAt(x: number, y: number, width = 1280, height = 720): Camera {
  const camera = new Camera();
  camera.fit({ width, height, resolution: 1 });
  camera.follow(x, y, 0, false);
  camera.arrange(REGIONS);
  return camera;
}

describe('camera', () => {
  it('finds back every point of every island from wherever one stands', () => {
    for (const stand of [
      { x: 0, y: 0 },
      { x: 0, y: 16 },
      { x: -16, y: -48 },
      { x: -26, y: 2 },
      { x: 6, y: 46 },
    ]) {
      const camera = cameraAt(stand.x, stand.y);
      for (const region of REGIONS)
        for (const [u, v] of [
          [0, 0],
          [0.6, 0.3],
          [-0.5, -0.6],
          [0, 0.9],
        ] as const) {
          const x = (region.x + u * region.rx) * METRE;
          const y = (region.y + v * region.ry) * METRE;
          const at = camera.project(x, y);
          const back = camera.unproject(at.x, at.y);
          const again = camera.project(back.x, back.y);
          // a point behind a nearer island answers with the nearer ground, at the same place on the screen
          expect(Math.hypot(again.x - at.x, again.y - at.y)).toBeLessThan(0.5);
          if (region.id === camera.cardAt(camera.x, camera.y)?.id) expect(Math.hypot(back.x - x, back.y - y)).toBeLessThan(0.01);
        }
    }
  });

  it('keeps the own avatar between 55 and 64 % of the height, 54 % on a phone', () => {
    for (const y of [-17, 0, 17]) {
      const at = cameraAt(3, y).project(3 * METRE, y * METRE);
      expect(at.y / 720).toBeGreaterThan(0.55);
      expect(at.y / 720).toBeLessThan(0.64);
      expect(at.s).toBe(1);
    }
    const phone = cameraAt(3, 0, 390, 844);
    expect(phone.project(3 * METRE, 0).y / 844).toBeCloseTo(0.54, 5);
  });

  it('stays inside the dead zone and moves beyond it', () => {
    const camera = cameraAt(0, 0);
    camera.follow(40 / METRE, 0, 1 / 60, false);
    expect(camera.x).toBe(0);
    camera.follow(4, 0, 1 / 60, false);
    expect(camera.x).toBeCloseTo((4 * METRE - 45) * 0.06, 6);
    camera.follow(4, 0, 1 / 60, true);
    expect(camera.x).toBeCloseTo(4 * METRE - 45, 6);
  });

  it('moves feet without a jump from an island over a bridge to the next', () => {
    const camera = cameraAt(-20, 1.2);
    let before = camera.project(-10 * METRE, 1 * METRE);
    for (let x = -10; x > -45; x -= 0.05) {
      const now = camera.project(x * METRE, 1.4 * METRE);
      expect(Math.abs(now.x - before.x)).toBeLessThan(40);
      expect(now.x).toBeLessThanOrEqual(before.x + 0.01);
      before = now;
    }
  });

  it('shows what is far smaller, never under .55, and never above the far sky', () => {
    const camera = cameraAt(0, 0);
    for (const card of camera.cards) expect(card.s).toBeGreaterThanOrEqual(0.55);
    const well = camera.project(-16 * METRE, -48 * METRE);
    expect(well.s).toBeLessThan(0.7);
    expect(well.y).toBeGreaterThan(720 * 0.2);
  });
});
