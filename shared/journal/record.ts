/** Writes a journal as a dream is dreamt. Knows no files: frames go to a sink. */
import { COMMANDS, type Command } from '../dream/commands.ts';
import { type Digest, digestOf } from '../dream/digest.ts';
import type { Who } from '../dream/ids.ts';
import type { TickResult } from '../dream/tick.ts';
import type { Dream } from '../dream/world.ts';
import { toBytes } from './bytes.ts';
import { encodeFrame, type HeaderFrame, type JournalCommand } from './format.ts';

/** Ticks between digests in a journal. */
export const DIGEST_EVERY = 20;

/** Where frames go, in order. */
export interface Sink {
  write(frame: Uint8Array): void;
}

/** Seals personal bodies with their citizen's key. */
export interface Sealer {
  seal(who: Who, bytes: Uint8Array): Uint8Array;
}

export class Recorder {
  private readonly sink: Sink;
  private readonly sealer: Sealer | null;
  /** the last digest that was written */
  digest: Digest | null = null;

  /** @param sealer null where nobody is a person (headless sessions of simulated citizens) */
  constructor(sink: Sink, header: Omit<HeaderFrame, 'kind'>, sealer: Sealer | null) {
    this.sink = sink;
    this.sealer = sealer;
    sink.write(encodeFrame({ kind: 'header', ...header }));
  }

  tick(dream: Dream, result: TickResult): void {
    if (result.accepted.length > 0) {
      this.sink.write(encodeFrame({ kind: 'commands', tick: result.tick, commands: result.accepted.map((c) => this.entry(c)) }));
    }
    if (result.tick % DIGEST_EVERY === 0) this.writeDigest(dream);
  }

  /** Closes the journal in order: a last digest and the end. */
  end(dream: Dream): Digest {
    const digest = this.digest?.tick === dream.world.tick ? this.digest : this.writeDigest(dream);
    this.sink.write(encodeFrame({ kind: 'end', tick: dream.world.tick }));
    return digest;
  }

  private writeDigest(dream: Dream): Digest {
    const digest = digestOf(dream.world);
    this.digest = digest;
    this.sink.write(encodeFrame({ kind: 'digest', ...digest }));
    return digest;
  }

  private entry(command: Command): JournalCommand {
    const secret = COMMANDS[command.type].personal && isPerson(command.by);
    if (!secret || !this.sealer) return [command.type, command.by, command.body];
    return [command.type, command.by, { sealed: this.sealer.seal(command.by, toBytes(command.body)) }];
  }
}

/** People's ids begin with p; simulated citizens and agents have no secrets. */
export function isPerson(who: Who): boolean {
  return /^p\d/.test(who);
}
