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
  | 'scene.voted'
  | 'scene.decided'
  | 'scene.closed'
  | 'circle.sat'
  | 'circle.rose'
  | 'circle.asked'
  | 'circle.spoke'
  | 'circle.passed'
  | 'circle.waited'
  | 'circle.gave'
  | 'circle.struck'
  | 'circle.closed'
  | 'circle.parted'
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
  | 'cloth.ordered'
  | 'cloth.read'
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
  | 'track.applied';

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
