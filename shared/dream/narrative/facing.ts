/** Facing a shadow, layer by layer, and turning away: both cost nothing and tell nobody. */
import { hypot } from '../../kernel/math.ts';
import { type Refusal, refuse } from '../commands.ts';
import { cloakOf } from '../governance/clothes.ts';
import { veilFor } from '../governance/step.ts';
import { lightsOf } from '../guide/lights.ts';
import { type CauseId, type ThemeTag, type ThingId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { giveFragment } from './fragments.ts';
import type { Shadow } from './model.ts';
import { FACE_REACH, LAYER_SECONDS, STEADY_SECONDS } from './rules.ts';
import { closeScene, redress, strengthFor } from './scenes.ts';

const LAYERS = 3;
/** Whoever walks this far off has stopped looking. */
const LEFT_METRES = 8;

function distance(now: Moment, who: Who, shadow: Shadow): number {
  const a = now.world.space.avatars[who];
  return a ? hypot(a.x - shadow.x, a.y - shadow.y) : Infinity;
}

/** One layer deeper: outline, object, sentence. Each waits; the third lends steadiness for 60 s and leaves a fragment. */
export function face(now: Moment, who: Who, id: ThingId, cause: CauseId): Refusal | null {
  const { narrative } = now.world;
  const shadow = narrative.shadows.find((s) => s.id === id && s.goneTick === 0);
  if (!shadow || cloakOf(now.world, now.scenario, who, shadow.theme) === 'gone')
    return refuse('face.none', `no shadow "${id}" stands here`, '');
  if (distance(now, who, shadow) > FACE_REACH) return refuse('face.far', `a shadow is faced from ${FACE_REACH} m`, 'go nearer');
  if (shadow.faced.includes(who)) return refuse('face.done', 'you have seen all of it', '');
  const old = narrative.facing.find((f) => f.shadow === id && f.who === who);
  if (old && now.tick - old.tick < ticks(LAYER_SECONDS)) return refuse('face.soon', 'one breath for each layer', `stay ${LAYER_SECONDS} s`);
  const layer = (old?.layer ?? 0) + 1;
  const faced = now.event('shadow.faced', who, id, [cause, ...(old?.because ?? shadow.because)], { layer });
  narrative.facing = narrative.facing.filter((f) => f !== old);
  const theme = now.scenario.themes.find((t) => t.tag === shadow.theme);
  const wish = theme ? theme.low + ((theme.high - theme.low) * layer) / LAYERS : 0.1 * layer;
  const intensity = strengthFor(now.world, who, shadow.theme, wish);
  now.effect({ kind: 'image', to: who, by: 'dream', source: id, theme: shadow.theme, intensity, text: `face.${layer}`, because: [faced] });
  if (layer < LAYERS) {
    narrative.facing.push({ shadow: id, who, layer, tick: now.tick, because: [faced] });
    return null;
  }
  shadow.faced.push(who);
  narrative.steady[who] = { untilTick: now.tick + ticks(STEADY_SECONDS), because: [faced] };
  giveFragment(now, who, shadow.theme, '', [faced]);
  return null;
}

/** Turning away from a shadow, a scene or the guide. The theme comes half as strong tonight; the second time it is veiled. */
export function turn(now: Moment, who: Who, id: ThingId, cause: CauseId): Refusal | null {
  const { narrative, guide } = now.world;
  const shadow = narrative.shadows.find((s) => s.id === id);
  const scene = narrative.scenes.find((s) => s.id === id && s.who === who);
  const fromGuide = id === 'guide' || (id === '' && lightsOf(guide).some((light) => light.with === who));
  if (!shadow && !scene && !fromGuide) return refuse('turn.none', `nothing called "${id}" is before you`, '');
  const turned = now.event('turned.away', who, fromGuide ? 'guide' : id, [cause]);
  narrative.facing = narrative.facing.filter((f) => f.who !== who || f.shadow !== id);
  if (scene) closeScene(now, scene, [turned]);
  const theme = shadow?.theme ?? scene?.theme ?? null;
  if (theme !== null) lessen(now, who, theme, cause);
  return null;
}

function lessen(now: Moment, who: Who, theme: ThemeTag, cause: CauseId): void {
  const { turned } = now.world.narrative;
  const key = `${who}|${theme}`;
  const times = (turned[key] ?? 0) + 1;
  turned[key] = times;
  if (times >= 2) veilFor(now, who, theme, cause);
  redress(now, who, cause);
}

/** Once a second: forgets who walked off, and steadiness that has passed. */
export function stepFacing(now: Moment): void {
  const { narrative } = now.world;
  if (narrative.facing.length > 0) {
    narrative.facing = narrative.facing.filter((f) => {
      const shadow = narrative.shadows.find((s) => s.id === f.shadow && s.goneTick === 0);
      return shadow !== undefined && distance(now, f.who, shadow) <= LEFT_METRES;
    });
  }
  for (const who of Object.keys(narrative.steady)) {
    if ((narrative.steady[who]?.untilTick ?? 0) <= now.tick) delete narrative.steady[who];
  }
}
