/** Opens a journal for the theatre: dreamt again where that is possible, else watched, and says which of the two it is. */
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { TICK_RATE } from '../../../shared/dream/ids.ts';
import type { TickResult } from '../../../shared/dream/tick.ts';
import type { Dream } from '../../../shared/dream/world.ts';
import type { Journal } from '../../../shared/journal/read.ts';
import type { Opener } from '../../../shared/journal/seal.ts';
import type { TheatreExpectation, TheatreNight } from '../../../shared/protocol/theatre.ts';
import { placeOf } from '../../rooms/words.ts';
import type { Reel } from './reel.ts';
import { rerun } from './rerun.ts';
import type { Story } from './story.ts';
import { watched } from './watched.ts';

/** Looks on while the night is dreamt again, and says at the end what it found. */
export interface Onlooker {
  observe(dream: Dream, result: TickResult): void;
  expectations(): readonly TheatreExpectation[];
}

export interface OpenOptions {
  readonly journal: Journal;
  /** name for the page and for command lines */
  readonly name: string;
  /** the scenario inside the journal, compiled by this core */
  readonly scenario: CompiledScenario;
  readonly opener: Opener | null;
  /** '' or why it may not be dreamt again, e.g. because another core dreamt it */
  readonly onlyWatched: string;
  readonly troubles: readonly string[];
  readonly onlooker?: Onlooker;
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
  const { journal, scenario, opener, onlooker } = options;
  const again =
    options.onlyWatched !== ''
      ? options.onlyWatched
      : rerun(journal, scenario, {
          opener,
          onTick: (dream, result) => {
            onlooker?.observe(dream, result);
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
    const expectations = onlooker?.expectations() ?? [];
    const night: TheatreNight = {
      ...base,
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

const told = ({ people, spans, events }: Story): Pick<TheatreNight, 'people' | 'spans' | 'events'> => ({ people, spans, events });

/** Seconds before a failure at which the page opens, so that one sees it come. */
const BEFORE_S = 3;

function opening({ at, expectation, follow, journal }: OpenOptions, expectations: readonly TheatreExpectation[]): TheatreNight['open'] {
  const found = expectations.find((e) => (expectation === undefined ? !e.holds : e.id === expectation));
  const tick = at ?? (found ? found.tick - BEFORE_S * TICK_RATE : 0);
  return { tick: Math.max(0, Math.min(tick, journal.lastTick)), expectation: found?.id ?? '', follow: follow ?? found?.who ?? '' };
}
