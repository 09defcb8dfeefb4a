/**
 * Paces the night on the group's intensity: what stands before people (open scenes, the cold of shadows) as it was written, as a share of what the night
 * lets near anybody, and the measured arousal of those who agreed to steer the group. The quarter of people who feel most counts. Nobody's own lines,
 * veils and ceiling are asked: a pace that followed them would tell others who has them.
 */
import { ceil, clamp, exp, max, min } from '../../kernel/math.ts';
import { areSilent } from '../affect/together.ts';
import { FLOOR_CEILING } from '../governance/gate.ts';
import { type CauseId, TICK_SECONDS, type Who } from '../ids.ts';
import type { Moment, Present } from '../moment.ts';
import { ringOf } from '../narrative/shadows.ts';
import { nextPhase, SMOOTHING_SECONDS } from './rules.ts';

const CADENCE = 10;
const KEEP = exp((-CADENCE * TICK_SECONDS) / SMOOTHING_SECONDS);
/** Causes named when the hourglass turns. */
const CAUSES = 4;

interface Felt {
  readonly share: number;
  readonly because: readonly CauseId[];
}

/** The strongest open scene of everybody who has one, as strong as it was written. */
function scenesOf({ world, scenario }: Moment): ReadonlyMap<Who, Felt> {
  const written = new Map(scenario.storylets.map((s) => [s.id, s.intensity]));
  const strongest = new Map<Who, Felt>();
  for (const { who, storylet, intensity, because } of world.narrative.scenes) {
    const share = written.get(storylet) ?? intensity;
    if (share > (strongest.get(who)?.share ?? 0)) strongest.set(who, { share, because });
  }
  return strongest;
}

interface Cold {
  readonly x: number;
  readonly y: number;
  /** radius of the ring squared, m2 */
  readonly r2: number;
  readonly strength: number;
  readonly because: readonly CauseId[];
}

/** The cold of shadows that stand, as strong as it was written; the strongest first. */
function coldsOf({ world, scenario, tick }: Moment): Cold[] {
  const colds: Cold[] = [];
  for (const s of world.narrative.shadows) {
    const theme = s.goneTick > 0 ? undefined : scenario.themes.find((t) => t.tag === s.theme);
    if (!theme) continue;
    const ring = ringOf(s, tick);
    const strength = theme.low + (theme.high - theme.low) * (s.weight / s.full);
    colds.push({ x: s.x, y: s.y, r2: ring * ring, strength, because: s.because });
  }
  return colds.sort((a, b) => b.strength - a.strength);
}

/** What stands before one person and, if they agreed, what they measure; 0..1 of the night's ceiling. */
function felt({ world, scenario }: Moment, { avatar: at, body, given }: Present, open: Felt | undefined, colds: readonly Cold[]): Felt {
  let most = open?.share ?? 0;
  let because = open?.because ?? [];
  for (const { x, y, r2, strength, because: why } of colds) {
    if (strength <= most) break;
    if ((x - at.x) * (x - at.x) + (y - at.y) * (y - at.y) > r2) continue;
    most = strength;
    because = why;
    break;
  }
  const measured = body && given?.group && !areSilent(world) ? body.weight * max(0, body.arousal) : 0;
  const ceiling = max(0.05, min(scenario.knobs.ceiling, FLOOR_CEILING));
  const shown = clamp(most / ceiling, 0, 1);
  return measured > shown ? { share: min(1, measured), because: body?.because ?? [] } : { share: shown, because };
}

/** Twice a second; a pause holds the glass still. */
export function stepPacing(now: Moment): void {
  if (!now.every(CADENCE, 9)) return;
  const o = now.world.orchestration;
  const scenes = scenesOf(now);
  const colds = coldsOf(now);
  const all: Felt[] = [];
  for (const one of now.present()) {
    if (one.person.state === 'dreaming' && one.person.kind !== 'agent') all.push(felt(now, one, scenes.get(one.id), colds));
  }
  const top = all.sort((a, b) => b.share - a.share).slice(0, max(1, ceil(all.length / 4)));
  const now01 = all.length === 0 ? 0 : top.reduce((sum, f) => sum + f.share, 0) / top.length;
  o.intensity = now01 + (o.intensity - now01) * KEEP;
  const next = nextPhase(o.phase, (now.tick - o.sinceTick) * TICK_SECONDS, o.intensity);
  if (next === o.phase) return;
  const raised = o.phase === 'build' ? [...new Set(top.slice(0, CAUSES).flatMap((f) => f.because))] : o.because;
  o.because = [now.event('hourglass.turned', 'dream', '', raised.length > 0 ? raised : now.world.narrative.actBecause, { phase: next })];
  if (next === 'build') o.cycles++;
  o.phase = next;
  o.sinceTick = now.tick;
}
