/** Which of two people laid the stop card? Both stood in the same scene, both do the same before and after. */
import { between, chance } from '../../../shared/kernel/random.ts';
import { Capture } from '../capture.ts';
import { A, ATTACKER, B, pry } from '../stage.ts';
import { atTheFountain, soothe, touchAndChoose } from './fountain.ts';
import type { Game } from './game.ts';

const TICKS = 240;

function cardGame(name: string, asks: string, planted: boolean): Game {
  return {
    name,
    asks,
    open: planted,
    exact: !planted,
    play(seed, secret, how) {
      const stage = atTheFountain(seed);
      const who = secret === 1 ? A : B;
      const told = planted && chance(stage.rng, 0.95);
      for (const one of [A, B]) stage.ask(one, 'act', { target: 'fountain' });
      const laid = 10 + Math.floor(between(stage.rng, 0, 20));
      const acts = [
        touchAndChoose(stage, laid + 10),
        touchAndChoose(stage, 90),
        soothe(stage, 185 + Math.floor(between(stage.rng, 0, 15))),
      ];
      const capture = new Capture(stage.dream, [ATTACKER, A, B], TICKS, how);
      for (let i = 0; i < TICKS; i++) {
        if (i === laid) stage.ask(who, 'stop', {});
        // the planted leak: who laid it bows
        if (told && i === laid + 2) stage.ask(who, 'emote', { emote: 'bow' });
        for (const act of acts) act(i);
        pry(stage);
        capture.tick(stage.step());
      }
      return capture;
    },
  };
}

export const cardGames: readonly Game[] = [
  cardGame('card', 'which of two people laid the stop card', false),
  cardGame('card, planted', 'the same, and who laid it bows 95 times of 100: it must be found', true),
];
