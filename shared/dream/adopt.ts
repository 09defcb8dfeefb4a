/**
 * A running dream takes up a changed scenario between two ticks: pure, and the same wherever it is done, so that a journal can do it again.
 * What stands in the world and has a counterpart stays as it is; what has none any more goes, what is new begins as at dusk.
 */
import { firstDifference } from '../kernel/hash.ts';
import { max, min, roundTo, sqrt } from '../kernel/math.ts';
import { beginField } from './affect/field.ts';
import { adoptCity } from './city/step.ts';
import type { CompiledScenario } from './compiled.ts';
import { adoptGovernance } from './governance/step.ts';
import { lightsOf } from './guide/lights.ts';
import { beginJukebox } from './jukebox/step.ts';
import { beginNarrative } from './narrative/step.ts';
import { bridgeAt, isSolid, regionAt } from './space/ground.ts';
import { beginSpace, groundNow } from './space/step.ts';
import type { Dream } from './world.ts';

export interface Adoption {
  /** what is other now, one short sentence each */
  readonly changed: readonly string[];
  /** what stays as it was until something else happens, and until when */
  readonly kept: readonly string[];
}

/** Gives a dream another scenario. Call it between two ticks; the dream's own `scenario` is the new one afterwards. */
export function adopt(dream: Dream, next: CompiledScenario): Adoption {
  const before = dream.scenario;
  const changed = compare(before, next);
  const kept: string[] = [];
  const { world } = dream;
  dream.scenario = next;
  adoptSpace(dream, before, kept);
  adoptStory(dream, before, kept);
  const jukebox = beginJukebox(next);
  world.jukebox.tracks = jukebox.tracks.map((t) => world.jukebox.tracks.find((old) => old.id === t.id) ?? t);
  world.jukebox.regions = merged(world.jukebox.regions, jukebox.regions);
  const known = new Set(next.tracks.map((t) => t.id));
  for (const who of Object.keys(world.jukebox.muted))
    world.jukebox.muted[who] = (world.jukebox.muted[who] ?? []).filter((id) => known.has(id));
  adoptCity(world, next);
  adoptGovernance(world, next);
  for (const light of lightsOf(world.guide)) if (!next.symbols.some((s) => s.id === light.toward)) light.toward = '';
  return { changed, kept };
}

/** Entries of `fresh`, with the old value where there was one. */
function merged<T>(old: Readonly<Record<string, T>>, fresh: Readonly<Record<string, T>>): Record<string, T> {
  const out: Record<string, T> = {};
  for (const id of Object.keys(fresh)) out[id] = Object.hasOwn(old, id) ? (old[id] as T) : (fresh[id] as T);
  return out;
}

function adoptSpace(dream: Dream, before: CompiledScenario, kept: string[]): void {
  const { world, scenario: next } = dream;
  const fresh = beginSpace(next);
  const { space } = world;
  space.bridges = merged(space.bridges, fresh.bridges);
  for (const b of next.bridges) {
    const bridge = space.bridges[b.id];
    if (bridge) bridge.length = min(bridge.length, b.length);
  }
  space.loose = fresh.loose.map((l) => {
    const was = before.loose.find((o) => o.id === l.id);
    const is = next.loose.find((o) => o.id === l.id);
    const moved = firstDifference(was ?? null, is ?? null) !== null;
    const old = space.loose.find((o) => o.id === l.id);
    return old && !moved ? old : l;
  });
  const field = beginField(next);
  const { affect } = world;
  const sameGrid = (['width', 'height', 'cell', 'left', 'top', 'diffusion'] as const).every((k) => field[k] === affect.field[k]);
  if (!sameGrid) {
    // deposits know their cell of the old grid and are replayed at its diffusion; with another one the air begins anew
    affect.field = { ...field, tick: affect.field.tick };
    kept.push('the map has another size, or feeling spreads otherwise: the air begins anew');
  }
  carry(dream, before);
  const ground = groundNow({ scenario: next, world });
  let set = 0;
  for (const who of Object.keys(space.avatars)) {
    const a = space.avatars[who];
    if (!a) continue;
    a.region = regionAt(ground, a, a.region);
    a.bridge = a.region === '' ? bridgeAt(ground, a) : '';
    if (!isSolid(ground, { x: a.groundX, y: a.groundY })) {
      const spot = nearestGround(next, a.x, a.y);
      a.groundX = spot.x;
      a.groundY = spot.y;
    }
    if (a.region === '' && a.bridge === '') {
      const spot = nearestGround(next, a.x, a.y);
      Object.assign(a, { x: spot.x, y: spot.y, vx: 0, vy: 0, mist: 0 });
      a.region = regionAt(ground, a);
      set++;
    }
  }
  if (set > 0) kept.push(`the ground went from under ${set} ${set === 1 ? 'person' : 'people'}: they stand on the nearest island`);
}

/** A region that moved takes with it who and what was on it: people, lanterns, shadows, fragments that lie on the ground. */
function carry({ world, scenario: next }: Dream, before: CompiledScenario): void {
  const moves = before.regions.flatMap((r) => {
    const now = next.regions.find((n) => n.id === r.id);
    return now && (now.x !== r.x || now.y !== r.y) ? [{ r, dx: now.x - r.x, dy: now.y - r.y }] : [];
  });
  if (moves.length === 0) return;
  const { space, narrative } = world;
  const on = (x: number, y: number) =>
    moves.find(({ r }) => ((x - r.x) / r.rx) * ((x - r.x) / r.rx) + ((y - r.y) / r.ry) * ((y - r.y) / r.ry) <= 1);
  const things: { x: number; y: number }[] = [
    ...Object.values(space.avatars),
    ...space.lanterns,
    ...narrative.shadows,
    ...narrative.fragments.filter((f) => f.heldBy === ''),
  ];
  for (const thing of things) {
    const move = on(thing.x, thing.y);
    if (move) Object.assign(thing, { x: thing.x + move.dx, y: thing.y + move.dy });
  }
  for (const avatar of Object.values(space.avatars)) {
    const move = on(avatar.groundX, avatar.groundY);
    if (move) Object.assign(avatar, { groundX: avatar.groundX + move.dx, groundY: avatar.groundY + move.dy });
  }
}

/** A point well inside the region that is nearest to (x, y). */
function nearestGround(scenario: CompiledScenario, x: number, y: number): { x: number; y: number } {
  let best = { x: scenario.spawns[0]?.x ?? 0, y: scenario.spawns[0]?.y ?? 0 };
  let least = Infinity;
  for (const r of scenario.regions) {
    const [dx, dy] = [x - r.x, y - r.y];
    const out = sqrt((dx / r.rx) * (dx / r.rx) + (dy / r.ry) * (dy / r.ry));
    // .85 of the way to the edge, so that nobody stands on it
    const k = 0.85 / max(out, 0.85);
    const spot = { x: r.x + dx * k, y: r.y + dy * k };
    const far = (spot.x - x) * (spot.x - x) + (spot.y - y) * (spot.y - y);
    if (far < least) [best, least] = [spot, far];
  }
  return best;
}

function adoptStory(dream: Dream, before: CompiledScenario, kept: string[]): void {
  const { world, scenario: next } = dream;
  const { narrative } = world;
  const fresh = beginNarrative(next);
  narrative.symbols = merged(narrative.symbols, fresh.symbols);
  narrative.regionWeather = merged(narrative.regionWeather, fresh.regionWeather);
  if (narrative.act >= next.acts.length) {
    narrative.act = next.acts.length - 1;
    kept.push(`there are only ${next.acts.length} acts now: the last one is open`);
  }
  const palette = next.acts[narrative.act]?.palette;
  if (palette && narrative.ending === '' && before.acts[narrative.act]?.palette !== palette)
    narrative.palette = { from: narrative.palette.to, to: palette, sinceTick: world.tick };
  narrative.scenes = narrative.scenes.filter((scene) => {
    const { storylet, dialogue } = scene;
    if (dialogue !== '') {
      const [old, now] = [before.dialogues.find((d) => d.id === dialogue), next.dialogues.find((d) => d.id === dialogue)];
      if (old && now && old.ink === now.ink) return true;
      kept.push(`somebody was in the talk ${dialogue}: it is over for them, and begins with its new words for the next`);
      return false;
    }
    if (next.storylets.some((s) => s.id === storylet) || next.dialogues.some((d) => d.id === storylet)) {
      const [old, now] = [before.storylets.find((s) => s.id === storylet), next.storylets.find((s) => s.id === storylet)];
      if (old && now && firstDifference(old, now) !== null)
        kept.push(`somebody stands in ${storylet}: they see its old words until it closes`);
      const same = scene.choices.every((c) => now?.choices.some((n) => n.id === c.id) || !old?.choices.some((o) => o.id === c.id));
      if (same) return true;
      kept.push(`a choice of ${storylet} is gone: the scene of whoever stood before it is closed`);
      return false;
    }
    kept.push(`${storylet} is gone: the scene of whoever stood in it is closed`);
    return false;
  });
  const themes = new Set(next.themes.map((t) => t.tag));
  narrative.shadows = narrative.shadows.filter((s) => {
    if (themes.has(s.theme)) return true;
    kept.push(`the theme ${s.theme} is gone, and the shadow that wore it`);
    return false;
  });
  narrative.facing = narrative.facing.filter((f) => narrative.shadows.some((s) => s.id === f.shadow));
  narrative.groups = narrative.groups.filter((g) => narrative.scenes.some((s) => s.group === g.id));
  narrative.circles = narrative.circles.filter((c) => {
    if (next.symbols.some((s) => s.id === c.at && s.kind === 'hearth')) return true;
    kept.push(`the hearth ${c.at} is gone, and the circle that sat at it`);
    return false;
  });
  if (firstDifference(before.questions, next.questions) !== null) {
    narrative.asked = [];
    for (const c of narrative.circles) c.chosen = -1;
  }
}

type Things = readonly { readonly id: string }[];

/** What is other, in sentences: things by their id, the rest by its key. */
export function compare(before: CompiledScenario, next: CompiledScenario): string[] {
  const changed: string[] = [];
  const lists: readonly (readonly [what: string, old: Things, now: Things])[] = [
    ['act', before.acts, next.acts],
    ['region', before.regions, next.regions],
    ['bridge', before.bridges, next.bridges],
    ['symbol', before.symbols, next.symbols],
    ['storylet', before.storylets, next.storylets],
    ['talk', before.dialogues, next.dialogues],
    ['shadow', before.shadows, next.shadows],
    ['track', before.tracks, next.tracks],
    ['cast member', before.cast, next.cast],
    ['loose thing', before.loose, next.loose],
    ['wound', before.wounds, next.wounds],
    ['district', before.districts, next.districts],
    ['rule of the charter', before.governance.charter, next.governance.charter],
    ['clause', before.governance.clauses, next.governance.clauses],
    ['statement', before.governance.statements, next.governance.statements],
    ['expectation', before.expectations, next.expectations],
  ];
  for (const [what, old, now] of lists) {
    for (const thing of now) {
      const was = old.find((o) => o.id === thing.id);
      if (!was) changed.push(`${what} ${thing.id} is new`);
      else changed.push(...differences(`${what} ${thing.id}`, was, thing));
    }
    for (const thing of old) if (!now.some((n) => n.id === thing.id)) changed.push(`${what} ${thing.id} is gone`);
  }
  for (const key of ['title', 'summary', 'knobs', 'music', 'guide', 'themes', 'colliders', 'spawns'] as const) {
    if (firstDifference(before[key], next[key]) !== null) changed.push(...differences(key, before[key], next[key]));
  }
  return changed;
}

function differences(what: string, was: unknown, now: unknown): string[] {
  const difference = firstDifference(was, now);
  if (!difference) return [];
  const [a, b] = [was as { x?: number; y?: number }, now as { x?: number; y?: number }];
  if (
    typeof a.x === 'number' &&
    typeof b.x === 'number' &&
    typeof a.y === 'number' &&
    typeof b.y === 'number' &&
    (a.x !== b.x || a.y !== b.y)
  ) {
    const far = sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
    return [`${what} moved ${roundTo(far, 1)} m`];
  }
  const path = difference.path.replace(/^\.+/, '');
  const shown = (v: unknown): string =>
    typeof v === 'string' ? `"${v.length > 40 ? `${v.slice(0, 38)}…` : v}"` : typeof v === 'object' ? 'something else' : String(v);
  return [`${what}${path === '' ? '' : `: ${path}`} is ${shown(difference.right)} now`];
}
