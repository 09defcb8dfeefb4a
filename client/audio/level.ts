/** Loudness that rises slowly: with all that lies on top at most 3 dB a second (play.md), from a floor below hearing. It may fall faster. */

/** dB under full; what is quieter counts as silence. */
export const FLOOR_DB = -48;
/** a little under the law's 3, so that a breath or a note on top stays within it */
const RISE_DB_PER_S = 2.2;
const FALL_DB_PER_S = 12;

/** The next level in dB on the way to `goal`, `seconds` later. */
export function nextLevel(now: number, goal: number, seconds: number): number {
  const to = Math.max(FLOOR_DB, Number.isNaN(goal) ? FLOOR_DB : goal);
  return to > now ? Math.min(to, now + RISE_DB_PER_S * seconds) : Math.max(to, now - FALL_DB_PER_S * seconds);
}

/** Amplitude of a level; silence at the floor. */
export function amplitude(db: number): number {
  return db <= FLOOR_DB ? 0 : 10 ** (db / 20);
}

/** A gain whose loudness follows a goal by these rules; `follow` is called each frame. */
export class Level {
  readonly node: GainNode;
  private db = FLOOR_DB;

  constructor(context: BaseAudioContext, out: AudioNode) {
    this.node = context.createGain();
    this.node.gain.value = 0;
    this.node.connect(out);
  }

  /** @param goal dB under full @param seconds since the last call @param at context time, s */
  follow(goal: number, seconds: number, at: number): void {
    const next = nextLevel(this.db, goal, seconds);
    if (next === this.db) return;
    this.db = next;
    this.node.gain.setTargetAtTime(amplitude(next), at, 0.03);
  }
}
