/**
 * From what the line knows to what the stage draws: names only of those near, clothes by this viewer's limits, breaths swung from one bit,
 * my own from the input of this very frame. Pure but for the swings it keeps between frames.
 */

import { TICK_RATE } from '../../shared/dream/ids.ts';
import type { Welcome } from '../../shared/protocol/messages.ts';
import type { LinkFrame } from '../net/link.ts';
import type {
  BridgeView,
  LanternView,
  PaletteName,
  PersonView,
  RegionView,
  ShadowView,
  StageFrame,
  StoneView,
  StringView,
  SymbolKind,
  SymbolView,
  Weather,
} from '../stage/view.ts';
import { pacerAt, restingSwing, type Swing, swingOn, swingShown } from '../ui/breath.ts';
import { type TellNow, tellNow } from '../ui/tells.ts';

/** What the page adds to a frame. */
export interface FrameExtras {
  readonly nowMs: number;
  /** the dream's own clock, smooth between ticks, s */
  readonly dreamSeconds: number;
  /** my breath key is held at this moment */
  readonly breath: boolean;
  /** person pointed at or focused: shows their name */
  readonly focus: string | null;
  readonly emotes: ReadonlyMap<string, string>;
  readonly words: ReadonlyMap<string, string>;
  readonly lookUp: boolean;
  readonly threadFocus: string | null;
  /** CSS px from the top from which a scene covers the picture; null = nothing does */
  readonly coveredFrom: number | null;
  readonly stilled: boolean;
  readonly adrift?: boolean;
  readonly reducedMotion: boolean;
  readonly highContrast: boolean;
  /** where the view rests while nobody in it is oneself, m */
  readonly eye?: { readonly x: number; readonly y: number };
}

/** Names show within this, m; at most so many at once beside my own. */
export const NAME_M = 12;
const NAMES_AT_ONCE = 6;
/** Pairs at least this much in tune are joined by a gold thread, if this near, m. */
const TUNE_SHOWN = 0.35;
const TUNE_NEAR_M = 20;
/** A shadow comes apart for this long, s. */
const SOOTHED_SECONDS = 6;
const PALETTES: readonly PaletteName[] = ['dusk', 'ritual', 'descent', 'reckoning', 'healing', 'dawn'];
const WEATHERS: readonly Weather[] = ['still', 'mist', 'rain', 'sand', 'petals'];

const paletteOf = (name: string): PaletteName => PALETTES.find((p) => p === name) ?? 'dusk';

/** The act's palette, leant by at most a quarter towards the neighbour act that the music asks for; never while an act is changing. */
export function leantPalette(now: { readonly from: string; readonly to: string; readonly t: number }, lean: number): StageFrame['palette'] {
  const from = paletteOf(now.from);
  const to = paletteOf(now.to);
  const changing = from !== to && now.t < 1;
  if (changing) return { from, to, t: now.t };
  const towards = PALETTES[PALETTES.indexOf(to) + (lean < 0 ? -1 : 1)];
  if (!towards || lean === 0) return { from: to, to, t: 1 };
  return { from: to, to: towards, t: Math.min(1, Math.abs(lean)) * 0.25 };
}

/** Fog lifts with each bridge that is whole: so many metres at first, twice as far with half of them, none with all. */
export function fogNow(metres: number, bridges: readonly { readonly grown: number }[]): number | null {
  const whole = bridges.filter((b) => b.grown > 0.999).length;
  return metres > 0 && whole < bridges.length ? metres / (1 - whole / bridges.length) : null;
}

/** What a stone stands for is read from so far, m. */
const STONE_READ_M = 4;

/** Strings fade as the box closes, s; who plucked one is told for so long, s. */
const STRINGS_FADE_S = 4;
const STRING_TOLD_S = 2.5;

const between = (a: { x: number; y: number }, b: { x: number; y: number }): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The fountain copies whoever stands nearest to it, within so many metres. */
const FOUNTAIN_M = 10;

export interface FrameBuilder {
  build(seen: LinkFrame, extras: FrameExtras): StageFrame;
}

export function frameBuilder(welcome: Pick<Welcome, 'place' | 'me'>): FrameBuilder {
  const { place, me } = welcome;
  const swings = new Map<string, Swing>();
  const goneAt = new Map<string, number>();
  const regionById = new Map(place.regions.map((r) => [r.id, r]));
  const clothOf = new Map(place.districts.flatMap((d) => (d.cloth ? d.regions.map((r) => [r, d.cloth] as const) : [])));
  const bridgeById = new Map(place.bridges.map((b) => [b.id, b]));
  const looseById = new Map(place.loose.map((l) => [l.id, l]));
  const standIn = (theme: string | null): SymbolKind => place.themes.find((t) => t.tag === theme)?.standInSymbol ?? 'bench';
  let firstMs = -1;
  let lastMs = -1;

  const people = (seen: LinkFrame, extras: FrameExtras, dt: number): PersonView[] => {
    const self = seen.people[0];
    const named = new Set(
      seen.people
        .filter((p) => p.id !== me && seen.names[p.id] !== undefined && self && between(p, self) <= NAME_M)
        .sort((a, b) => between(a, self ?? a) - between(b, self ?? b))
        .slice(0, NAMES_AT_ONCE)
        .map((p) => p.id),
    );
    const present = new Set(seen.people.map((p) => p.id));
    for (const id of swings.keys()) if (!present.has(id)) swings.delete(id);
    return seen.people.map((p) => {
      const mine = p.id === me;
      const swing = swings.get(p.id) ?? restingSwing();
      swings.set(p.id, swing);
      swingOn(swing, mine ? extras.breath : p.breathIn, dt, mine);
      return {
        id: p.id,
        x: p.x,
        y: p.y,
        z: p.z,
        vx: p.vx,
        vy: p.vy,
        shape: p.shape,
        cloth: p.cloth,
        breath: swingShown(swing),
        heart: mine ? ownHeart(seen, extras.nowMs) : null,
        me: mine,
        kind: p.kind,
        name: mine ? 'You' : named.has(p.id) || extras.focus === p.id ? label(firstName(seen.names[p.id]), p.kind) : null,
        palmOpen: p.palm,
        emote: extras.emotes.get(p.id) ?? null,
        words: extras.words.get(p.id) ?? null,
        ember: p.ember,
        carries: p.carries,
      };
    });
  };

  const symbols = (seen: LinkFrame, all: readonly PersonView[], tell: TellNow, nowMs: number): SymbolView[] => {
    const awake = new Map(seen.common.symbols.map((s) => [s.id, s.awake]));
    const shown: SymbolView[] = [];
    for (const s of place.symbols) {
      const clothes = seen.own.clothes[s.id];
      if (clothes === 'gone') continue;
      shown.push({
        id: s.id,
        kind: clothes === 'stand-in' ? standIn(s.theme) : s.kind,
        x: s.x,
        y: s.y,
        awake: awake.get(s.id) ?? false,
        near: seen.own.reach?.id === s.id,
        veiled: clothes === 'veiled',
        opens: tell.opens(s.id),
        level: level(s.kind, s, seen, all),
      });
    }
    for (const s of seen.common.shadows) {
      if (seen.own.clothes[s.id] !== 'stand-in' || ended(s, nowMs)) continue;
      shown.push({
        id: s.id,
        kind: standIn(s.theme),
        x: s.x,
        y: s.y,
        awake: !s.gone,
        near: seen.own.reach?.id === s.id,
        veiled: false,
        level: 0,
      });
    }
    return shown;
  };

  /** True once a shadow that came apart has had its seconds. */
  const ended = (s: { readonly id: string; readonly gone: boolean }, nowMs: number): boolean => {
    if (!s.gone) {
      goneAt.delete(s.id);
      return false;
    }
    const since = goneAt.get(s.id) ?? nowMs;
    goneAt.set(s.id, since);
    return nowMs - since > SOOTHED_SECONDS * 1000;
  };

  const shadows = (seen: LinkFrame, nowMs: number): ShadowView[] =>
    seen.common.shadows
      .filter((s) => seen.own.clothes[s.id] !== 'gone' && seen.own.clothes[s.id] !== 'stand-in' && !ended(s, nowMs))
      .map((s) => ({
        id: s.id,
        x: s.x,
        y: s.y,
        weight: s.full > 0 ? Math.min(1, Math.max(0, s.weight / s.full)) : 0,
        full: s.full,
        ring: s.ring,
        warmth: s.warmth,
        veiled: seen.own.clothes[s.id] === 'veiled',
        soothed: s.gone,
      }));

  const regions = (seen: LinkFrame, tell: TellNow): RegionView[] =>
    seen.common.regions.flatMap((air) => {
      const r = regionById.get(air.id);
      const weather = tell.rains(air.id) ? 'rain' : (WEATHERS.find((w) => w === air.weather) ?? 'still');
      return r
        ? [
            {
              id: r.id,
              x: r.x,
              y: r.y,
              rx: r.rx,
              ry: r.ry,
              built: r.built,
              cloth: clothOf.get(r.id) ?? undefined,
              weather,
              valence: air.valence,
              arousal: air.arousal,
            },
          ]
        : [];
    });

  const bridges = (seen: LinkFrame): BridgeView[] =>
    seen.common.bridges.flatMap((grown) => {
      const b = bridgeById.get(grown.id);
      return b
        ? [
            {
              id: b.id,
              ax: b.ax,
              ay: b.ay,
              bx: b.bx,
              by: b.by,
              from: b.from,
              to: b.to,
              grown: b.length > 0 ? Math.min(1, grown.length / b.length) : 0,
            },
          ]
        : [];
    });

  const stones = ({ common, own, people: [self] }: LinkFrame): StoneView[] =>
    common.stones.map(({ id, x, y, standing }) => {
      const option = id.slice('stone:'.length);
      const says = place.clauses.find((c) => c.id === option)?.says ?? 'As it was.';
      const mine = own.ballot[0] === option;
      return { id, x, y, standing, mine, near: own.reach?.id === id, says: self && between(self, { x, y }) < STONE_READ_M ? says : null };
    });

  const strings = ({ common, own, names }: LinkFrame, dreamSeconds: number): StringView[] => {
    const fade = Math.min(1, Math.max(0, (common.stringsUntil / TICK_RATE - dreamSeconds) / STRINGS_FADE_S));
    return common.strings.map(({ id, x, y, swing, by, tick }) => {
      const rung = tick > 0 ? Math.max(0, dreamSeconds - tick / TICK_RATE) : null;
      const told = rung !== null && rung < STRING_TOLD_S;
      return {
        id,
        x,
        y,
        swing,
        rung,
        fade,
        near: own.reach?.id === id,
        by: told ? (by === me ? 'You' : (firstName(names[by]) ?? null)) : null,
      };
    });
  };

  return {
    build(seen, extras) {
      const { common, own } = seen;
      if (firstMs < 0) firstMs = extras.nowMs;
      const dt = lastMs < 0 ? 0 : Math.min(0.25, Math.max(0, (extras.nowMs - lastMs) / 1000));
      lastMs = extras.nowMs;
      const all = people(seen, extras, dt);
      const self = seen.people[0];
      const at = new Map(seen.people.map((p) => [p.id, p]));
      const spans = bridges(seen);
      const tell = tellNow(common.guide.showing, extras.dreamSeconds);
      const { x, y, z, lookX, lookY, exposed, mirror, showing } = common.guide;
      // what is odd is odd about one of its lights
      const odd = (light: number) => {
        const mine = (showing?.light ?? 0) === light;
        return { shade: mine ? tell.shade : 0, moth: mine ? tell.moth : 0, dip: mine ? tell.dip : 0 };
      };
      const shower = common.lights[(showing?.light ?? 0) - 1] ?? common.guide;
      return {
        time: (extras.nowMs - firstMs) / 1000,
        me,
        palette: leantPalette(common.palette, own.params.palette || common.params.palette),
        rain: own.params.weather,
        gravity: own.params.gravity,
        hum: own.params.symbols,
        light: own.params.light,
        regions: regions(seen, tell),
        fog: fogNow(place.fog, spans),
        bridges: spans,
        symbols: symbols(seen, all, tell, extras.nowMs),
        shadows: shadows(seen, extras.nowMs),
        lanterns: common.lanterns.map(
          (l): LanternView => ({
            id: l.id,
            x: l.x,
            y: l.y,
            glow: l.glow,
            breath: 2 * pacerAt(extras.dreamSeconds, l.cycle).fullness - 1,
            dip: tell.dips(l.id, between(l, shower)),
          }),
        ),
        loose: common.loose.flatMap((l) => {
          const still = looseById.get(l.id);
          return still ? [{ id: l.id, kind: still.kind, x: l.x, y: l.y, angle: l.angle, w: still.w, h: still.h }] : [];
        }),
        fragments: common.fragments.map((f) => ({ id: f.id, x: f.x, y: f.y, cloth: 'stone' as const })),
        threads: common.threads.map((t) => ({ id: t.id, place: t.place, cloth: t.cloth, gold: t.gold, mine: t.by === me })),
        threadGoal: common.goal,
        people: all,
        hands: common.hands.filter((h) => at.has(h.a) && at.has(h.b)),
        arcs: common.arcs,
        guide: { x, y, z, lookX, lookY, exposed, mirror, ...odd(0) },
        lights: common.lights.map((l, i) => ({ x: l.x, y: l.y, z: l.z, lookX: l.lookX, lookY: l.lookY, exposed, ...odd(i + 1) })),
        stones: stones(seen),
        strings: strings(seen, extras.dreamSeconds),
        reeds: common.reeds.map((r) => ({ ...r, near: own.reach?.id === r.id })),
        inTune: common.pairs
          .filter(
            (p) => p.g >= TUNE_SHOWN && [p.a, p.b].every((id) => at.has(id) && self && between(at.get(id) ?? self, self) <= TUNE_NEAR_M),
          )
          .map((p) => ({ a: p.a, b: p.b })),
        lookUp: extras.lookUp,
        threadFocus: extras.threadFocus,
        coveredFrom: extras.coveredFrom,
        stilled: extras.stilled,
        adrift: extras.adrift === true,
        reducedMotion: extras.reducedMotion,
        highContrast: extras.highContrast,
        ...(extras.eye ? { eye: extras.eye } : {}),
      };
    },
  };
}

/** Overhead there is room for one word. */
const firstName = (name: string | undefined): string | undefined => name?.trim().split(/\s+/)[0];

/** A name as a label; who is simulated is always marked so. */
export function label(name: string | undefined, kind: PersonView['kind']): string {
  const shown = name?.trim() || 'someone';
  return kind === 'simulated' ? `${shown} · simulated` : shown;
}

/** My own heart, only while I let it shape my view; above 120 a minute every second beat. 0..1 within a beat. */
function ownHeart(seen: LinkFrame, nowMs: number): number | null {
  const { signal, consents } = seen.own;
  if (!consents['own-view'] || signal.hr <= 0 || (signal.state !== 'good' && signal.state !== 'poor')) return null;
  const rate = signal.hr > 120 ? signal.hr / 2 : signal.hr;
  return ((nowMs / 60000) * rate) % 1;
}

function level(kind: SymbolKind, at: { readonly x: number; readonly y: number }, seen: LinkFrame, all: readonly PersonView[]): number {
  if (kind === 'hourglass') return seen.common.sand;
  if (kind === 'loom') return seen.common.goal > 0 ? Math.min(1, seen.common.threads.length / seen.common.goal) : 0;
  if (kind !== 'fountain') return 0;
  let best: PersonView | null = null;
  for (const p of all) if (p.breath !== null && between(p, at) < Math.min(FOUNTAIN_M, best ? between(best, at) : FOUNTAIN_M)) best = p;
  return best?.breath ?? 0;
}
