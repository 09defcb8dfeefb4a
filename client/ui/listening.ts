/** What is heard of rain and music, as captions for who cannot hear it: one at a time, and none of a kind again before 40 s. */
import { heard, instrumentsOf } from '../audio/score.ts';
import type { LinkFrame } from '../net/link.ts';

/** Any two captions are this far apart, and two of one kind this far, s. */
const APART_S = 6;
const KIND_APART_S = 40;
/** Rain that begins and ends; a tempo this much from the last one told is another. */
const RAIN_FROM = 0.25;
const RAIN_TO = 0.1;
const TEMPO_SHARE = 0.06;

export interface Listener {
  /** The caption that is due, without brackets, or ''. @param now s */
  hear(seen: LinkFrame, now: number): string;
}

export function createListener(): Listener {
  const toldAt = new Map<string, number>();
  let lastAt = Number.NEGATIVE_INFINITY;
  let raining = false;
  let flat = false;
  let pluckedTick = 0;
  let tempo = 0;
  let playing: readonly string[] | null = null;
  const tell = (kind: string, now: number): boolean => {
    if (now - lastAt < APART_S || now - (toldAt.get(kind) ?? Number.NEGATIVE_INFINITY) < KIND_APART_S) return false;
    toldAt.set(kind, now);
    lastAt = now;
    return true;
  };
  return {
    hear({ common, own }, now) {
      const { plan } = common;
      const rain = own.params.weather;
      if (!raining && rain > RAIN_FROM && tell('rain', now)) {
        raining = true;
        return 'rain begins';
      }
      if (rain < RAIN_TO) raining = false;
      if (!flat && plan.flat > 0 && tell('flat', now)) {
        flat = true;
        return 'a string is flat';
      }
      if (plan.flat === 0) flat = false;
      const plucked = common.strings.some((s) => s.tick > pluckedTick);
      if (plucked && tell('strings', now)) return 'strings, plucked by hand';
      for (const s of common.strings) pluckedTick = Math.max(pluckedTick, s.tick);
      const players = heard(instrumentsOf(common.instruments), plan.density);
      const entered = playing && players.find((name) => !playing?.includes(name));
      if (entered && tell(entered, now)) {
        playing = players;
        return ENTERS[entered];
      }
      // who has left may enter again; who could not be told of is told later
      playing = playing === null ? players : playing.filter((name) => players.some((p) => p === name));
      if (tempo === 0) tempo = plan.tempo;
      if (plan.tempo < tempo * (1 - TEMPO_SHARE) && tell('tempo', now)) {
        tempo = plan.tempo;
        return 'the music slows';
      }
      if (plan.tempo > tempo * (1 + TEMPO_SHARE) && tell('tempo', now)) {
        tempo = plan.tempo;
        return 'the music quickens';
      }
      return '';
    },
  };
}

const ENTERS = {
  harp: 'a harp',
  rails: 'rails, under the music',
  voices: 'voices enter',
  hands: 'hands keep time',
  wood: 'wood, knocking',
  breath: 'breath in the music',
  strings: 'low strings',
  bell: 'a bell, far off',
} as const;
