/** What happened. Every event names its causes; following them ends at commands. */
import type { CauseId, ThingId, Who } from './ids.ts';

export type EventType =
  | 'night.began'
  | 'night.ended'
  | 'act.opened'
  | 'joined'
  | 'left'
  | 'returned'
  | 'woke'
  | 'erased'
  | 'breath.counted'
  | 'tune.began'
  | 'tune.ended'
  | 'hand.offered'
  | 'hand.refused'
  | 'hands.joined'
  | 'hands.parted'
  | 'bridge.grew'
  | 'bridge.whole'
  | 'bridge.shrank'
  | 'lantern.planted'
  | 'lantern.tended'
  | 'loose.taken'
  | 'loose.set'
  | 'symbol.woke'
  | 'scene.opened'
  | 'scene.chosen'
  | 'scene.closed'
  | 'shadow.formed'
  | 'shadow.soothing'
  | 'shadow.soothed'
  | 'shadow.seeped'
  | 'shadow.faced'
  | 'turned.away'
  | 'fragment.made'
  | 'fragment.offered'
  | 'fragment.withdrawn'
  | 'thread.woven'
  | 'thread.withdrawn'
  | 'said'
  | 'phrased'
  | 'emoted'
  | 'guide.greeted'
  | 'guide.led'
  | 'guide.praised'
  | 'card.laid'
  | 'hid'
  | 'limit.set'
  | 'consent.given'
  | 'consent.withdrawn'
  | 'signal.changed'
  | 'asked.why'
  | 'hourglass.turned'
  | 'track.applied'
  | 'track.turned'
  | 'track.bent'
  | 'track.restored'
  | 'integrity.fell'
  | 'integrity.restored'
  | 'breach.happened'
  | 'breach.learned'
  | 'legitimacy.moved'
  | 'voice.raised'
  | 'voice.lowered'
  | 'surge.rose'
  | 'proposal.opened'
  | 'vote.opened'
  | 'vote.counted'
  | 'ballot.cast'
  | 'statement.answered'
  | 'reform.passed'
  | 'reform.failed'
  | 'council.acted'
  | 'night.carried'
  | 'wound.moved';

export interface DreamEvent {
  readonly id: CauseId;
  readonly tick: number;
  readonly type: EventType;
  /** who did it; 'dream' when nobody did */
  readonly by: Who;
  /** thing or person it happened to, '' if none */
  readonly about: ThingId;
  readonly because: readonly CauseId[];
  /** small plain facts; never words, names or readings of a person */
  readonly data: Readonly<Record<string, number | string | boolean>>;
}
