/**
 * Snapshots of a running night: copied to bytes between two ticks, packed, sealed and put on the disk in the system's threads, the last two kept. They only serve to take a
 * night up again quickly; whatever is wrong with them, the journal alone leads to the same state. Sealed with the night's own key, they are gone when it closes.
 * A text is made of them only when a night is taken up again.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw, inflateRawSync } from 'node:zlib';
import type { Snapshot } from '../../shared/dream/snapshot.ts';
import { Copying, pasted } from './copying.ts';
import { codeOf } from './journals.ts';

/** Seals with the key of this night, kept apart from those of its people. */
export interface NightSeal {
  seal(bytes: Uint8Array): Uint8Array;
  open(sealed: Uint8Array): Uint8Array | null;
}

/** In the system's threads; level 1 is a third of the work for a tenth more bytes. */
const deflated = (bytes: Uint8Array): Promise<Buffer> => promisify(deflateRaw)(bytes, { level: 1 });

const KEPT = 2;
/** A turn of copying ends after the piece in which so much of it is over, ms. */
const TURN_MS = 1;
/** Copies that may be given up one after the other because the next tick came; the one after is finished before its tick, for a night without any takes long to come back. */
const MOST_GIVEN_UP = 2;
/** First byte, `{`, of those that earlier versions wrote as text. */
const TEXT = 0x7b;
const NAME = /^(\d{9})\.snapshot$/;

export interface Found {
  readonly tick: number;
  /** the snapshot as `restoreText` of any core reads it */
  readonly text: string;
}

export class Snapshots {
  private readonly folder: string;
  private readonly seal: NightSeal;
  private writing: Promise<void> = Promise.resolve();
  /** the one that is being copied */
  private copying: Copying | null = null;
  /** copies that were given up in a row */
  private givenUp = 0;
  /** those on their way to the disk */
  private underway = 0;
  /** one sentence when the last one could not be written, else '' */
  trouble = '';

  constructor(dataDir: string, dreamId: string, seal: NightSeal) {
    this.folder = join(dataDir, 'snapshots', dreamId);
    this.seal = seal;
  }

  /** Copies it before returning, and writes it whole or not at all; resolves when it is on the disk and older ones are gone. */
  write(snapshot: Snapshot): Promise<void> {
    this.copying = null;
    return this.send(new Copying(snapshot));
  }

  /**
   * Copies it piece by piece in the turns of the process that follow, then writes it as `write` does. Whoever changes the world calls `worldChanges` before. Passed over while
   * the last one is still on its way to a slow disk.
   */
  begin(snapshot: Snapshot): void {
    if (this.copying || this.underway > 0) return;
    const copying = new Copying(snapshot);
    this.copying = copying;
    const next = (): void => {
      if (this.copying !== copying) return;
      const until = performance.now() + TURN_MS;
      while (copying.step()) if (performance.now() > until) return void setImmediate(next);
      this.done(copying);
    };
    setImmediate(next);
  }

  /** One was given up: begin it with the next tick and not when it is its time again. */
  get owed(): boolean {
    return this.givenUp > 0 && !this.copying;
  }

  /** The world is about to change. A copy that is not whole is given up, so that no tick waits for it; after two of them the third is copied to its end now. */
  worldChanges(): void {
    const { copying } = this;
    if (!copying) return;
    if (this.givenUp >= MOST_GIVEN_UP) return this.done(copying);
    this.copying = null;
    this.givenUp++;
  }

  private done(copying: Copying): void {
    this.copying = null;
    this.givenUp = 0;
    void this.send(copying);
  }

  private send(copying: Copying): Promise<void> {
    const bytes = copying.finish();
    this.underway++;
    this.writing = this.writing.then(() => this.put(copying.tick, bytes)).finally(() => this.underway--);
    return this.writing;
  }

  private async put(tick: number, bytes: Uint8Array): Promise<void> {
    const file = join(this.folder, `${String(tick).padStart(9, '0')}.snapshot`);
    const torn = `${file}.part`;
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      const handle = await open(torn, 'w', 0o600);
      try {
        await handle.writeFile(this.seal.seal(await deflated(bytes)));
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(torn, file);
      for (const name of this.names().slice(KEPT)) await rm(join(this.folder, name), { force: true });
      this.trouble = '';
    } catch (error) {
      this.trouble = `the snapshot of tick ${tick} cannot be written (${codeOf(error)}); after a crash this night takes longer to come back`;
      await rm(torn, { force: true }).catch(() => undefined);
    }
  }

  /** Those on the disk, newest first; one that is torn or whose key is gone is passed over and named. */
  *found(complain: (sentence: string) => void): Generator<Found> {
    for (const name of this.names()) {
      const text = this.read(name);
      if (text !== null) yield { tick: Number(NAME.exec(name)?.[1]), text };
      else complain(`the snapshot ${name} is torn, of another engine, or its key is gone; an older one or the journal is used instead`);
    }
  }

  /** Tick of the oldest one on the disk, or null. */
  firstTick(): number | null {
    const oldest = this.names().at(-1);
    return oldest === undefined ? null : Number(NAME.exec(oldest)?.[1]);
  }

  /** Removes all but those of `tick` and later: after an erasure nothing older may stay. */
  async removeBefore(tick: number): Promise<void> {
    await this.writing;
    for (const name of this.names()) {
      if (Number(NAME.exec(name)?.[1]) < tick) rmSync(join(this.folder, name), { force: true });
    }
  }

  /** The night is over. */
  async remove(): Promise<void> {
    this.copying = null;
    await this.writing;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private read(name: string): string | null {
    const bytes = this.seal.open(readFileSync(join(this.folder, name)));
    if (!bytes) return null;
    try {
      const plain = inflateRawSync(bytes);
      return plain[0] === TEXT ? plain.toString() : JSON.stringify(pasted(plain));
    } catch {
      return null;
    }
  }

  private names(): string[] {
    try {
      return readdirSync(this.folder)
        .filter((name) => NAME.test(name))
        .sort()
        .reverse();
    } catch {
      return [];
    }
  }
}
