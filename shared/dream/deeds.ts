/** What a choice asked of a system: which room answers which deed. */

import type { WorldEffect } from './effects.ts';
import { doGovernance } from './governance/step.ts';
import { doMask } from './guide/mask.ts';
import { moveTrust } from './guide/step.ts';
import { openBox } from './jukebox/box.ts';
import { rollBack, setAllGains, setGain } from './jukebox/step.ts';
import type { Moment } from './moment.ts';
import { liftBy } from './orchestration/lift.ts';

export type DeedEffect = Extract<WorldEffect, { kind: 'deed' }>;

/** Hands a deed to the system that decides what comes of it. */
export function doDeed(now: Moment, effect: DeedEffect): void {
  switch (effect.deed) {
    case 'breach':
    case 'legitimacy':
    case 'propose':
    case 'stand':
      return doGovernance(now, effect);
    case 'gain':
      if (effect.about === '') setAllGains(now, effect.amount, effect.because);
      else setGain(now, effect.about, effect.amount, effect.because);
      return;
    case 'rollback':
      return rollBack(now, effect.because);
    case 'open':
      return openBox(now, effect.who, effect.because);
    case 'trust':
      return moveTrust(now, effect);
    case 'evidence':
    case 'unmask':
    case 'mirror':
      return doMask(now, { deed: effect.deed, about: effect.about, because: effect.because });
    case 'amplify':
      return liftBy(now, effect.amount, effect.because);
    case 'ease':
      return liftBy(now, -effect.amount, effect.because);
  }
}
