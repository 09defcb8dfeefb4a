/** Every rule that reads a whole scenario, in the order they run. */

import { charter } from './charter.ts';
import { contradiction } from './contradiction.ts';
import { danglingReference } from './dangling-reference.ts';
import { deckAct } from './deck-act.ts';
import { duplicateId } from './duplicate-id.ts';
import { expectation } from './expectation.ts';
import { guideTree } from './guide-tree.ts';
import { inkCompiles } from './ink-compiles.ts';
import { longText } from './long-text.ts';
import { themeRange } from './out-of-range.ts';
import { ownTheme } from './own-theme.ts';
import type { MeaningRule } from './rule.ts';
import { shortChoice } from './short-choice.ts';
import { track } from './track.ts';
import { undeclaredTheme } from './undeclared-theme.ts';
import { unreachableRegion } from './unreachable-region.ts';
import { unstableDiffusion } from './unstable-diffusion.ts';

export const MEANING_RULES: readonly MeaningRule[] = [
  danglingReference,
  unreachableRegion,
  unstableDiffusion,
  themeRange,
  duplicateId,
  undeclaredTheme,
  guideTree,
  inkCompiles,
  shortChoice,
  longText,
  contradiction,
  ownTheme,
  expectation,
  track,
  deckAct,
  charter,
];
