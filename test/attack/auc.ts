/** How well an attacker tells two worlds apart: area under the ROC curve, with the interval that the number of pairs allows. */

export interface Area {
  /** 0.5 = as good as tossing a coin, 1 = always right */
  readonly auc: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5 % point of the normal distribution. */
const Z = 1.959964;

/** Midranks 1..n of `values`; ties share their mean. */
function midranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Array<number>(values.length);
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && values[order[j] as number] === values[order[i] as number]) j++;
    for (let k = i; k < j; k++) ranks[order[k] as number] = (i + j + 1) / 2;
    i = j;
  }
  return ranks;
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
}

/**
 * Area under the ROC curve of scores of `ones` against `zeros` (Mann & Whitney 1947) with the 95 % interval of DeLong, DeLong & Clarke-Pearson 1988
 * (Biometrics 44:837), computed by midranks (Sun & Xu 2014, IEEE SPL 21:1389). Needs two or more of each.
 */
export function areaOf(ones: readonly number[], zeros: readonly number[]): Area {
  const [m, n] = [ones.length, zeros.length];
  if (m < 2 || n < 2) throw new RangeError(`an area needs two scores of each kind, got ${m} and ${n}`);
  const all = midranks([...ones, ...zeros]);
  const within1 = midranks(ones);
  const within0 = midranks(zeros);
  const v10 = within1.map((r, i) => ((all[i] as number) - r) / n);
  const v01 = within0.map((r, j) => 1 - ((all[m + j] as number) - r) / m);
  const auc = v10.reduce((a, b) => a + b, 0) / m;
  const half = Z * Math.sqrt(variance(v10) / m + variance(v01) / n);
  return { auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
}

/**
 * Share of right answers when both worlds of a pair lie before the attacker, in an order drawn by lot; ties count half. In this two-alternative forced
 * choice it equals an AUC (Green & Swets 1966). Interval: Wilson 1927 (JASA 22:209), 95 %. `margins`: above 0 = right.
 */
export function forcedChoice(margins: readonly number[]): Area {
  const n = margins.length;
  const auc = margins.reduce((sum, d) => sum + (d > 0 ? 1 : d < 0 ? 0 : 0.5), 0) / n;
  const z2 = (Z * Z) / n;
  const middle = (auc + z2 / 2) / (1 + z2);
  const half = (Z / (1 + z2)) * Math.sqrt((auc * (1 - auc)) / n + z2 / (4 * n));
  return { auc, low: middle - half, high: middle + half };
}
