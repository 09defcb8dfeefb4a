/** Opens a journal for the theatre: dreamt again where that is possible, else watched, and says which of the two it is. */
import type { CompiledExpectation, CompiledScenario } from '../../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../../shared/dream/ids.ts';
import { Monitor } from '../../../shared/expectations/monitor.ts';
import type { Compile } from '../../../shared/journal/adoptions.ts';
import type { Journal } from '../../../shared/journal/read.ts';
import type { Opener } from '../../../shared/journal/seal.ts';
import type { TheatreExpectation, TheatreNight } from '../../../shared/protocol/theatre.ts';
import { placeOf } from '../../rooms/words.ts';
import type { Reel } from './reel.ts';
import { rerun } from './rerun.ts';
import type { Story } from './story.ts';
import { watched } from './watched.ts';

export interface OpenOptions {
  readonly journal: Journal;
  /** name for the page and for command lines */
  readonly name: string;
  /** the scenario inside the journal, compiled by this core */
  readonly scenario: CompiledScenario;
  readonly opener: Opener | null;
  readonly compile: Compile;
  /** '' or why it may not be dreamt again, e.g. because another core dreamt it */
  readonly onlyWatched: string;
  readonly troubles: readonly string[];
  /** what is expected of the night; default: what its scenario expects */
  readonly expectations?: readonly CompiledExpectation[];
  /** where to open: a tick, or an expectation's id; the first that failed when neither is given */
  readonly at?: number;
  readonly expectation?: string;
  readonly follow?: string;
  readonly progress?: (tick: number, of: number) => void;
}

export interface Theatre {
  readonly night: TheatreNight;
  readonly reel: Reel;
  readonly story: Story;
}

export function openTheatre(options: OpenOptions): Theatre {
  const { journal, scenario, opener } = options;
  const monitor = new Monitor(scenario, options.expectations ?? scenario.expectations);
  const again =
    options.onlyWatched !== ''
      ? options.onlyWatched
      : rerun(journal, scenario, {
          opener,
          compile: options.compile,
          onTick: (dream, result) => {
            monitor.observe(dream, result);
            if (result.tick % 500 === 0) options.progress?.(result.tick, journal.lastTick);
          },
        });
  const { header } = journal;
  const base = {
    title: scenario.title,
    seed: header.seed,
    dreamId: header.dreamId,
    journal: options.name,
    tickRate: TICK_RATE,
    troubles: options.troubles,
    place: placeOf(scenario),
  };
  if (typeof again !== 'string') {
    const expectations = judged(monitor, again.story);
    const night: TheatreNight = {
      ...base,
      place: placeOf(again.scenario),
      mode: 're-run',
      because: '',
      lastTick: again.reel.lastTick,
      digestsMet: again.digestsMet,
      gone: [],
      ...told(again.story),
      expectations,
      open: opening(options, expectations),
    };
    return { night, reel: again.reel, story: again.story };
  }
  const { reel, story, gone } = watched(journal, opener);
  const night: TheatreNight = {
    ...base,
    mode: 'watched',
    because: again,
    lastTick: reel.lastTick,
    digestsMet: 0,
    gone,
    ...told(story),
    expectations: [],
    open: opening(options, []),
  };
  return { night, reel, story };
}

/** How long before a failure what reached somebody may have to do with it, ticks; and how much of it is told. */
const MOMENT = TICK_RATE;
const TOLD = 8;

/** The worst of each, with its curve, and what reached its person as it failed. */
function judged(monitor: Monitor, story: Story): TheatreExpectation[] {
  return monitor.worst().map((v) => {
    const moment = v.holds || v.open ? [] : story.reachedBetween(v.who, v.tick - MOMENT, v.tick, TOLD);
    return { ...v, moment, curve: monitor.curve(v.id) };
  });
}

const told = ({ people, spans, events }: Story): Pick<TheatreNight, 'people' | 'spans' | 'events'> => ({ people, spans, events });

/** Seconds before a failure at which the page opens, so that one sees it come. */
const BEFORE_S = 3;

function opening({ at, expectation, follow, journal }: OpenOptions, expectations: readonly TheatreExpectation[]): TheatreNight['open'] {
  const found = expectations.find((e) => (expectation === undefined ? !e.holds && !e.open : e.id === expectation));
  const tick = at ?? (found ? found.tick - BEFORE_S * TICK_RATE : 0);
  return {
    tick: Math.max(0, Math.min(tick, journal.lastTick)),
    expectation: found?.id ?? '',
    follow: follow ?? '',
    near: found?.who ?? '',
  };
}
