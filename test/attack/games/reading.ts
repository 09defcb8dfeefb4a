/** Did a person's reading change? A calm body for a while, then a calm or an aroused one whose strap slips for a moment. */
import type { Purpose } from '../../../shared/dream/governance/model.ts';
import { between, chance } from '../../../shared/kernel/random.ts';
import { Capture } from '../capture.ts';
import { A, ATTACKER, pry, reading, Stage } from '../stage.ts';
import type { Game } from './game.ts';

const TICKS = 220;
const CHANGE = 50;

function readingGame(name: string, asks: string, purposes: readonly Purpose[], open = false): Game {
  return {
    name,
    asks,
    open,
    exact: !open,
    play(seed, secret, how) {
      const stage = new Stage({ seed, people: 5, company: 3 });
      const { rng } = stage;
      for (const who of stage.people) stage.scatter(who, 0, 0, 9);
      stage.consent(A, ...purposes);
      // the purposes of bystanders say nothing about the victim's
      for (const who of stage.people) {
        for (const purpose of ['own-view', 'group', 'near'] as const) if (who !== A && chance(rng, 0.5)) stage.consent(who, purpose);
      }
      const bodies = stage.people.map((who) => ({ who, arousal: between(rng, -0.8, 0.8), turn: Math.floor(between(rng, 0, 5)) }));
      const change = CHANGE + Math.floor(between(rng, 0, 50));
      const slips = change + Math.floor(between(rng, 20, 60));
      const aroused = between(rng, 0.6, 1);
      const capture = new Capture(stage.dream, [ATTACKER, A], TICKS, how);
      for (let i = 0; i < TICKS; i++) {
        const { tick } = stage.dream.world;
        for (const { who, arousal, turn } of bodies) {
          if (tick % 5 !== turn) continue;
          if (who !== A) stage.ask(who, 'reading', reading(tick, arousal));
          else if (i < change || secret === 0) stage.ask(who, 'reading', reading(tick, -0.6));
          else stage.ask(who, 'reading', reading(tick, aroused, 14, i >= slips && i < slips + 40 ? 'lost' : 'good'));
        }
        pry(stage);
        capture.tick(stage.step());
      }
      return capture;
    },
  };
}

export const readingGames: readonly Game[] = [
  readingGame('reading, own view', 'did a body change that steers its own view only', ['own-view', 'keep']),
  readingGame('reading, refused', 'did a body change that may be used for nothing here', ['guide', 'mirror', 'keep', 'learn']),
  readingGame(
    'reading, shown',
    'the same of who shows their rhythm and steers the group: allowed, so it must be found',
    ['near', 'group'],
    true,
  ),
];
