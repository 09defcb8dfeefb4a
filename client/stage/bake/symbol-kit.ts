/** What a symbol's picture is made of. */
import { type Ctx, grey, vertical } from './brush.ts';

export interface SymbolDesign {
  /** size in design units */
  readonly w: number;
  readonly h: number;
  /** stage px a design unit: 100 to 260 px tall on an own island */
  readonly size: number;
  /** where it stands, share of its height */
  readonly foot: number;
  /** solid parts, grey: lighter is nearer the light */
  readonly mass: (c: Ctx) => void;
  /** lit lines drawn with the rim (glass, threads) */
  readonly lines?: (c: Ctx) => void;
  /** the inner light, white; unseen while it sleeps */
  readonly light?: (c: Ctx) => void;
  /** parts in their own colours; `r` draws numbers 0..1 */
  readonly paint?: (c: Ctx, r: () => number) => void;
}

/** The usual two tones, light above. */
export const mixGrey = (c: Ctx, y0: number, y1: number): CanvasGradient => vertical(c, y0, y1, [0, grey(0.86)], [1, grey(0.58)]);
