/** Colours of the dusk behind the join paper: the stage's own tokens of that act. */

export const DUSK = {
  zenith: '#2f3d5c',
  high: '#5f6485',
  low: '#c98d86',
  horizon: '#f3bf94',
  light: '#ffeccb',
  lit: '#f0bf9f',
  shade: '#74658a',
  deep: '#4a4568',
  cliff: '#5b4a68',
  top: '#9a6f70',
  rim: '#ffe6bd',
  near: '#1f1b30',
};

/** A repeatable number in [0, 1) for whole i. */
export const scatter = (i: number): number => {
  const x = Math.sin(i * 127.1 + 11.7) * 43758.5453;
  return x - Math.floor(x);
};

/** `a` to `b` by `t` (0..1), in CSS. */
export function mix(a: string, b: string, t: number): string {
  return `color-mix(in oklab, ${a}, ${b} ${Math.round(t * 100)}%)`;
}
