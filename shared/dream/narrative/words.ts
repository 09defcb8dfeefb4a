/** Words, phrase cards and gestures: to everybody within 12 m, one by one through the gate. What was said is in no event. */
import { max } from '../../kernel/math.ts';
import { type Refusal, refuse } from '../commands.ts';
import type { EventType } from '../events.ts';
import { type CauseId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { SPEECH } from './rules.ts';

/** One in 2 s, four at once: generic cell rate algorithm (ITU-T I.371). */
const EVERY_SECONDS = 2;
const BURST = 4;

/** Lets a person be heard by those near, themselves too; refused when they speak faster than one in 2 s after a burst of four. */
export function speak(
  now: Moment,
  who: Who,
  type: EventType & ('said' | 'phrased' | 'emoted'),
  text: string,
  cause: CauseId,
): Refusal | null {
  const { narrative, space } = now.world;
  const avatar = space.avatars[who];
  if (!avatar) return refuse('who.unknown', 'nobody is there to speak');
  if (now.world.orchestration.quiet[who] && type === 'said')
    return refuse('say.muted', 'the steward asked you to be quiet for a while', 'phrases and gestures are free');
  if (text.trim() === '') return refuse('say.empty', 'there are no words in it', '');
  const due = max(narrative.spokeTick[who] ?? 0, now.tick);
  if (due - now.tick > ticks(EVERY_SECONDS) * (BURST - 1))
    return refuse('say.fast', 'four at once, then one every two seconds', 'wait a breath');
  narrative.spokeTick[who] = due + ticks(EVERY_SECONDS);
  const heard = now.near(avatar.x, avatar.y, SPEECH);
  const said = now.event(type, who, '', [cause], { heard: heard.length });
  for (const to of heard) now.effect({ kind: 'words', to, by: who, source: who, intensity: 0.1, text: text.trim(), because: [said] });
  return null;
}
