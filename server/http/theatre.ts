/**
 * What the theatre's page asks: `/theatre/night`, `/theatre/piece/<n>/<who>`, `/theatre/why/<cause>/<who>` and
 * `/theatre/because/<tick>/<thing>/<who>`. Everything of a night is in the answers: only for an operator at this very machine.
 */
import { PIECE_TICKS, type TheatreWhy } from '../../shared/protocol/theatre.ts';
import type { Theatre } from '../lab/theatre/open.ts';
import { type HttpAnswer, type HttpHandler, text } from './answer.ts';

const json = (value: unknown): HttpAnswer => text(200, JSON.stringify(value), 'application/json; charset=utf-8');

/** Answers only where the page was asked for by a loopback name: a page of another site that has its own name point here gets nothing. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export function theatreHandler(theatre: Theatre): HttpHandler {
  const { night, reel, story } = theatre;
  return ({ path, header }) => {
    if (!LOOPBACK.test(header('host'))) return text(403, 'The theatre plays only for whoever sits at this machine.');
    const [, room, ask, ...rest] = path.split('/').map(decoded);
    if (room !== 'theatre') return null;
    if (ask === 'night') return json(night);
    if (ask === 'piece') {
      const n = Number(rest[0]);
      if (!Number.isInteger(n) || n < 0 || n * PIECE_TICKS > reel.lastTick) return text(404, 'The night has no such piece.');
      return json(reel.piece(n * PIECE_TICKS, (n + 1) * PIECE_TICKS, rest[1] ?? ''));
    }
    if (ask === 'why') {
      const [cause = '', who = ''] = rest;
      const why: TheatreWhy = { about: cause, lines: story.why([cause], who) };
      return json(why);
    }
    if (ask === 'because') {
      const [tick, thing = '', who = ''] = rest;
      const about = reel.causesOf(Number(tick) || 0, who, thing);
      const why: TheatreWhy = { about: thing, lines: story.why(about, who) };
      return json(why);
    }
    return text(404, 'The theatre knows no such thing.');
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
