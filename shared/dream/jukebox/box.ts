/**
 * The open box (play.md sections 4 and 7): for a minute each shared track is a string that anybody may pluck. A pluck pulls what the track asks for a
 * step aside, for all, and rings out by itself; it reads and reveals nobody. It is done in the open and signed, so the Jukebox is as honest as before,
 * and nobody can bend it behind anyone's back meanwhile.
 */
import { abs, clamp, exp, hypot, LN2, min } from '../../kernel/math.ts';
import { type Refusal, refuse } from '../commands.ts';
import type { CompiledScenario, CompiledTrack } from '../compiled.ts';
import { type CauseId, type ThingId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import type { BoxString, TrackState } from './model.ts';
import { within } from './rules.ts';

/** The box stays open so long, s (play.md section 4). */
export const OPEN_SECONDS = 60;
/** All numbers of a pluck are own. One pluck moves a string by this share of its swing; it rings out with this half-life, s. */
export const PLUCK = { step: 0.5, halfLife: 8 } as const;
/** A full swing moves what the track asks for by this share of its limits; less where a binding rule over all says so. */
const REACHES = 0.7;
/** One person plucks at most once in so long, and one string sounds at most once in so long, s. */
const AGAIN_SECONDS = 1;
const STRING_SECONDS = 0.4;
/** The strings stand in a row before the box, so far from each other and from it, m. */
const APART = 1.5;
const BEFORE = 1.8;
/** From here on a string hangs still. */
const STILL = 0.004;

export const idOfString = (track: string): ThingId => `string:${track}`;
export const trackOfString = (id: ThingId): string => id.slice('string:'.length);
export const sharedTracks = ({ tracks }: CompiledScenario): readonly CompiledTrack[] => tracks.filter((t) => t.scope !== 'own');

/** Opens the box for a minute, at the harp nearest to who opens it, else where they stand; one that lies open stays so no longer. */
export function openBox(now: Moment, who: Who, because: readonly CauseId[]): void {
  const { world, scenario } = now;
  const tracks = sharedTracks(scenario);
  if (world.jukebox.box || tracks.length === 0) return;
  const me = world.space.avatars[who] ?? scenario.spawns[0] ?? { x: 0, y: 0 };
  const far = (s: { x: number; y: number }): number => hypot(s.x - me.x, s.y - me.y);
  const harp = scenario.symbols.filter((s) => s.kind === 'harp').sort((a, b) => far(a) - far(b))[0];
  const { x, y } = harp ?? me;
  const opened = now.event('box.opened', 'dream', harp?.id ?? '', because);
  world.jukebox.box = {
    untilTick: now.tick + ticks(OPEN_SECONDS),
    because: [opened],
    plucked: {},
    strings: tracks.map((t, i) => ({
      track: t.id,
      x: x + APART * (i - (tracks.length - 1) / 2),
      y: y + BEFORE,
      swing: 0,
      by: '',
      tick: 0,
      because: [opened],
    })),
  };
}

/** Every step of the Jukebox: strings ring out, and after its minute the box closes. */
export function stepBox(now: Moment, seconds: number): void {
  const { jukebox } = now.world;
  const { box } = jukebox;
  if (!box) return;
  if (now.tick >= box.untilTick) {
    now.event('box.closed', 'dream', '', box.because);
    jukebox.box = null;
    return;
  }
  const kept = exp((-LN2 * seconds) / PLUCK.halfLife);
  for (const s of box.strings) s.swing = abs(s.swing) < STILL ? 0 : s.swing * kept;
}

/** Plucks a string, towards where there is more room from where it hangs now. */
export function pluck(now: Moment, who: Who, track: string, cause: CauseId): Refusal | null {
  const { jukebox } = now.world;
  const { box } = jukebox;
  if (!box) return refuse('string.closed', 'the box is closed', 'its strings are inside');
  const string = box.strings.find((s) => s.track === track);
  const card = now.scenario.tracks.find((t) => t.id === track);
  const state = jukebox.tracks.find((t) => t.id === track);
  if (!string || !card || !state) return refuse('string.none', `no string is called "${track}"`, '');
  const last = box.plucked[who];
  if (last !== undefined && now.tick - last < ticks(AGAIN_SECONDS)) return refuse('string.again', 'it still rings', 'wait a moment');
  if (string.tick > 0 && now.tick - string.tick < ticks(STRING_SECONDS))
    return refuse('string.rings', 'somebody has just plucked it', 'wait a moment, or take another');
  const honest = honestOf(state);
  const hangs = honest + pulled(now.world, card, honest);
  const way = hangs < (card.limits[0] + card.limits[1]) / 2 ? 1 : -1;
  const plucked = now.event('string.plucked', who, track, [cause, ...box.because], { way });
  box.plucked[who] = now.tick;
  string.swing = clamp(string.swing + way * PLUCK.step, -1, 1);
  string.by = who;
  string.tick = now.tick;
  string.because = [...string.because.slice(-2), plucked];
  return null;
}

/** How far its string pulls a track from where it would be, in units of its target, within its limits and the charter; 0 with the box closed. */
export function pulled({ jukebox, governance }: World, track: CompiledTrack, from: number): number {
  const string = jukebox.box?.strings.find((s) => s.track === track.id);
  if (!string || string.swing === 0) return 0;
  let share: number = REACHES;
  for (const rule of governance.charter) {
    if (rule.binding && rule.theme === '' && rule.kind === '' && rule.by === '') share = min(share, rule.most);
  }
  return within(track, from + string.swing * share * (track.limits[1] - track.limits[0])) - from;
}

/** Causes of what a string does to its track: who plucked it last, and who opened the box. */
export function behindString({ jukebox }: World, track: string): readonly CauseId[] {
  const string = jukebox.box?.strings.find((s) => s.track === track);
  return string && string.tick > 0 ? string.because : [];
}

/** Strings that can be plucked now. */
export const stringsOf = ({ jukebox }: World): readonly BoxString[] => jukebox.box?.strings ?? [];

export interface StringSeen {
  readonly id: ThingId;
  readonly x: number;
  readonly y: number;
  /** how far it is pulled aside, -1..1 */
  readonly swing: number;
  /** who plucked it last, and when; '' and 0 before anybody did */
  readonly by: Who;
  readonly tick: number;
}

/** Every string as everybody sees it; none while the box is closed. Nothing of what a track hears is in it. */
export function stringsSeen(world: World): StringSeen[] {
  return stringsOf(world).map(({ track, x, y, swing, by, tick }) => ({ id: idOfString(track), x, y, swing, by, tick }));
}

/** Who is erased plucked nothing. */
export function eraseFromBox({ jukebox }: World, who: Who): void {
  if (!jukebox.box) return;
  delete jukebox.box.plucked[who];
  for (const s of jukebox.box.strings) if (s.by === who) s.by = '';
}

/** What is applied of a track without what is plucked on top of it. */
export const honestOf = (state: TrackState): number => state.applied - state.pulled;
