/** The stones of a vote: one for each option, with a light at the foot for each who stands by it; the more, the more it shines. */
import { METRE } from './camera.ts';
import { castShadow, footLights, ring } from './ground.ts';
import { type Look, upright } from './look.ts';
import { clamp, ofText } from './noise.ts';
import { mix, WHITE } from './palette.ts';
import type { Targets } from './targets.ts';
import type { StoneView } from './view.ts';

/** Height of a stone on the canvas at scale 1, px; it shines in full with so many by it. */
const SCALE = 0.62;
const FULL = 8;

export function drawStones(stones: readonly StoneView[], look: Look, targets: Targets): void {
  const { camera, sprites, palette } = look;
  for (const stone of stones) {
    const y = stone.y * METRE;
    const at = camera.project(stone.x * METRE, y);
    if (!camera.sees(at, 120 * camera.unit)) continue;
    const depth = upright(y);
    const k = at.s * SCALE * (0.94 + 0.12 * ofText(stone.id));
    const flip = ofText(`${stone.id}f`) < 0.5 ? -1 : 1;
    const body = mix(mix(palette.top, palette.cliff, 0.35), palette.haze, camera.haze(y) * 0.5);
    const shine = clamp(0.15 + (0.85 * stone.standing) / FULL);
    castShadow(look, at, 78 * k);
    if (stone.near || stone.mine)
      sprites.flat('menhir', depth - 0.02, at.x, at.y, k * 1.1 * flip, k * 1.05, palette.rim, stone.mine ? 0.9 : 0.6);
    else
      sprites.flat(
        'menhir',
        depth - 0.02,
        at.x - 1.6 * at.s * Math.sign(at.x - look.lightX),
        at.y - 1.6 * at.s,
        k * flip,
        k,
        palette.rim,
        0.8,
      );
    sprites.put('menhir', depth, at.x, at.y, k * flip, k, body, 1);
    sprites.put('menhir-light', depth + 0.01, at.x, at.y, k * flip, k, mix(palette.glow, WHITE, 0.3), 0.25 + 0.75 * shine);
    sprites.put('glow', depth + 0.02, at.x, at.y - 60 * k, k * 0.7, k * 0.9, palette.glow, 0.12 + 0.4 * shine, 'add');
    if (stone.mine) ring(look, at, y, 30, palette.rim, 0.7);
    footLights(look, at, depth, stone.standing, k * 1.3);
    targets.add('stone', stone.id, at.x, at.y - 50 * k, 34 * k, 56 * k, stone.y);
  }
}
