/**
 * What is odd about the small light now, or only looks so, as a picture shows it: on which thing, and how strongly. The same for all in sight. Pure.
 */
import type { ShowingSeen } from '../../shared/dream/guide/show.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';

/** What the picture needs of it, each 0..1. */
export interface TellNow {
  /** the light throws a shadow; a moth goes round it; it flickers; it hums after my breath, or with the dream */
  readonly shade: number;
  readonly moth: number;
  readonly dip: number;
  readonly echo: number;
  readonly drone: number;
  /** that it rains on a ground, early or in its time */
  rains(region: string): boolean;
  /** how far a symbol opens, how far a lantern at so many metres from the light dips */
  opens(symbol: string): number;
  dips(lantern: string, metres: number): number;
}

const none = (): number => 0;
const NOTHING: TellNow = { shade: 0, moth: 0, dip: 0, echo: 0, drone: 0, rains: () => false, opens: none, dips: none };

/** It comes in this long and goes in this long, s; nothing about it is sudden. */
const IN_S = 0.6;
const OUT_S = 1.2;
/** A light that flickers does so this often, Hz: far under the two flashes a second that the comfort rules allow. */
const FLICKER_HZ = 0.7;
/** Lanterns dip within this of a light that passes, m; those behind one that flickers, all within this. */
const PASSED_M = 4.5;
const BEHIND_M = 14;
/** The one it passes dips for this long whatever the distance, s. */
const PASSED_S = 2;

/** @param seconds the dream's clock */
export function tellNow(showing: ShowingSeen | null | undefined, seconds: number): TellNow {
  if (!showing) return NOTHING;
  const age = seconds - showing.tick / TICK_RATE;
  const k = Math.max(0, Math.min(1, age / IN_S, (showing.seconds - age) / OUT_S));
  const { about } = showing;
  switch (showing.tell) {
    case 'shadow':
      return { ...NOTHING, shade: k };
    case 'moth':
      return { ...NOTHING, moth: k };
    case 'hums':
      return { ...NOTHING, echo: k };
    case 'drone':
      return { ...NOTHING, drone: k };
    case 'early':
    case 'touched':
      return { ...NOTHING, opens: (id) => (id === about ? k : 0) };
    case 'rain':
    case 'rained':
      return { ...NOTHING, rains: (id) => id === about && k > 0 };
    case 'passes':
      return {
        ...NOTHING,
        dips: (id, metres) => Math.max(id === about && age < PASSED_S ? k : 0, k * Math.max(0, Math.min(1, 2 * (1 - metres / PASSED_M)))),
      };
    case 'flicker': {
      const now = k * (0.5 - 0.5 * Math.cos(2 * Math.PI * FLICKER_HZ * age));
      return { ...NOTHING, dip: now, dips: (_, metres) => (metres <= BEHIND_M ? now : 0) };
    }
    default:
      return NOTHING;
  }
}
