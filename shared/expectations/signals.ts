/** The named signals that expectations are written over, read once a second. Ranges are what robustness is scaled by; values may lie beyond. */
import { feelingOfRegion } from '../dream/affect/field.ts';
import type { Who } from '../dream/ids.ts';
import { factOf } from '../dream/narrative/facts.ts';
import type { Dream } from '../dream/world.ts';
import { hypot, max } from '../kernel/math.ts';
import type { Gauge } from './gauge.ts';

export interface Signal {
  readonly says: string;
  /** '' for a pure number or a share */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly of: 'night' | 'person' | 'region';
  /** what `of:` names, if it needs a name */
  readonly names?: 'region' | 'storylet' | 'wound' | 'fact';
  /** `who` is '' for signals of the night, `of` the region, storylet, wound or fact that the expectation names */
  read(dream: Dream, gauge: Gauge, who: Who, of: string): number;
}

const night = (says: string, unit: string, most: number, read: Signal['read'], least = 0): Signal => ({
  says,
  unit,
  min: least,
  max: most,
  of: 'night',
  read,
});
const fact = (name: string, says: string, unit: string, most: number): Signal =>
  night(says, unit, most, (dream) => factOf(dream.world, name));
const person = (says: string, unit: string, most: number, read: Signal['read'], least = 0): Signal => ({
  says,
  unit,
  min: least,
  max: most,
  of: 'person',
  read,
});

export const SIGNALS: Readonly<Record<string, Signal>> = {
  act: fact('act', 'number of the present act', '', 9),
  seconds: fact('night', 'since the night began', 's', 1800),
  dreaming: fact('dreaming', 'people dreaming now', 'people', 100),
  breaths: fact('breaths', 'counted breaths of all', '', 1000),
  tuned: fact('tuned', 'times that two began to breathe together', '', 100),
  bridges: fact('bridges', 'bridges grown whole at least once', '', 10),
  lanterns: fact('lanterns', 'lanterns planted', '', 50),
  woken: fact('woken', 'symbols woken', '', 20),
  shadows: fact('open', 'shadows standing now', '', 10),
  soothed: fact('soothed', 'shadows soothed', '', 20),
  threads: fact('woven', 'threads in the sky now', '', 100),
  cloth: fact('cloth', 'share of the cloth that is woven', '', 1),
  fact: {
    ...night('a fact of the story, named with `of`', '', 10, (dream, _gauge, _who, of) => factOf(dream.world, of)),
    names: 'fact',
  },
  ended: night('1 once the night has an ending', '', 1, ({ world }) => (world.narrative.ending === '' ? 0 : 1)),
  refused: night('effects that the gate refused, all night', '', 100, ({ world }) => world.governance.judged.refused),
  softened: night('effects that the gate softened, all night', '', 100, ({ world }) => world.governance.judged.softened),
  circle: night('most people who breathe together, each in tune with another of them', 'people', 20, (dream) => largestCircle(dream)),
  wound: {
    ...night('how far a wound of the city is open, named with `of`', '', 1, ({ world }, _gauge, _who, of) => {
      return world.city.wounds.find((w) => w.id === of)?.open ?? 0;
    }),
    names: 'wound',
  },

  people: {
    says: 'people in a region, named with `of`',
    unit: 'people',
    min: 0,
    max: 50,
    of: 'region',
    names: 'region',
    read: ({ world }, _gauge, _who, of) => {
      let n = 0;
      for (const id of world.people.order) {
        if (world.space.avatars[id]?.region === of && world.people.byId[id]?.state === 'dreaming') n++;
      }
      return n;
    },
  },
  airValence: region('pleasantness of the air in a region, named with `of`', (dream, of) => air(dream, of).valence),
  airArousal: region('unrest of the air in a region, named with `of`', (dream, of) => air(dream, of).arousal),

  intensity: person('strongest that reached them: open scenes and the effects of this second', '', 1, (_dream, gauge, who) => {
    return gauge.intensity(who);
  }),
  overLimit: person(
    'how far an effect went beyond what they allow: above their ceiling, a veiled theme not veiled, a lined theme shown; 0 or less is within',
    '',
    1,
    (_dream, gauge, who) => gauge.overLimit(who),
    -1,
  ),
  heldHigh: person('how long without a break above .8 of their own ceiling', 's', 90, (_dream, gauge, who) => gauge.heldHigh(who)),
  acts: person(
    'meaningful things they did: breath in tune, a hand, a symbol, a lantern or another thing taken up, a metre of bridge, a choice, a thread',
    '',
    10,
    (_dream, gauge, who) => gauge.acts(who),
  ),
  cards: person('stop cards they laid', '', 5, ({ world }, _gauge, who) => world.governance.cards[who] ?? 0),
  refusals: person('effects refused on their behalf, all night', '', 50, (_dream, gauge, who) => gauge.refusals(who)),
  handsHeld: person('hands they hold', '', 2, ({ world }, _gauge, who) => {
    let n = 0;
    for (const h of world.space.hands) if (h.a === who || h.b === who) n++;
    return n;
  }),
  tune: person('how well they breathe with anybody', '', 1, ({ world }, _gauge, who) => {
    let best = 0;
    for (const p of world.affect.pairs) if (p.a === who || p.b === who) best = max(best, p.g);
    return best;
  }),
  counted: person('their counted breaths', '', 200, ({ world }, _gauge, who) => world.affect.breath[who]?.counted ?? 0),
  valence: person('how pleasant it is for them', '', 1, ({ world }, _gauge, who) => world.affect.feeling[who]?.valence ?? 0, -1),
  arousal: person('how stirred they are', '', 1, ({ world }, _gauge, who) => world.affect.feeling[who]?.arousal ?? 0, -1),
  fragments: person('fragments in their hands', '', 2, ({ world }, _gauge, who) => {
    return world.narrative.fragments.filter((f) => f.heldBy === who).length;
  }),
  woven: person(
    'threads of theirs in the sky',
    '',
    5,
    ({ world }, _gauge, who) => world.narrative.threads.filter((t) => t.by === who).length,
  ),
  met: {
    ...person('1 once they met a storylet, named with `of`', '', 1, ({ world }, _gauge, who, of) =>
      Object.hasOwn(world.narrative.seen, `${of}|${who}`) ? 1 : 0,
    ),
    names: 'storylet',
  },
  speed: person('how fast they go', 'm/s', 5, ({ world }, _gauge, who) => {
    const a = world.space.avatars[who];
    return a ? hypot(a.vx, a.vy) : 0;
  }),
};

function region(says: string, read: (dream: Dream, of: string) => number): Signal {
  return { says, unit: '', min: -1, max: 1, of: 'region', names: 'region', read: (dream, _gauge, _who, of) => read(dream, of) };
}

function air(dream: Dream, of: string): { valence: number; arousal: number } {
  const found = dream.scenario.regions.find((r) => r.id === of);
  return found ? feelingOfRegion(dream.world.affect.field, found) : { valence: 0, arousal: 0 };
}

/** Size of the largest group of people joined by pairs in tune; 0 when nobody is. */
function largestCircle({ world }: Dream): number {
  const head = new Map<Who, Who>();
  const find = (who: Who): Who => {
    let at = who;
    for (let up = head.get(at); up !== undefined && up !== at; up = head.get(at)) at = up;
    return at;
  };
  for (const { a, b, lostTick } of world.affect.pairs) {
    if (lostTick > 0) continue;
    for (const who of [a, b]) if (!head.has(who)) head.set(who, who);
    head.set(find(a), find(b));
  }
  const sizes = new Map<Who, number>();
  let most = 0;
  for (const who of head.keys()) {
    const n = (sizes.get(find(who)) ?? 0) + 1;
    sizes.set(find(who), n);
    most = max(most, n);
  }
  return most;
}
