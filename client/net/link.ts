/** The page's one way to the dream: state in, input and commands out. `client/net/index.ts` exports `connect: Connect`. */
import type { CommandBody, CommandType, Refusal } from '../../shared/dream/commands.ts';
import type { Common, Own, PersonSeen } from '../../shared/dream/observe.ts';
import type { AvatarInput } from '../../shared/dream/space/model.ts';
import type { DevMessage, EffectMessage, JoinOptions, Welcome, WhyMessage } from '../../shared/protocol/messages.ts';

/** What is known at one animation frame: oneself predicted, others interpolated, the rest as last patched. */
export interface LinkFrame {
  readonly common: Omit<Common, 'people'>;
  /** everybody visible, oneself first; positions predicted or interpolated for this frame */
  readonly people: readonly PersonSeen[];
  readonly own: Own;
  /** names this viewer may read now */
  readonly names: Readonly<Record<string, string>>;
}

export interface LinkStats {
  readonly rttMs: number;
  /** last and largest correction of the own avatar, m */
  readonly correction: number;
  readonly largestCorrection: number;
  readonly pendingInputs: number;
  readonly bytesIn: number;
  readonly patchesPerSecond: number;
}

export type LinkState = 'joined' | 'dropped' | 'rejoined' | 'closed';

export interface DreamLink {
  readonly welcome: Welcome;
  readonly stats: LinkStats;
  /** Advances prediction to `nowMs` (performance.now()), sends due inputs, and gives what to draw. Null until the first state has come. */
  frame(nowMs: number): LinkFrame | null;
  /** The controls from now on; sampled at the tick rate. */
  control(input: AvatarInput): void;
  /** Asks for a command; resolves with null when accepted, else why not. */
  command<T extends CommandType>(type: T, body: CommandBody<T>): Promise<Refusal | null>;
  onEffect(listener: (effect: EffectMessage) => void): void;
  onWhy(listener: (why: WhyMessage) => void): void;
  /** `sentence` says what happened and what to do, for people */
  onState(listener: (state: LinkState, sentence: string) => void): void;
  /** what a save changed, or what is wrong with it; from `dreamhaven dev` only */
  onDev(listener: (note: DevMessage) => void): void;
  /** whether what happens from now on will last; told when that changes */
  onLasting(listener: (lasts: boolean) => void): void;
  leave(): Promise<void>;
  /** Everything of me leaves this night for good; true when it is done. The line closes after it. */
  erase(): Promise<boolean>;
}

export type Connect = (url: string, options: JoinOptions & { readonly latencyMs?: number }) => Promise<DreamLink>;
