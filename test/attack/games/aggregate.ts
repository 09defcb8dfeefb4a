/** Which of two people left the aggregate? Seven consenting people; one of two withdraws 'group', in half of the pairs a third one does so later. */
import { between, chance } from '../../../shared/kernel/random.ts';
import { Capture } from '../capture.ts';
import { A, ATTACKER, B, pry, reading, Stage } from '../stage.ts';
import type { Game, Seen } from './game.ts';

const TICKS = 220;
const PEOPLE = 8;

function aggregateGame(name: string, asks: string, raw: boolean): Game {
  return {
    name,
    asks,
    open: raw,
    exact: false,
    play(seed, secret, how): Seen {
      const stage = new Stage({ seed, people: PEOPLE, company: 2 });
      const { rng, dream } = stage;
      for (const who of stage.people) stage.scatter(who, 0, 0, 10);
      // one of the two stands apart, on an islet of their own, in half of the pairs
      if (chance(rng, 0.5)) stage.scatter(chance(rng, 0.5) ? A : B, 42, 0, 5);
      const bodies = stage.people.slice(1).map((who) => ({ who, arousal: between(rng, -1, 1), turn: Math.floor(between(rng, 0, 5)) }));
      for (const { who } of bodies) stage.consent(who, 'group');
      const leaves = 60 + Math.floor(between(rng, 0, 40));
      const later = chance(rng, 0.5) ? leaves + Math.floor(between(rng, 25, 60)) : TICKS;
      const capture = new Capture(dream, [ATTACKER, A, B], TICKS, how);
      const features = new Map<string, number>();
      for (let i = 0; i < TICKS; i++) {
        const { tick } = dream.world;
        for (const { who, arousal, turn } of bodies) {
          if (tick % 5 === turn) stage.ask(who, 'reading', reading(tick, 0.9 * arousal + between(rng, -0.05, 0.05)));
        }
        if (i === leaves) stage.ask(secret === 1 ? A : B, 'consent.withdraw', { purpose: 'group' });
        if (i === later) stage.ask(`p${PEOPLE}`, 'consent.withdraw', { purpose: 'group' });
        pry(stage);
        const before = i === leaves ? bodiesOf(stage) : null;
        capture.tick(stage.step());
        for (const [k, air] of before ? bodiesOf(stage).entries() : []) features.set(`jump ${k}`, Math.abs(air - (before?.[k] ?? 0)));
      }
      // the control looks at what the dream itself keeps of the two bodies, which nobody is shown
      return raw ? { features, prints: [...features.values()] } : capture;
    },
  };
}

function bodiesOf({ dream }: Stage): number[] {
  return [A, B].map((who) => dream.world.affect.body[who]?.hr ?? 0);
}

export const aggregateGames: readonly Game[] = [
  aggregateGame('aggregate', 'which of two people left the aggregate of seven bodies', false),
  aggregateGame('aggregate, inside', 'the same from what the dream keeps of both bodies, which nobody is shown: it must be found', true),
];
