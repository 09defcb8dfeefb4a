/**
 * The physiology of a simulated citizen: the synthetic body of `biometrics` (pulse-frequency heart, breath, lagged arousal), driven by what the
 * dream does to it. It feels what its person sees, no more: a scene that the gate softened moves it less, a stand-in moves it by nothing of the
 * theme it stands for. Hidden themes raise the answer to scenes and shadows of that theme; nobody but this file reads them.
 */
import { ageBody, createBody, bodyReading as readingOf, type SyntheticBody } from '../biometrics/synthetic.ts';
import { cycleOf } from '../dream/affect/rules.ts';
import type { CommandBody } from '../dream/commands.ts';
import type { CompiledScenario } from '../dream/compiled.ts';
import { cloakOf } from '../dream/governance/clothes.ts';
import { ceilingOf } from '../dream/governance/gate.ts';
import { askingOf } from '../dream/guide/lights.ts';
import { type ThemeTag, TICK_RATE } from '../dream/ids.ts';
import type { Scene } from '../dream/narrative/model.ts';
import type { Dream, World } from '../dream/world.ts';
import { clamp, exp, hypot, max, min, sqrt } from '../kernel/math.ts';
import { between, normal, type StreamState } from '../kernel/random.ts';
import { scenesOf } from './glance.ts';
import type { Member } from './member.ts';

/** How the dream moves a body: arousal, -1..1 (design constants; directions as in the literature: threat up, touch and slow breath down). */
const ANSWER = {
  rest: -0.1,
  /** to a scene of intensity 1 that touches nothing, and what a theme of weight 1 adds */
  scene: 0.45,
  sceneTheme: 0.8,
  /** a scene's grip fades with this time constant, s */
  sceneFadeSeconds: 30,
  /** to a shadow where one stands, and what a theme of weight 1 adds; none from `coldMetres` on */
  cold: 0.5,
  coldTheme: 0.4,
  coldMetres: 8,
  /** of a shadow behind a veil */
  veiled: 0.5,
  /** off for a hand held (once), and for breathing with a pace */
  hand: 0.15,
  breath: 0.2,
} as const;
/** The body's own wandering: standard deviation of arousal and time constant, s. What anyone reads of a theme is read through it. */
const WANDER = { sd: 0.18, seconds: 25 } as const;
/** the dream's pacer, breaths a minute */
const PACER = 6;

export interface BodyState {
  body: SyntheticBody;
  atTick: number;
  seq: number;
  /** where the body has wandered by itself, arousal */
  wander: number;
}

export function newBody(rng: StreamState): BodyState {
  const body = createBody(rng, { restBpm: between(rng, 58, 80), breathsPerMinute: between(rng, 10, 16) });
  return { body, atTick: 0, seq: 0, wander: 0 };
}

/** Ages the body to now (at most 4 s at once) and reads it. */
export function bodyReading(dream: Dream, member: Member, state: BodyState): CommandBody<'reading'> {
  const { world } = dream;
  const seconds = clamp((world.tick - state.atTick) / TICK_RATE, 0.05, 4);
  state.atTick = world.tick;
  const kept = exp(-seconds / WANDER.seconds);
  state.wander = kept * state.wander + WANDER.sd * sqrt(1 - kept * kept) * normal(state.body.random);
  ageBody(state.body, seconds, { arousal: arousalAround(dream, member) + state.wander, ...pace(world, member) });
  state.seq++;
  const { hr, rmssd, arousal, breathPhase, breathRate } = readingOf(state.body, state.seq, world.tick * 50);
  return { seq: state.seq, deviceMs: world.tick * 50, hr, rmssd, arousal, breathPhase, breathRate, quality: 3, state: 'good' };
}

/** The pace of breath that the member follows: the dream's, or that of somebody. */
function pace(world: World, { breath }: Member): { breathsPerMinute?: number } {
  if (breath.mode === 'off') return {};
  const other = breath.mode === 'tune' ? world.affect.breath[breath.with] : undefined;
  return { breathsPerMinute: other ? 60 / cycleOf(other) : PACER };
}

/** Where arousal tends now, before the body's own wandering: -1..1. */
export function arousalAround(dream: Dream, member: Member): number {
  const { world, scenario } = dream;
  const held = world.space.hands.some((h) => h.a === member.id || h.b === member.id);
  const soothed = (held ? ANSWER.hand : 0) + (member.breath.mode === 'off' ? 0 : ANSWER.breath);
  let stirred = 0;
  for (const scene of scenesOf(world, member.id)) stirred = max(stirred, gripOf(scenario, world, member, scene));
  stirred = max(stirred, gripOfImage(dream, member));
  return clamp(ANSWER.rest + stirred + coldAround(dream, member) - soothed, -1, 1);
}

/** How much a theme touches the member, 0..1. */
function touch(member: Member, theme: ThemeTag | null): number {
  return theme === null ? 0 : (member.mind?.themes[theme] ?? 0);
}

function gripOf(scenario: CompiledScenario, world: World, member: Member, scene: Scene): number {
  const shown = scene.form === 'whole' || scene.form === 'soft';
  const theme = shown ? (scenario.storylets.find((s) => s.id === scene.storylet)?.theme ?? null) : null;
  const fade = exp(-(world.tick - scene.openedTick) / (TICK_RATE * ANSWER.sceneFadeSeconds));
  return scene.intensity * (ANSWER.scene + ANSWER.sceneTheme * touch(member, theme)) * fade;
}

/** What the guide shows them now: an image grips like a scene of its strength, as far as the gate lets it through. */
function gripOfImage({ world, scenario }: Dream, member: Member): number {
  const asking = askingOf(world.guide, member.id);
  if (!asking) return 0;
  const strength = min(asking.intensity, ceilingOf(world, scenario, member.id));
  const shown = cloakOf(world, scenario, member.id, asking.theme) === null;
  return strength * (ANSWER.scene + (shown ? ANSWER.sceneTheme * touch(member, asking.theme) : 0));
}

/** The strongest cold of the shadows around, as they stand before this one. */
function coldAround(dream: Dream, member: Member): number {
  const { world, scenario } = dream;
  const me = world.space.avatars[member.id];
  let cold = 0;
  for (const s of world.narrative.shadows) {
    if (!me || s.goneTick !== 0) continue;
    const near = 1 - hypot(s.x - me.x, s.y - me.y) / ANSWER.coldMetres;
    if (near <= 0) continue;
    const cloak = cloakOf(world, scenario, member.id, s.theme);
    if (cloak === 'stand-in' || cloak === 'gone') continue;
    const seen = cloak === 'veiled' ? ANSWER.veiled : 1;
    cold = max(cold, near * seen * (ANSWER.cold + ANSWER.coldTheme * touch(member, s.theme)));
  }
  return cold;
}
