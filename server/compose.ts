/** Wiring by hand: from settings to a dream that can be stepped, its journal, its keys and its counters. */
import { randomBytes } from 'node:crypto';
import pino, { type Logger } from 'pino';
import { createCast } from '../shared/citizens/cast.ts';
import type { CompiledScenario } from '../shared/dream/compiled.ts';
import { createDream } from '../shared/dream/world.ts';
import { JOURNAL_FORMAT } from '../shared/journal/format.ts';
import { Recorder } from '../shared/journal/record.ts';
import type { Config } from './config.ts';
import { DreamHost } from './host/host.ts';
import { Metrics } from './http/metrics.ts';
import { Vault } from './ledger/vault.ts';
import type { House } from './rooms/house.ts';
import { Identity } from './rooms/identity.ts';
import { coreHash } from './store/core.ts';
import { openDataDir } from './store/data.ts';
import { JournalFile, journalPath } from './store/journals.ts';

interface Source {
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface ComposeOptions {
  readonly scenario: CompiledScenario;
  /** the files it was compiled from; the journal carries them */
  readonly source: Source;
  /** the first night's seed; default: drawn */
  readonly seed?: string;
  /** simulated citizens in all; default: as the scenario says */
  readonly citizens?: number;
  readonly log?: Logger;
  /** how the crowd is published: by shared cells, the rule, or one view a page, the reference */
  readonly publisher?: 'cells' | 'views';
  /** false: nothing is written; for tests */
  readonly journal?: boolean;
}

export interface Composed extends House {
  readonly metrics: Metrics;
  /** called when the step threw; main ends the process */
  onBroken: (error: Error) => void;
  /** Puts what waits on the disk; once a second, off the tick. */
  flush(): void;
  close(): void;
}

export function makeLog(config: Config): Logger {
  return pino({ level: config.logLevel, base: null });
}

/** One night: a dream, its cast, and the journal it is written in. */
interface Night {
  readonly host: DreamHost;
  readonly dreamId: string;
  readonly recorder: Recorder | null;
  readonly file: JournalFile | null;
  readonly vault: Vault;
}

function openNight(dataDir: string, seed: string, options: ComposeOptions): Night {
  const { scenario } = options;
  const dreamId = `d${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
  const file = options.journal === false ? null : new JournalFile(journalPath(dataDir, dreamId));
  const dream = createDream(scenario, seed);
  const cast = createCast(scenario, { seed, yields: true, ...(options.citizens === undefined ? {} : { size: options.citizens }) });
  const header = {
    format: JOURNAL_FORMAT,
    core: coreHash(),
    dreamId,
    seed: dream.world.seed,
    scenario: { hash: scenario.hash, ...options.source },
  };
  const vault = new Vault(dataDir, dreamId);
  const recorder = file ? new Recorder(file, header, vault) : null;
  const host = new DreamHost({ dream, cast, recorder });
  host.enqueue({ type: 'night.begin', by: 'dream', body: {} });
  return { host, dreamId, recorder, file, vault };
}

/** The journal is closed, and the keys of those die who did not agree to keep the night: their words and names are gone from it. */
function closeNight(night: Night): void {
  night.recorder?.end(night.host.dream);
  night.file?.close();
  const { people, governance } = night.host.dream.world;
  for (const { id, kind } of Object.values(people.byId)) {
    if (kind === 'person' && !governance.consents[id]?.keep) night.vault.forget(id);
  }
}

/** @throws DataDirError, JournalFileError with one sentence each */
export function compose(config: Config, options: ComposeOptions): Composed {
  const log = options.log ?? makeLog(config);
  const data = openDataDir(config.dataDir);
  const drawSeed = (): string => randomBytes(6).toString('hex');
  let night = openNight(data.path, options.seed ?? drawSeed(), options);
  let trouble = '';
  const house: Composed = {
    get host() {
      return night.host;
    },
    get dreamId() {
      return night.dreamId;
    },
    identity: new Identity(data.identityKey),
    log,
    ...(options.publisher ? { publisher: options.publisher } : {}),
    metrics: new Metrics(() => night.host.counters),
    nowMs: () => Date.now(),
    onBroken: () => undefined,
    broken: (error) => house.onBroken(error),
    nextNight() {
      closeNight(night);
      night = openNight(data.path, drawSeed(), options);
      log.info({ dreamId: night.dreamId }, 'a new night begins');
    },
    flush() {
      night.file?.push(true);
      const now = night.file?.trouble ?? '';
      if (now !== trouble && now !== '') log.error(now);
      trouble = now;
    },
    close: () => closeNight(night),
  };
  return house;
}
