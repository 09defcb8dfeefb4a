/** The contract of @energetic-ai as we use it: it loads from its package, offline, and knows what belongs together. */
import { expect, test } from 'vitest';
import { loadModel } from '../../server/loom/model.ts';

test('two lines of grief are near each other and far from a spreadsheet; the matrix is symmetric with ones', {
  timeout: 60_000,
}, async () => {
  const compare = await loadModel();
  const like = await compare(['I miss my mother', 'grief for a lost brother', 'the spreadsheet has seven columns']);
  const at = (i: number, j: number): number => like[i]?.[j] ?? Number.NaN;
  for (const i of [0, 1, 2]) expect(at(i, i)).toBeCloseTo(1, 5);
  expect(at(0, 1)).toBeCloseTo(at(1, 0), 6);
  // measured .40 against .02 and .08
  expect(at(0, 1)).toBeGreaterThan(0.3);
  expect(Math.max(at(0, 2), at(1, 2))).toBeLessThan(0.2);
  expect(await compare([])).toEqual([]);
});
