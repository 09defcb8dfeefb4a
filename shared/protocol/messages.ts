/** Messages beside the state: what a client may send, and what it is told. Rules are numbered in SPEC.md. */
import type { WhyLine } from '../dream/causes.ts';
import type { CommandBody, CommandType, Refusal } from '../dream/commands.ts';
import type { CompiledScenario } from '../dream/compiled.ts';
import type { Outcome } from '../dream/effects.ts';
import type { Limits, Purpose } from '../dream/governance/model.ts';
import type { ThemeTag, ThingId, Who } from '../dream/ids.ts';
import type { Own } from '../dream/observe.ts';
import type { Cloth, Shape } from '../dream/people/model.ts';

/** Name of the room type. */
export const ROOM = 'dream';

/** What a page sends to join. Everything is optional but the version; nothing is shared unless said. */
export interface JoinOptions {
  readonly protocol: number;
  readonly name?: string;
  readonly shape?: Shape;
  readonly cloth?: Cloth;
  readonly limits?: Limits;
  readonly consents?: readonly Purpose[];
  /** signed identity from an earlier join, kept in sessionStorage: puts one back where one was */
  readonly token?: string;
  /** the page comes back by itself, nobody opened it anew: it may not take the place from a window opened since */
  readonly again?: boolean;
}

export const PROTOCOL = 4;

/** Type of the binary message that carries a frame of the crowd (`crowd/frame.ts`). */
export const CROWD = 17;
/** client -> server: a frame of the crowd could not be read, everything is asked for anew. At most once a second. */
export const RENEW = 'renew';

/** client -> server, type 'command'; answered with null or a refusal (room.request). */
export type CommandMessage = { [T in CommandType]: { readonly type: T; readonly body: CommandBody<T> } }[CommandType];
export type CommandAnswer = Refusal | null;

/** The part of a scenario that a page needs to draw and to speak of; sent once at join, type 'welcome'. */
export interface Welcome {
  readonly me: Who;
  readonly token: string;
  readonly dreamId: string;
  readonly tickRate: number;
  readonly place: Pick<
    CompiledScenario,
    'id' | 'title' | 'acts' | 'regions' | 'bridges' | 'colliders' | 'symbols' | 'loose' | 'themes' | 'tracks' | 'districts'
  > &
    Pick<CompiledScenario['governance'], 'clauses' | 'statements'> & { /** m at dusk, 0 for none; see `fogNow` */ readonly fog: number };
  /** true when this join came back to a place held for it */
  readonly back: boolean;
  /** true when the server was renewed in mid-night: this night goes on by the core that began it */
  readonly older: boolean;
  /** false while the disk takes nothing of what happens */
  readonly lasting: boolean;
}

/** server -> client, type 'effect': what the gate let reach this person. */
export interface EffectMessage {
  readonly kind: 'image' | 'sound' | 'intensity' | 'question' | 'touch' | 'words';
  readonly by: Who;
  /** name of who speaks as this viewer may know it; '' when unnamed */
  readonly name: string;
  readonly source: ThingId;
  readonly theme: ThemeTag | null;
  readonly intensity: number;
  readonly text: string;
  readonly outcome: Outcome;
}

/** type 'why'; causes are numbered within the answer, newest first */
export interface WhyMessage {
  readonly about: ThingId;
  readonly lines: readonly WhyLine[];
  /** asked of a role (`role:steward`): what its agent looked at, and what holds each rule back; state 'ready' when nothing does */
  readonly rules?: readonly { readonly id: string; readonly does: string; readonly state: string; readonly says: string }[];
}

/** type 'names': what changed of the names this viewer may read (within 12 m, or agents); '' takes one back */
export type NamesMessage = Readonly<Record<Who, string>>;

/** type 'dev', from `dreamhaven dev` only: what a save brought about, or what is wrong with it. A new place comes as another 'welcome'. */
export interface DevMessage {
  /** findings with their code frames; '' when all is well again */
  readonly wrong: string;
  /** what is other in the dream now, a short sentence each */
  readonly changed: readonly string[];
}

/** type 'lasting': whether what happens from now on will last, when that changes */
export interface LastingMessage {
  readonly lasts: boolean;
}

/** Own things beside what travels with the frames of the crowd. */
export type OwnThings = Omit<Own, 'avatar' | 'modifiers' | 'partners' | 'ease'>;
/** type 'own': what changed of them; everything at first */
export type OwnMessage = Partial<OwnThings>;

/** Close codes beside Colyseus's own. */
export const CLOSE = {
  /** the same identity joined elsewhere */
  replaced: 4101,
  flood: 4102,
  backPressure: 4103,
  protocol: 4104,
  shutdown: 4105,
  /** their own wish: nothing of them is left in this night */
  erased: 4106,
} as const;
