/**
 * A reading is a claim: consent first, then range, rate and quality; only then it becomes a command. What is refused leaves no trace but a count.
 * The raw signal never comes here: the device has already made small integers of it.
 */
import { bodyFault, type CommandBody, type Refusal, refuse } from '../../shared/dream/commands.ts';
import type { Purpose } from '../../shared/dream/governance/model.ts';
import type { Who } from '../../shared/dream/ids.ts';
import type { World } from '../../shared/dream/world.ts';
import { READINGS_BURST, READINGS_PER_SECOND } from '../../shared/protocol/limits.ts';
import { Budget } from '../rooms/budget.ts';

/** Purposes that a reading can serve; without one of them nothing is read. */
const SERVES: readonly Purpose[] = ['own-view', 'group', 'near', 'guide', 'mirror', 'keep', 'learn'];
/** What a living heart and chest can do: beats a minute, and tenths of breaths a minute. */
const HEART = { min: 25, max: 240 };
const BREATH = { min: 20, max: 600 };

export class ReadingGate {
  private readonly budget: Budget;
  /** what ends a signal has its own: a page that made up for a stalled line must still be able to say that the sensor is gone */
  private readonly endings: Budget;
  private lastSeq = -1;

  constructor(nowMs: number) {
    this.budget = new Budget(READINGS_PER_SECOND, READINGS_BURST, nowMs);
    this.endings = new Budget(1, READINGS_BURST, nowMs);
  }

  /** Null when the reading may become a command, else why not. */
  judge(world: World, who: Who, body: unknown, nowMs: number): Refusal | null {
    const given = world.governance.consents[who];
    if (!given || !SERVES.some((purpose) => given[purpose])) {
      return refuse('reading.consent', 'you have not agreed to be read', 'agree to a purpose first');
    }
    const fault = bodyFault('reading', body);
    if (fault) return fault;
    const reading = body as CommandBody<'reading'>;
    const strange = implausible(reading);
    if (strange) return strange;
    if (reading.seq <= this.lastSeq)
      return refuse('reading.order', `reading ${reading.seq} came after ${this.lastSeq}`, 'number readings upwards');
    const ends = reading.state === 'lost' || reading.state === 'refused';
    if (!(ends ? this.endings : this.budget).take(nowMs))
      return refuse('reading.rate', `at most ${READINGS_PER_SECOND} readings a second`, 'send fewer');
    // a sensor that has said its end may be put on again, and then counts from 0
    this.lastSeq = ends ? -1 : reading.seq;
    return null;
  }
}

/** Values that no body gives, or that contradict the state they claim. */
function implausible(reading: CommandBody<'reading'>): Refusal | null {
  const { hr, breathRate, quality, state } = reading;
  if (hr !== 0 && (hr < HEART.min || hr > HEART.max))
    return refuse('reading.range', `a heart at ${hr} a minute`, `0 or ${HEART.min}..${HEART.max}`);
  if (breathRate !== 0 && (breathRate < BREATH.min || breathRate > BREATH.max)) {
    return refuse('reading.range', `${breathRate / 10} breaths a minute`, `0 or ${BREATH.min / 10}..${BREATH.max / 10}`);
  }
  if (state === 'good' && (quality === 0 || hr === 0))
    return refuse('reading.quality', 'a good reading has a quality and a heart rate', 'say poor, stale or lost');
  return null;
}
