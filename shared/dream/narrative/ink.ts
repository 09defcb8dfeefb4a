/**
 * Talks written in ink: the only file that knows inkjs. A talk is a pure function of (compiled ink, saved state, choice, seed): its
 * state is JSON text in the scene, its randomness comes from the world's seed. inkjs reads the clock for its own seed and time limit; both are
 * overwritten or unused, and it sees a clock that stands still.
 */
import { Story } from 'inkjs';

/** Where a talk stands. */
export interface Talk {
  /** saved state; '' when it has ended */
  readonly state: string;
  readonly text: string;
  readonly choices: { id: string; label: string }[];
  /** ink tags of the lines just said: consequences, see README */
  readonly tags: readonly string[];
}

/** A talk says at most this many lines in a row: an ink loop must not hold the dream. */
const MOST_LINES = 40;
const ENDED: Talk = { state: '', text: '', choices: [], tags: [] };

/** Begins a talk. `seed` 0..99 (inkjs keeps two digits); `variables` fill ink variables of the same name. */
export function beginTalk(ink: string, seed: number, variables: Readonly<Record<string, number>>): Talk {
  return withStillClock(() => {
    const story = new Story(ink);
    story.state.storySeed = seed;
    story.state.previousRandom = 0;
    for (const name of Object.keys(variables)) {
      if (story.variablesState.GlobalVariableExistsWithName(name)) story.variablesState.$(name, variables[name] ?? 0);
    }
    return say(story);
  });
}

/** Goes on from `state` with the choice of that id ('c0', 'c1', ...); an unknown choice leaves the talk ended. */
export function continueTalk(ink: string, state: string, choice: string): Talk {
  return withStillClock(() => {
    const story = new Story(ink);
    story.state.LoadJson(state);
    const index = story.currentChoices.findIndex((c) => `c${c.index}` === choice);
    if (index < 0) return ENDED;
    story.ChooseChoiceIndex(index);
    return say(story);
  });
}

function say(story: Story): Talk {
  const lines: string[] = [];
  const tags: string[] = [];
  // an error in the ink ends the talk, it never ends the dream
  story.onError = () => undefined;
  for (let i = 0; i < MOST_LINES && story.canContinue; i++) {
    const line = (story.Continue() ?? '').trim();
    if (line !== '') lines.push(line);
    tags.push(...(story.currentTags ?? []));
  }
  const choices = story.currentChoices.map((c) => ({ id: `c${c.index}`, label: c.text }));
  const over = choices.length === 0 || story.hasError;
  return { state: over ? '' : story.state.ToJson(), text: lines.join('\n'), choices: over ? [] : choices, tags };
}

/** Runs `work` while the engine's clock stands still: a dream reads no wall clock, not even where the value is thrown away. */
function withStillClock<T>(work: () => T): T {
  const real = Object.getOwnPropertyDescriptor(globalThis, 'Date');
  const still = class {
    getTime(): number {
      return 0;
    }
  };
  Object.defineProperty(globalThis, 'Date', { value: still, configurable: true, writable: true });
  try {
    return work();
  } finally {
    if (real) Object.defineProperty(globalThis, 'Date', real);
  }
}
