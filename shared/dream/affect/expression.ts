/** Saying something, for those who are moved: it colours the air around and relieves who said it (Schweitzer & Garcia 2010). */
import type { EventType } from '../events.ts';
import type { Moment } from '../moment.ts';
import { deposit } from './field.ts';
import { EXPRESSION, expressed, FEELING } from './rules.ts';

/** Events in which a person expresses themselves before others; whoever does so more often than people can is refused by the system that says it. */
const EXPRESSIVE: ReadonlySet<EventType> = new Set(['said', 'phrased', 'emoted', 'fragment.offered']);

/** Takes in what was said by the commands of this tick. The own body's part of a feeling is not expressed: bodies speak by `signal.ts` alone. */
export function stepExpressions(now: Moment): void {
  const { affect, space } = now.world;
  for (const { type, by } of now.events) {
    if (!EXPRESSIVE.has(type)) continue;
    const feeling = affect.feeling[by];
    const avatar = space.avatars[by];
    if (!feeling || !avatar) continue;
    const own = feeling.arousal - feeling.signal;
    if (own < EXPRESSION.threshold) continue;
    deposit(affect.field, by, now.tick, avatar.x, avatar.y, feeling.valence < 0 ? -EXPRESSION.gives : EXPRESSION.gives, 0, true);
    feeling.valence = expressed(feeling.valence, FEELING.valence.base, EXPRESSION.valenceKept);
    feeling.arousal = expressed(own, FEELING.arousal.base, EXPRESSION.arousalKept) + feeling.signal;
  }
}
