import { describe, expect, it } from 'vitest';
import { CLOTH_W, clothPoint, onArc, patchAt, rowsOf } from '../../client/stage/cloth.ts';

const GOALS = [1, 2, 3, 5, 6, 7, 8, 12, 19, 24, 37, 60];

describe('the cloth in the sky', () => {
  it('is covered once by as many patches as the goal, none of them a sliver', () => {
    for (const goal of GOALS) {
      const patches = Array.from({ length: goal }, (_, i) => patchAt(i, goal));
      const area = patches.reduce((sum, p) => sum + (p.u1 - p.u0) * (p.v1 - p.v0), 0);
      expect(area).toBeCloseTo(1, 6);
      for (const p of patches) expect((p.u1 - p.u0) * (p.v1 - p.v0)).toBeGreaterThan(0.4 / goal);
      for (let i = 1; i < 400; i++) {
        const [u, v] = [(i * 0.618034) % 1, (i * 0.414214) % 1];
        expect(patches.filter((p) => u > p.u0 && u <= p.u1 && v > p.v0 && v <= p.v1).length, `${goal}: ${u} ${v}`).toBe(1);
      }
    }
  });

  it('grows from the left, one patch a thread, in few rows', () => {
    for (const goal of GOALS) {
      expect(rowsOf(goal)).toBeLessThanOrEqual(5);
      const columns = Math.ceil(goal / rowsOf(goal));
      for (let i = 1; i < goal; i++) expect(patchAt(i, goal).u0).toBeGreaterThan(patchAt(i - 1, goal).u0 - 1.01 / columns);
      expect(patchAt(0, goal)).toMatchObject({ u0: 0, v0: 0 });
      expect(patchAt(goal - 1, goal)).toMatchObject({ u1: 1, v1: 1 });
    }
    expect(patchAt(0, 8).u1).toBeLessThan(0.3);
  });

  it('hangs in the middle of the sky while it is short, and spans it when it is whole', () => {
    const middle = (reach: number): number => (clothPoint(onArc(0, reach), 0)[0] + clothPoint(onArc(reach, reach), 0)[0]) / 2 / CLOTH_W;
    for (const reach of [0.02, 0.1, 0.25, 0.5]) {
      expect(middle(reach)).toBeGreaterThan(0.38);
      expect(middle(reach)).toBeLessThan(0.55);
      expect(onArc(reach, reach)).toBeLessThanOrEqual(1);
      expect(onArc(0, reach)).toBeGreaterThanOrEqual(0);
    }
    expect(onArc(0, 1)).toBeCloseTo(0, 9);
    expect(onArc(1, 1)).toBeCloseTo(1, 9);
  });
});
