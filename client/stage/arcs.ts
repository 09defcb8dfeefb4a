/** Arcs of light over those who raise their voice; three close together are a vault, wider and brighter. What only asks is pale and open at the top. */
import { METRE } from './camera.ts';
import { pool } from './ground.ts';
import { DEPTH, type Look } from './look.ts';
import { mix, WHITE } from './palette.ts';
import type { ArcView } from './view.ts';

/** Beads of an arc, half of them on the low tier. */
const BEADS = 22;
/** Half width and height of an arc, m; of a vault. */
const ARC = { wide: 1.1, high: 2.9 } as const;
const VAULT = { wide: 1.9, high: 3.8 } as const;

export function drawArcs(arcs: readonly ArcView[], look: Look): void {
  const { camera, sprites, palette } = look;
  const beads = look.quality === 'low' ? 11 : BEADS;
  for (const arc of arcs) {
    const foot = camera.project(arc.x * METRE, arc.y * METRE);
    if (!camera.sees(foot, 320 * camera.unit)) continue;
    const shape = arc.vault ? VAULT : ARC;
    const tint = arc.question ? mix(palette.mistShade, WHITE, 0.3) : mix(palette.glow, WHITE, arc.vault ? 0.45 : 0.2);
    const swell = look.reducedMotion ? 1 : 1 + 0.02 * Math.sin(look.time * 1.6 + arc.x);
    pool(look, arc.x, arc.y, arc.vault ? 2.4 : 1.8, tint, arc.question ? 0.12 : arc.vault ? 0.16 : 0.26);
    for (let i = 0; i <= beads; i++) {
      const turn = (i / beads) * Math.PI;
      // what only asks is not closed
      if (arc.question && Math.abs(turn - Math.PI / 2) < 0.35) continue;
      const x = (arc.x - Math.cos(turn) * shape.wide * swell) * METRE;
      const z = Math.sin(turn) * shape.high * swell * METRE;
      const at = camera.project(x, arc.y * METRE, z);
      const k = at.s * 0.5;
      const alpha = arc.question ? 0.35 : 0.5 + 0.3 * Math.sin(turn);
      sprites.put('glow', DEPTH.guide - 4, at.x, at.y, k, k, tint, alpha * (arc.vault ? 0.2 : 0.35));
      sprites.put('dot', DEPTH.guide - 3, at.x, at.y, at.s * 0.5, at.s * 0.5, tint, Math.min(1, alpha * 1.25));
    }
  }
}
