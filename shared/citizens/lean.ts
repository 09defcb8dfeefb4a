/**
 * What a hidden theme makes a simulated citizen do, as far as they see it: some stay with what touches them, some walk off from it or turn away where it
 * hurts. As many do the one as the other would by chance, so that their steps alone give nobody away. Whoever was shown a thing of their own
 * looks at the light more closely after. Only their own mind is read, and only for what is shown to them in its true form.
 */
import type { Command } from '../dream/commands.ts';
import { cloakOf } from '../dream/governance/clothes.ts';
import { ceilingOf } from '../dream/governance/gate.ts';
import { askingOf, nearestLight } from '../dream/guide/lights.ts';
import { type ThemeTag, TICK_RATE } from '../dream/ids.ts';
import type { Scene } from '../dream/narrative/model.ts';
import type { Dream } from '../dream/world.ts';
import { hypot, min, TAU } from '../kernel/math.ts';
import { chance, streamOf, uniform } from '../kernel/random.ts';
import type { Member } from './member.ts';
import { stir } from './notice.ts';
import { type Point, placeIn, regionAt, wayTo } from './walk.ts';

/** Touched at least so much, a theme moves its person's steps; shown at least so strong (times the touch), it hurts. */
const MOVES = 0.5;
const HURTS = 0.3;
/** Share of people who stay with what touches them; the others pass it by. */
const STAYERS = 0.5;
/** Beside the light itself fewer stay: of simulated citizens at images that touch nothing, .31 stayed near and .52 were off within its seconds. */
const STAYERS_AT_IMAGE = 0.2;
/** How likely one of those turns away from what hurts, at an image and at a scene. */
const TURNS = 0.05;
/** They keep away for so long, s. */
const OFF_SECONDS = 12;

/** How much a theme that is shown to them touches them, 0..1; 0 behind a line or a veil. */
function touched({ world, scenario }: Dream, member: Member, theme: ThemeTag | null): number {
  const touch = theme === null ? 0 : (member.mind?.themes[theme] ?? 0);
  return touch > 0 && cloakOf(world, scenario, member.id, theme) === null ? touch : 0;
}

const stays = (dream: Dream, member: Member, share = STAYERS): boolean => uniform(streamOf(dream.world.seed, `lean/${member.id}`)) < share;

/** While the light shows them something of their own: stay, or go. True while that is what they do. */
export function beforeImage(dream: Dream, member: Member, out: Command[]): boolean {
  const { world, scenario } = dream;
  const asking = askingOf(world.guide, member.id);
  if (!asking) return false;
  const touch = touched(dream, member, asking.theme);
  if (touch < MOVES) return false;
  const first = member.shown !== asking.sinceTick;
  member.shown = asking.sinceTick;
  stir(dream, member);
  if (stays(dream, member, STAYERS_AT_IMAGE)) {
    member.path = [];
    return true;
  }
  if (!first) return true;
  const strength = min(asking.intensity, ceilingOf(world, scenario, member.id)) * touch;
  if (strength >= HURTS && chance(member.rng, TURNS)) out.push({ type: 'turn', by: member.id, body: { shadow: 'guide' } });
  const me = world.space.avatars[member.id];
  if (!me) return true;
  const to = farFrom(dream, me, nearestLight(world.guide, me));
  member.wish = { ...member.wish, kind: 'wander', about: '', ...to, untilTick: world.tick + OFF_SECONDS * TICK_RATE };
  member.path = wayTo(world, scenario, me, to) ?? [];
  return true;
}

/** The place of their island's rim that is farthest from a point. */
function farFrom({ scenario }: Dream, me: Point, from: Point): Point {
  const region = regionAt(scenario, me.x, me.y);
  const far = (p: Point): number => hypot(p.x - from.x, p.y - from.y);
  let best: Point = me;
  for (let i = 0; i < 8; i++) {
    const p = placeIn(scenario, region, (i / 8) * TAU, 0.8);
    if (far(p) > far(best)) best = p;
  }
  return best;
}

/** How much longer they look at a scene before they choose, as a factor; null: they turn away from it. */
export function beforeScene(dream: Dream, member: Member, scene: Scene): number | null {
  if (scene.form !== 'whole' && scene.form !== 'soft') return 1;
  const theme = dream.scenario.storylets.find((s) => s.id === scene.storylet)?.theme ?? null;
  const touch = touched(dream, member, theme);
  if (touch < MOVES) return 1;
  if (stays(dream, member)) return 1 + touch;
  return scene.intensity * touch >= HURTS && chance(member.rng, TURNS) ? null : 1;
}

/** Things to choose among: who stays with their own finds it twice as often, who does not passes it by where there is anything else. */
export function leaning<T extends { readonly theme: ThemeTag | null }>(dream: Dream, member: Member, things: readonly T[]): readonly T[] {
  const mine = things.filter((t) => touched(dream, member, t.theme) >= MOVES);
  if (mine.length === 0) return things;
  if (stays(dream, member)) return [...things, ...mine];
  return mine.length < things.length ? things.filter((t) => !mine.includes(t)) : things;
}
