/**
 * Who stands up: J. M. Epstein, "Modeling civil violence: An agent-based computational approach", PNAS 99 suppl. 3 (2002), Model I, with the quotient
 * of cops and actives rounded down (without it the published outbursts do not come); and M. Granovetter, "Threshold models of collective behavior",
 * American Journal of Sociology 83 (1978). Pure.
 */
import { exp, floor } from '../../kernel/math.ts';

/** k: one cop to one active makes an arrest nine tenths sure. */
export const ARREST_K = 2.3;
/** T: net grievance above which somebody stands. */
export const STANDS_ABOVE = 0.1;

/** G = H (1 - L): hardship H and legitimacy L in 0..1. */
export function grievance(hardship: number, legitimacy: number): number {
  return hardship * (1 - legitimacy);
}

/** P = 1 - exp(-k floor(C / A)): as a citizen guesses it; `active` counts the one who asks, so at least 1. */
export function arrestChance(cops: number, active: number, whole: (x: number) => number = floor): number {
  return 1 - exp(-ARREST_K * whole(cops / active));
}

/** G - R P > T. `aversion` R in 0..1. */
export function wouldStand(felt: number, aversion: number, chance: number): boolean {
  return felt - aversion * chance > STANDS_ABOVE;
}

/** Granovetter: one joins when at least as many stand as their own threshold. */
export function joinsCrowd(threshold: number, standing: number): boolean {
  return standing >= threshold;
}
