/** One night on disk: a dream with its cast, the journal it is written in, its keys, and the snapshots it is taken up again from. */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Cast } from '../../shared/citizens/cast.ts';
import type { Carried } from '../../shared/dream/city/carried.ts';
import type { Command } from '../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { TICK_RATE, type Who } from '../../shared/dream/ids.ts';
import type { Snapshot } from '../../shared/dream/snapshot.ts';
import type { Dream } from '../../shared/dream/world.ts';
import type { Compile } from '../../shared/journal/adoptions.ts';
import { decodeFrames, encodeFrame, JOURNAL_FORMAT } from '../../shared/journal/format.ts';
import { commandsOf, headerOf, type Journal, JournalError } from '../../shared/journal/read.ts';
import { Recorder } from '../../shared/journal/record.ts';
import type { Resumed } from '../../shared/journal/resume.ts';
import { DreamHost } from '../host/host.ts';
import { Vault } from '../ledger/vault.ts';
import { coreHash } from './core.ts';
import { type Core, currentCore, loadCore } from './cores.ts';
import { codeOf, JournalFile, journalBytes, journalPath, loadJournal } from './journals.ts';
import { Snapshots } from './snapshots.ts';
import { tailAfter } from './tail.ts';

/**
 * Ticks between two snapshots (2 s): after a crash at most so much is dreamt again. A tick of 200 people takes a process that has just begun 6 ms, so that ten seconds
 * would cost them more than a second of waiting; a snapshot costs 2 to 5 ms of copying, none of them in a tick.
 */
const SNAPSHOT_EVERY = 2 * TICK_RATE;

/** Time between two tries to take somebody off a disk that does not let go, ms. */
const FORGET_AGAIN_MS = 1000;

/** A night that was taken up so often within a second of itself breaks by itself, and is left. */
const TOO_OFTEN = 5;

export interface Cut {
  readonly scenario: CompiledScenario;
  /** the files it was compiled from; the journal carries them */
  readonly source: { readonly main: string; readonly files: Readonly<Record<string, string>> };
}

/** What was obeyed in one tick. */
export interface Obeyed {
  readonly tick: number;
  readonly commands: readonly Command[];
}

export interface CastSize {
  readonly size?: number;
  readonly yields?: boolean;
}

interface Parts {
  readonly dataDir: string;
  readonly dreamId: string;
  readonly dream: Dream;
  readonly cast: Cast;
  readonly core: Core;
  readonly vault: Vault;
  readonly file: JournalFile | null;
  readonly recorder: Recorder | null;
}

export class Night {
  readonly dreamId: string;
  readonly host: DreamHost;
  readonly vault: Vault;
  private readonly core: Core;
  private readonly file: JournalFile | null;
  private readonly recorder: Recorder | null;
  private readonly snapshots: Snapshots | null;
  private closed = false;
  /** one sentence while somebody's erasure waits for the disk */
  private unforgotten = '';
  private leaving: { readonly who: Who; readonly gone: () => void }[] = [];

  private constructor({ dataDir, dreamId, dream, cast, core, vault, file, recorder }: Parts) {
    this.dreamId = dreamId;
    this.vault = vault;
    this.core = core;
    this.file = file;
    this.recorder = recorder;
    this.snapshots = file ? new Snapshots(dataDir, dreamId, vault.night) : null;
    this.host = new DreamHost({
      dream,
      cast,
      recorder,
      stepDream: core.stepDream,
      beforeChange: () => this.snapshots?.worldChanges(),
      afterTick: () => this.keep(),
    });
  }

  /** Begins a night. @throws JournalFileError @param journal false: nothing is written @param carried what the night before handed on @param patient a folder that takes no journal is trouble and no error */
  static begin(
    dataDir: string,
    cut: Cut,
    seed: string,
    cast: CastSize,
    journal: boolean,
    carried: Carried | null = null,
    patient = false,
  ): Night {
    const dreamId = `d${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
    const vault = new Vault(dataDir, dreamId);
    const file = journal ? new JournalFile(journalPath(dataDir, dreamId), { everyTick: true, patient }) : null;
    const dream = currentCore.createDream(cut.scenario, seed, carried);
    const header = {
      format: JOURNAL_FORMAT,
      core: coreHash(),
      dreamId,
      seed: dream.world.seed,
      ...(carried ? { carried } : {}),
      scenario: { hash: cut.scenario.hash, ...cut.source },
    };
    const recorder = file ? new Recorder(file, header, vault) : null;
    const parts = { dataDir, dreamId, dream, cast: currentCore.createCast(cut.scenario, { ...cast, seed }), core: currentCore };
    const night = new Night({ ...parts, vault, file, recorder });
    night.host.enqueue({ type: 'night.begin', by: 'dream', body: {} });
    return night;
  }

  /**
   * Takes a night up again from its journal, by the core that began it.
   * @param known a scenario that was compiled already: not compiled again where it is the same
   * @returns the night, or one sentence that says why it cannot go on
   */
  static async resume(
    dataDir: string,
    dreamId: string,
    cast: CastSize,
    say: (sentence: string) => void,
    known: CompiledScenario | null = null,
  ): Promise<Night | string> {
    const path = journalPath(dataDir, dreamId);
    try {
      const bytes = journalBytes(path);
      const { core: hash } = headerOf(bytes);
      const core = await loadCore(dataDir, hash);
      if (!core) return `the night ${dreamId} was begun by the core ${hash}, which is not kept here`;
      const vault = new Vault(dataDir, dreamId);
      const snapshots = new Snapshots(dataDir, dreamId, vault.night);
      // everything that any of the snapshots needs, and whatever happened within a second before
      const first = snapshots.firstTick();
      let tail = first === null ? null : tailAfter(bytes, first - 2 * TICK_RATE);
      let journal = core.readJournal(tail?.bytes ?? bytes);
      // a journal that ends before the snapshots do leads to none of them
      if (tail && journal.lastTick < (first ?? 0)) {
        tail = null;
        journal = core.readJournal(bytes);
      }
      const whole = (): Journal => (tail ? core.readJournal(bytes) : journal);
      if (core.WORLD_FORMAT !== currentCore.WORLD_FORMAT)
        return `the night ${dreamId} was begun by a core whose world this server cannot show`;
      const again = journal.resumed.filter((tick) => tick > journal.lastTick - TICK_RATE).length;
      if (again >= TOO_OFTEN) return `the night ${dreamId} was taken up ${again} times within its last second and broke each time`;
      const same = core === currentCore && known?.hash === journal.header.scenario.hash;
      const scenario = same ? known : core.compileScenario(journal.header.scenario).scenario;
      if (!scenario) return `the scenario inside the journal of ${dreamId} does not compile any more`;
      const damaged = journal.damage[0] && journal.damage[0].from + (tail?.skipped ?? 0);
      if (damaged !== undefined) say(`the journal of ${dreamId} is damaged from byte ${damaged} on; the night goes on from before that`);
      const resumed = take(core, scenario, { journal, whole }, snapshots, vault, cast, say);
      if (typeof resumed === 'string') return resumed;
      const after = damaged ?? statSync(path).size;
      const file = new JournalFile(path, { after, everyTick: true });
      const recorder = new Recorder(file, journal.lastTick, vault);
      if (resumed.unfinished && core === currentCore) recorder.takeUp(resumed.dream, resumed.unfinished);
      file.push();
      return new Night({ dataDir, dreamId, ...resumed, core, vault, file, recorder });
    } catch (error) {
      return `the night ${dreamId} cannot be taken up again: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** True while an older core dreams this night. */
  get older(): boolean {
    return this.core !== currentCore;
  }

  /** One sentence while something cannot be promised, else ''. */
  get trouble(): string {
    return this.lasting ? this.unforgotten || this.snapshots?.trouble || '' : this.file?.trouble || this.vault.trouble;
  }

  /** False while what happens is not known to be on the disk, nor will be by itself. */
  get lasting(): boolean {
    return !this.file?.trouble && this.vault.trouble === '';
  }

  /** Resolves when everything so far is on the disk: true, or false when that cannot be said. */
  async saved(): Promise<boolean> {
    if (!this.file) return true;
    const [frames, keys] = await Promise.all([this.file.saved(), this.vault.saved()]);
    return frames && keys;
  }

  /** Somebody is about to come: what the disk needs for them is made now, between two ticks. */
  expect(who: Who): void {
    if (this.recorder) this.vault.ready(who);
  }

  /** Writes a snapshot now; resolves when it is on the disk. */
  async snapshot(): Promise<void> {
    this.recorder?.complete();
    await this.snapshots?.write(this.state());
  }

  private state(): Snapshot {
    const { dream, cast } = this.host;
    return { format: 1, scenario: dream.scenario.hash, world: dream.world, cast: cast?.state ?? null };
  }

  /** What was obeyed so far, tick by tick; null when nothing is written. @throws JournalError when a key is gone */
  obeyed(): readonly Obeyed[] | null {
    if (!this.file) return null;
    this.file.push();
    return loadJournal(this.file.path).ticks.map((frame) => {
      const { commands, missing } = commandsOf(frame, this.vault);
      if (missing > 0) throw new JournalError(`a key is gone that tick ${frame.tick} needs`);
      return { tick: frame.tick, commands };
    });
  }

  private keep(): void {
    const { tick } = this.host.dream.world;
    if (tick % TICK_RATE === 0) this.vault.retry();
    for (const { who, gone } of this.leaving.splice(0)) void this.forget(who).then(gone);
    const { snapshots } = this;
    if (snapshots && (tick % SNAPSHOT_EVERY === 0 || snapshots.owed) && this.file?.trouble === '') snapshots.begin(this.state());
  }

  /** The keys of those die who did not agree to keep the night: their words and names are gone from it. The journal is closed. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.recorder?.end(this.host.dream);
    this.file?.close();
    const { kept, all } = keepers(this.host.dream);
    this.vault.close(new Set(kept), all);
    await this.snapshots?.remove();
  }

  /** The server ends, the night does not: it is taken up again at the next start. */
  async suspend(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.recorder?.suspend();
    await this.snapshot();
    this.file?.close();
  }

  /** Takes somebody out of this night for good, in the next tick; resolves when nothing on the disk can show them any more. */
  erase(who: Who): Promise<void> {
    this.host.enqueue({ type: 'erase', by: who, body: {} });
    return new Promise((resolve) => this.leaving.push({ who, gone: resolve }));
  }

  private async forget(who: Who): Promise<void> {
    // what of theirs goes into the journal goes there while their key is there
    this.recorder?.complete();
    const { tick } = this.host.dream.world;
    await this.snapshot();
    for (;;) {
      try {
        await this.snapshots?.removeBefore(tick);
        this.vault.forget(who);
        this.unforgotten = '';
        return;
      } catch (error) {
        this.unforgotten = `what somebody wants erased cannot be taken off the disk (${codeOf(error)}); it is tried again until it can`;
      }
      await new Promise((resolve) => setTimeout(resolve, FORGET_AGAIN_MS).unref());
    }
  }
}

/** Who agreed to keep the night, and whether everybody did who was ever in it: only then can it be re-run. */
function keepers(dream: Dream): { kept: Who[]; all: boolean } {
  const { people, governance } = dream.world;
  const real = Object.values(people.byId).filter(({ kind }) => kind === 'person');
  const kept = real.filter(({ id }) => governance.consents[id]?.keep).map(({ id }) => id);
  return { kept, all: kept.length === real.length };
}

/** The newest snapshot that leads to the journal's end, else the journal from dusk. */
function take(
  core: Core,
  scenario: CompiledScenario,
  { journal, whole }: { readonly journal: Journal; readonly whole: () => Journal },
  snapshots: Snapshots,
  vault: Vault,
  cast: CastSize,
  say: (sentence: string) => void,
): Resumed | string {
  const compile: Compile = (bundle) => core.compileScenario(bundle).scenario;
  for (const found of snapshots.found(say)) {
    try {
      return core.resume(scenario, journal, found.text, vault, cast, compile);
    } catch (error) {
      say(`the snapshot of tick ${found.tick} does not lead on: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  try {
    return core.resume(scenario, whole(), null, vault, cast, compile);
  } catch (error) {
    return `the night ${journal.header.dreamId} cannot be dreamt again from its journal: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Nights that were not closed, newest first. */
export function openNights(dataDir: string): KeptNight[] {
  return keptNights(dataDir).filter(({ dreamId }) => !isClosed(journalPath(dataDir, dreamId)));
}

export interface KeptNight {
  readonly dreamId: string;
  /** when its journal was last written, ms since 1970 */
  readonly lastMs: number;
  readonly bytes: number;
}

/** Nights whose journal is in a data folder, newest first. */
export function keptNights(dataDir: string): KeptNight[] {
  const folder = join(dataDir, 'journals');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.dream'))
    .map((name) => ({ name, stat: statSync(join(folder, name)) }))
    .map(({ name, stat }) => ({ dreamId: name.slice(0, -'.dream'.length), lastMs: stat.mtimeMs, bytes: stat.size }))
    .sort((a, b) => b.lastMs - a.lastMs);
}

/** Bytes at a journal's end in which its last frame would say `end`. */
const TAIL = 64;

/** True when a journal's last frame says so. Cheap: looks at the end of the file only. */
export function isClosed(path: string): boolean {
  const { size } = statSync(path);
  const tail = Buffer.alloc(Math.min(TAIL, size));
  const fd = openSync(path, 'r');
  try {
    readSync(fd, tail, 0, tail.length, size - tail.length);
  } finally {
    closeSync(fd);
  }
  return decodeFrames(tail).frames.at(-1)?.frame.kind === 'end';
}

/** A night that nobody will come back to is closed as it stands: keys die as they would have, the journal says where it ended. */
export async function abandon(dataDir: string, dreamId: string, cast: CastSize, say: (sentence: string) => void): Promise<void> {
  const night = await Night.resume(dataDir, dreamId, cast, say);
  if (typeof night !== 'string') return night.close();
  say(night);
  new Vault(dataDir, dreamId).close(new Set());
  try {
    const journal = loadJournal(journalPath(dataDir, dreamId));
    const after = journal.damage[0]?.from ?? statSync(journalPath(dataDir, dreamId)).size;
    const file = new JournalFile(journalPath(dataDir, dreamId), { after });
    file.write(encodeFrame({ kind: 'end', tick: journal.lastTick }));
    file.close();
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
  }
}
