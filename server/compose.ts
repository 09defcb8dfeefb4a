/** Wiring by hand: from settings to a dream that can be stepped, its journal, its keys and its counters. */
import { randomBytes } from 'node:crypto';
import pino, { type Logger } from 'pino';
import type { Adoption } from '../shared/dream/adopt.ts';
import { type Carried, carryOut } from '../shared/dream/city/carried.ts';
import type { CompiledScenario } from '../shared/dream/compiled.ts';
import { EMBER_SECONDS } from '../shared/dream/people/commands.ts';
import type { Dream } from '../shared/dream/world.ts';
import type { Config } from './config.ts';
import { Metrics } from './http/metrics.ts';
import { openLedger } from './ledger/open.ts';
import { LoomKeeper } from './loom/keeper.ts';
import { byModel } from './loom/likeness.ts';
import type { House } from './rooms/house.ts';
import { Identity } from './rooms/identity.ts';
import { closeDataDir, openDataDir } from './store/data.ts';
import { answered, asked, eraseFiles, type Traces } from './store/erasures.ts';
import { JournalFileError } from './store/journals.ts';
import { abandon, type CastSize, type Cut, Night, type Obeyed, openNights } from './store/night.ts';
import { retain } from './store/retention.ts';
import { readSeries, writeSeries } from './store/series.ts';

export interface ComposeOptions {
  readonly scenario: CompiledScenario;
  /** the files it was compiled from; the journal carries them */
  readonly source: Cut['source'];
  /** the first night's seed; default: drawn */
  readonly seed?: string;
  /** simulated citizens in all; default: as the scenario says */
  readonly citizens?: number;
  readonly log?: Logger;
  /** how the crowd is published: by shared cells, the rule, or one view a page, the reference */
  readonly publisher?: 'cells' | 'views';
  /** id of an open night in the data folder to go on with, whoever is in it and however old it is */
  readonly goOn?: string;
  /** nights of the campaign in their order, the first being `scenario`; without it the same night comes again */
  readonly campaign?: readonly Cut[];
  /** false: nothing is written; for tests */
  readonly journal?: boolean;
}

export interface Composed extends House {
  readonly metrics: Metrics;
  /** called when the step threw; main ends the process */
  onBroken: (error: Error) => void;
  /** Says what can no longer be promised, and when it can be again; does what was asked by other processes. Once a second, off the tick. */
  watchOver(): void;
  /** Another scenario from here on, in this night and the next ones; people stay. Call it between two ticks. */
  adopt(cut: Cut): Adoption;
  /** The night goes on as `again`, which has dreamt its commands by another scenario until the same tick; the next nights are of that one too. */
  replace(again: Dream, cut: Cut): void;
  /** What the night obeyed so far, tick by tick; null when nothing is written. Throws a JournalError when the journal cannot be read or a key is gone. */
  obeyed(): readonly Obeyed[] | null;
  /** Ends the server's part: a night with people in it is taken up again at the next start. */
  close(): Promise<void>;
}

export function makeLog(config: Config): Logger {
  return pino({ level: config.logLevel, base: null });
}

/** The ledger of a night that was taken up again reads on so much later, when its people are back, ms. */
const LEDGER_RESTS_MS = 10_000;
/** A night whose last frame is older than this is not gone on with: its embers are out. */
const FRESH_MS = EMBER_SECONDS * 1000;

interface Opened {
  readonly night: Night;
  readonly restored: boolean;
}

/** The night that was dreamt here last, if its people may still come back; else a new one. Other open nights are closed as they stand. */
async function openNight(
  dataDir: string,
  cut: Cut,
  options: ComposeOptions,
  cast: CastSize,
  log: Logger,
  carried: Carried | null,
): Promise<Opened> {
  const say = (sentence: string): void => log.warn(sentence);
  const begin = (): Opened => ({
    night: Night.begin(dataDir, cut, options.seed ?? drawSeed(), cast, options.journal !== false, carried),
    restored: false,
  });
  if (options.journal === false) return begin();
  if (options.goOn !== undefined) {
    const night = await Night.resume(dataDir, options.goOn, cast, say, cut.scenario);
    if (typeof night === 'string') throw new JournalFileError(night);
    return { night, restored: false };
  }
  let found: Night | null = null;
  for (const { dreamId, lastMs } of openNights(dataDir)) {
    if (!found && Date.now() - lastMs < FRESH_MS) {
      const night = await Night.resume(dataDir, dreamId, cast, say, cut.scenario);
      if (typeof night !== 'string' && night.host.dream.scenario.id === cut.scenario.id && hasPeople(night)) found = night;
      else if (typeof night !== 'string') await night.close();
      else await abandon(dataDir, dreamId, cast, say);
    } else {
      await abandon(dataDir, dreamId, cast, say);
    }
  }
  if (!found) return begin();
  log.info({ dreamId: found.dreamId, tick: found.host.dream.world.tick, older: found.older }, 'the night goes on where it was');
  return { night: found, restored: true };
}

function hasPeople(night: Night): boolean {
  return Object.values(night.host.dream.world.people.byId).some((p) => p.kind === 'person' && p.state !== 'awake');
}

/** The night that follows; after the last one the campaign begins again, with what it handed on. */
function nightAfter(campaign: readonly Cut[], { scenario }: Cut): Cut {
  return campaign.find((c) => c.scenario.id === scenario.next) ?? (campaign[0] as Cut);
}

const drawSeed = (): string => randomBytes(6).toString('hex');

/** @throws DataDirError, JournalFileError with one sentence each */
export async function compose(config: Config, options: ComposeOptions): Promise<Composed> {
  const log = options.log ?? makeLog(config);
  const data = openDataDir(config.dataDir);
  let cut: Cut = { scenario: options.scenario, source: options.source };
  const cast: CastSize = { yields: true, ...(options.citizens === undefined ? {} : { size: options.citizens }) };
  let carried: Carried | null = null;
  if (options.campaign) {
    const series = readSeries(data.path);
    if (typeof series === 'string') log.warn(series);
    else if (series) {
      carried = series.carried;
      cut = options.campaign.find((c) => c.scenario.id === series.dream) ?? cut;
    }
  }
  const opened = await openNight(data.path, cut, options, cast, log, carried);
  let { night } = opened;
  const ledger =
    options.journal === false
      ? null
      : openLedger({
          dataDir: data.path,
          databaseUrl: config.databaseUrl,
          restMs: opened.restored ? LEDGER_RESTS_MS : 0,
          say: (level, sentence) => log[level](sentence),
        });
  const likeness = byModel((sentence) => log.info(sentence));
  const attend = ({ host }: Night): void => {
    const loom = new LoomKeeper(host, likeness);
    host.heard.add((result) => loom.after(result));
  };
  attend(night);
  ledger?.changed(night.dreamId);
  const tidy = (): void => {
    let gone: readonly string[] = [];
    try {
      gone = retain(data.path, { days: config.retainDays, bytes: config.retainMb * 1e6 }, Date.now());
    } catch (error) {
      log.warn({ err: error }, 'old nights cannot be removed now; the end of the next night tries again');
    }
    if (gone.length > 0) log.info({ nights: gone }, 'old nights are removed, as RETAIN_DAYS and RETAIN_MB say');
    for (const dreamId of gone) ledger?.changed(dreamId);
  };
  tidy();
  let closing: Promise<void> = Promise.resolve();
  const close = (last: Night): void => {
    closing = closing
      .then(() => last.close())
      .then(() => ledger?.changed(last.dreamId))
      .catch((error) => log.error({ err: error }, 'a night could not be closed in order'));
  };
  const recordErasure = (traces: Traces): void => {
    log.info({ dreamId: traces.dreamId }, 'somebody was erased');
    // answered when it is written; the ledger keeps it while its database is away
    void ledger?.ask('erase', { ...traces, atMs: Date.now() });
  };
  let trouble = '';
  /** what the pages know of `lasting` */
  let told = true;
  let stuck = false;
  /** erasures in the running night that wait for their tick and the disk */
  const underway = new Set<string>();
  const eraseAsked = (traces: Traces): void => {
    if (traces.dreamId !== night.dreamId) {
      eraseFiles(data.path, traces);
      recordErasure(traces);
      answered(data.path, traces);
      return;
    }
    if (underway.has(traces.who)) return;
    underway.add(traces.who);
    // a request that cannot be struck off is done again, which harms nobody
    void house
      .erase(traces.who)
      .then(() => answered(data.path, traces))
      .catch(() => undefined)
      .finally(() => underway.delete(traces.who));
  };
  let broken = false;
  const house: Composed = {
    get host() {
      return night.host;
    },
    get dreamId() {
      return night.dreamId;
    },
    pages: null,
    restored: opened.restored,
    get older() {
      return night.older;
    },
    identity: new Identity(data.identityKey),
    log,
    ...(options.publisher ? { publisher: options.publisher } : {}),
    metrics: new Metrics(() => night.host.counters),
    nowMs: () => Date.now(),
    onBroken: () => undefined,
    broken(error) {
      broken = true;
      house.onBroken(error);
    },
    get lasting() {
      return night.lasting;
    },
    expect: (who) => night.expect(who),
    saved: () => night.saved(),
    async erase(who) {
      const { dreamId } = night;
      await night.erase(who);
      recordErasure({ dreamId, who });
    },
    adopt(next) {
      const adoption = night.host.adopt(next.scenario, next.source);
      cut = next;
      return adoption;
    },
    replace(again, next) {
      night.host.replace(again, next.source);
      cut = next;
    },
    obeyed: () => night.obeyed(),
    nextNight() {
      const { world } = night.host.dream;
      // a night that begins anew because nobody was in it hands nothing on
      if (options.campaign && world.narrative.ending !== '') {
        carried = carryOut(world, cut.scenario);
        cut = nightAfter(options.campaign, cut);
        if (options.journal !== false)
          log.info(writeSeries(data.path, { dream: cut.scenario.id, carried }) || { next: cut.scenario.id }, 'the campaign goes on');
      }
      close(night);
      night = Night.begin(data.path, cut, drawSeed(), cast, options.journal !== false, carried, true);
      attend(night);
      closing = closing.then(tidy);
      log.info({ dreamId: night.dreamId }, 'a new night begins');
    },
    watchOver() {
      const now = night.trouble;
      if (now !== trouble) {
        if (now === '') log.info('everything is written down again');
        else log.error(now);
      }
      trouble = now;
      if (night.lasting !== told) house.pages?.lasting(night.lasting);
      told = night.lasting;
      ledger?.changed(night.dreamId);
      try {
        for (const traces of asked(data.path)) eraseAsked(traces);
        stuck = false;
      } catch (error) {
        if (!stuck) log.error({ err: error }, 'what somebody wants erased cannot be taken off the disk; it is tried again once a second');
        stuck = true;
      }
    },
    async close() {
      // who left a moment ago is not waited for at the next start
      likeness.close();
      if (!broken) night.host.step();
      if (hasPeople(night)) await night.suspend();
      else close(night);
      await closing;
      ledger?.changed(night.dreamId);
      await ledger?.close();
      closeDataDir(data);
    },
  };
  return house;
}
