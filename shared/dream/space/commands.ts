/** What can be asked of space. A refusal is a value with a reason, never a throw. */
import { refuse } from '../commands.ts';
import type { Handlers } from '../moment.ts';
import { answerHand, offerHand, releaseHand } from './hands.ts';
import { plantLantern, tendLantern } from './lanterns.ts';
import { afterPlanting } from './step.ts';

export const spaceHandlers: Handlers = {
  move(now, command, cause) {
    const a = now.world.space.avatars[command.by];
    if (!a) return refuse('who.nowhere', 'you stand nowhere', 'join first');
    const { mx, my, float, breath } = command.body;
    a.input = { mx, my, float, breath };
    a.cause = cause;
    return null;
  },
  'hand.offer': (now, command, cause) => offerHand(now, command.by, command.body.to, cause),
  'hand.answer': (now, command, cause) => answerHand(now, command.by, command.body.offer, command.body.accept, cause),
  'hand.release': (now, command, cause) => releaseHand(now, command.by, command.body.from, cause),
  'lantern.plant'(now, command, cause) {
    const refusal = plantLantern(now, command.by, command.body.whisper, cause);
    if (!refusal) afterPlanting(now);
    return refusal;
  },
  'lantern.tend': (now, command, cause) => tendLantern(now, command.by, command.body.lantern, cause),
};
