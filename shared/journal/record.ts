/** Writes a journal as a dream is dreamt. Knows no files: frames go to a sink. */
import { COMMANDS, type Command } from '../dream/commands.ts';
import { type Digest, openDigestOf } from '../dream/digest.ts';
import type { Who } from '../dream/ids.ts';
import { common } from '../dream/observe.ts';
import type { TickResult } from '../dream/tick.ts';
import type { Dream } from '../dream/world.ts';
import { toBytes } from './bytes.ts';
import { encodeFrame, type HeaderFrame, type JournalCommand } from './format.ts';
import { happened, Looks, SEEN_EVERY } from './outcomes.ts';
import { BLOCK_BYTES, isPerson, LONG_BLOCK_BYTES, PROOF, type Sealer } from './seal.ts';

/** Ticks between digests in a journal. */
export const DIGEST_EVERY = 20;

/** Where frames go, in order. */
export interface Sink {
  write(frame: Uint8Array): void;
  /** the frames of a tick are complete */
  flush?(): void;
}

export class Recorder {
  private readonly sink: Sink;
  private readonly sealer: Sealer | null;
  private readonly looks: Looks;
  /** the last digest that was written */
  digest: Digest | null = null;
  /** what is in the journal but for what may wait */
  private open: { readonly dream: Dream; readonly result: TickResult } | null = null;

  /**
   * @param begin the header of a new journal, or the tick after which an old one goes on
   * @param sealer null where nobody is a person (headless sessions of simulated citizens)
   */
  constructor(sink: Sink, begin: Omit<HeaderFrame, 'kind'> | number, sealer: Sealer | null) {
    this.sink = sink;
    this.sealer = sealer;
    this.looks = new Looks(sealer);
    sink.write(encodeFrame(typeof begin === 'number' ? { kind: 'resumed', tick: begin } : { kind: 'header', ...begin }));
  }

  /** All of a tick at once. */
  tick(dream: Dream, result: TickResult): void {
    this.begin(dream, result);
    this.complete();
  }

  /**
   * What a tick must have in the journal before anybody is told of it: its commands, from which it can be dreamt again, or none, where something
   * happened all the same. The rest comes with `complete`, before the world changes again.
   */
  begin(dream: Dream, result: TickResult): void {
    if (result.accepted.length + result.events.length + result.effects.length > 0) {
      this.sink.write(encodeFrame({ kind: 'commands', tick: result.tick, commands: result.accepted.map((c) => this.entry(c)) }));
    }
    this.sink.flush?.();
    this.open = { dream, result };
  }

  /** A night goes on after a tick that was dreamt again, of which its journal has not more than the commands. */
  takeUp(dream: Dream, result: TickResult): void {
    this.open = { dream, result };
    this.complete();
  }

  /**
   * What is dear and moves nothing, sealed for everybody it concerns: outcomes, the look at everything and the digest. It may wait until people have been
   * told of the tick; where a host is killed before, whoever takes the night up dreams that tick again and writes it then (`takeUp`).
   */
  complete(): void {
    if (!this.open) return;
    const { dream, result } = this.open;
    this.open = null;
    const outcome = happened(result.tick, result.events, result.effects, this.sealer);
    if (outcome) this.sink.write(encodeFrame(outcome));
    // not in the tick of a digest
    if (result.tick % SEEN_EVERY === SEEN_EVERY / 2) this.looks.begin(common(dream.world, dream.scenario));
    this.look((who) => result.accepted.some((c) => c.type === 'erase' && c.by === who), false);
    if (result.tick % DIGEST_EVERY === 0) this.writeDigest(dream);
    // a snapshot of this tick must not be on the disk before what the tick brought about
    if (outcome) this.sink.flush?.();
  }

  /** The dream has taken up another scenario after the last tick. */
  adopted(tick: number, scenario: HeaderFrame['scenario'], again: boolean): void {
    this.sink.write(encodeFrame({ kind: 'adopted', tick, scenario, ...(again ? { again } : {}) }));
    this.sink.flush?.();
  }

  private look(erased: (who: Who) => boolean, all: boolean): void {
    const frame = this.looks.goOn(erased, all);
    if (frame) this.sink.write(encodeFrame(frame));
  }

  /** The host goes and the night does not: a look that is being sealed is written whole. */
  suspend(): void {
    this.complete();
    this.look(() => false, true);
    this.sink.flush?.();
  }

  /** Closes the journal in order: a last digest and the end. */
  end(dream: Dream): Digest {
    this.complete();
    this.look(() => false, true);
    const digest = this.digest?.tick === dream.world.tick ? this.digest : this.writeDigest(dream);
    this.sink.write(encodeFrame({ kind: 'end', tick: dream.world.tick }));
    return digest;
  }

  private writeDigest(dream: Dream): Digest {
    const digest = openDigestOf(dream.world);
    this.digest = digest;
    const { tick, ...hashes } = digest;
    const sealer = Object.keys(dream.world.people.byId).some(isPerson) ? this.sealer : null;
    const sealed = sealer?.seal(PROOF, toBytes(hashes));
    this.sink.write(encodeFrame(sealed ? { kind: 'proof', tick, sealed } : { kind: 'digest', ...digest }));
    return digest;
  }

  private entry(command: Command): JournalCommand {
    const { personal, fields } = COMMANDS[command.type];
    const secret = personal && isPerson(command.by);
    if (!secret || !this.sealer) return [command.type, command.by, command.body];
    // words, and lists of lines and veils: their length would tell
    const long = Object.values(fields).some(({ is }) => is === 'text' || is === 'list');
    const block = long ? LONG_BLOCK_BYTES : BLOCK_BYTES;
    return [command.type, command.by, { sealed: this.sealer.seal(command.by, toBytes(command.body), block) }];
  }
}
