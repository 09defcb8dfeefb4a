/**
 * Paces the night on the group's intensity: what stands before people (open scenes, the cold of shadows) as it was written, as a share of what the night
 * lets near anybody, and the measured arousal of those who agreed to steer the group. The quarter of people who feel most counts. Nobody's own lines,
 * veils and ceiling are asked: a pace that followed them would tell others who has them.
 */
import { ceil, clamp, exp, max, min } from '../../kernel/math.ts';
import { areSilent } from '../affect/together.ts';
import { FLOOR_CEILING } from '../governance/gate.ts';
import { type CauseId, TICK_SECONDS, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
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

/** What stands before one person and, if they agreed, what they measure; 0..1 of the night's ceiling. */
function felt(now: Moment, who: Who): Felt {
  const { world, scenario } = now;
  let most = 0;
  let because: readonly CauseId[] = [];
  for (const scene of world.narrative.scenes) {
    const strength = scenario.storylets.find((s) => s.id === scene.storylet)?.intensity ?? scene.intensity;
    if (scene.who === who && strength > most) {
      most = strength;
      because = scene.because;
    }
  }
  const at = world.space.avatars[who];
  for (const s of world.narrative.shadows) {
    if (!at || s.goneTick > 0) continue;
    const ring = ringOf(s, now.tick);
    const d2 = (s.x - at.x) * (s.x - at.x) + (s.y - at.y) * (s.y - at.y);
    const theme = d2 <= ring * ring ? scenario.themes.find((t) => t.tag === s.theme) : undefined;
    const cold = theme ? theme.low + (theme.high - theme.low) * (s.weight / s.full) : 0;
    if (cold > most) {
      most = cold;
      because = s.because;
    }
  }
  const body = world.affect.body[who];
  const measured = body && world.governance.consents[who]?.group && !areSilent(world) ? body.weight * max(0, body.arousal) : 0;
  const ceiling = max(0.05, min(scenario.knobs.ceiling, FLOOR_CEILING));
  const shown = clamp(most / ceiling, 0, 1);
  return measured > shown ? { share: min(1, measured), because: body?.because ?? [] } : { share: shown, because };
}

/** Twice a second; a pause holds the glass still. */
export function stepPacing(now: Moment): void {
  if (!now.every(CADENCE)) return;
  const o = now.world.orchestration;
  const all = now
    .dreamers()
    .filter((who) => now.world.people.byId[who]?.kind !== 'agent')
    .map((who) => felt(now, who));
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
