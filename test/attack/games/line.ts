/** Which of two people holds a line on a theme? Both do the same at a symbol of that theme and beside its shadow. */
import { between, chance } from '../../../shared/kernel/random.ts';
import { Capture } from '../capture.ts';
import { A, ATTACKER, B, pry } from '../stage.ts';
import { atTheFountain, soothe, THEME, touchAndChoose } from './fountain.ts';
import type { Game } from './game.ts';

const TICKS = 240;

function lineGame(name: string, asks: string, planted: boolean): Game {
  return {
    name,
    asks,
    open: planted,
    exact: !planted,
    play(seed, secret, how) {
      const stage = atTheFountain(seed);
      const holder = secret === 1 ? A : B;
      for (const who of [A, B]) {
        // somebody without a line says so too: saying it is no sign
        stage.ask(who, 'limit.set', { lines: who === holder ? [THEME] : [], veils: [], ceiling: 0.6 });
      }
      const told = planted && chance(stage.rng, 0.95);
      const acts = [touchAndChoose(stage, 10), touchAndChoose(stage, 75), soothe(stage, 175 + Math.floor(between(stage.rng, 0, 15)))];
      const capture = new Capture(stage.dream, [ATTACKER, A, B], TICKS, how);
      for (let i = 0; i < TICKS; i++) {
        for (const act of acts) act(i);
        // the planted leak: the holder bows
        if (told && i === 170) stage.ask(holder, 'emote', { emote: 'bow' });
        pry(stage);
        capture.tick(stage.step());
      }
      return capture;
    },
  };
}

export const lineGames: readonly Game[] = [
  lineGame('line', 'which of two people holds a line on a theme', false),
  lineGame('line, planted', 'the same, and the holder bows 95 times of 100: it must be found', true),
];
