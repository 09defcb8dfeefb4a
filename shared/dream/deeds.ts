/** What a choice asked of a system: which room answers which deed. */
import type { WorldEffect } from './effects.ts';
import { rollBack, setAllGains } from './jukebox/step.ts';
import type { Moment } from './moment.ts';

export type DeedEffect = Extract<WorldEffect, { kind: 'deed' }>;

/** Hands a deed to the system that decides what comes of it. */
export function doDeed(now: Moment, effect: DeedEffect): void {
  switch (effect.deed) {
    case 'breach':
    case 'legitimacy':
    case 'propose':
    case 'stand':
      return;
    case 'gain':
      return setAllGains(now, effect.amount, effect.because);
    case 'rollback':
      return rollBack(now, effect.because);
    case 'evidence':
    case 'trust':
    case 'unmask':
    case 'mirror':
      return;
    case 'amplify':
    case 'ease':
      return;
  }
}
