/** What was drawn where, for picking. */
export type TargetKind = 'person' | 'symbol' | 'shadow' | 'lantern' | 'fragment' | 'guide' | 'thread' | 'reed' | 'string' | 'stone';

interface Target {
  readonly kind: TargetKind;
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
  readonly depth: number;
}

export class Targets {
  #list: Target[] = [];
  /** least half size of a target, canvas px: 22 CSS px, so that a finger meets it */
  reach = 22;

  begin(reach: number): void {
    this.#list = [];
    this.reach = reach;
  }

  /** An ellipse on the canvas around what was drawn; `depth` is larger nearer the viewer. */
  add(kind: TargetKind, id: string, x: number, y: number, rx: number, ry: number, depth: number): void {
    this.#list.push({ kind, id, x, y, rx: Math.max(rx, this.reach), ry: Math.max(ry, this.reach), depth });
  }

  /** The best target at a canvas point: what is best centred there, the nearer of two alike. */
  at(x: number, y: number): { kind: TargetKind; id: string } | null {
    let best: Target | null = null;
    let bestScore = Number.POSITIVE_INFINITY;
    for (const target of this.#list) {
      const off = Math.hypot((x - target.x) / target.rx, (y - target.y) / target.ry);
      if (off > 1) continue;
      const score = off * Math.sqrt(target.rx * target.ry) - target.depth * 0.02;
      if (score < bestScore) {
        best = target;
        bestScore = score;
      }
    }
    return best ? { kind: best.kind, id: best.id } : null;
  }
}
