/** The Mirror: the light lies down as a lake, and reeds stand in it; asleep it clouds over and the reeds are grass. */
import { METRE } from './camera.ts';
import { footLights, ring } from './ground.ts';
import { DEPTH, type Look, upright } from './look.ts';
import { lerp, ofText } from './noise.ts';
import { mix, WHITE } from './palette.ts';
import type { Targets } from './targets.ts';
import type { GuideView, ReedView } from './view.ts';

/** Half the lake's width, m. */
const RADIUS = 5.2;
/** Glints on it, half of them on the low tier. */
const GLINTS = 22;
/** A reed of share 1 is so high, in units of its drawing; one of share 0, and one that is grass. */
const HIGH = 1.3;
const LOW = 0.5;
const GRASS = 0.42;

export function drawLake(guide: GuideView, reeds: readonly ReedView[], look: Look, targets: Targets): void {
  if (!guide.mirror && reeds.length === 0) return;
  water(guide, look);
  for (const reed of reeds) drawReed(reed, guide.mirror === true, look, targets);
}

function water(guide: GuideView, look: Look): void {
  const { camera, sprites, palette, time } = look;
  const y = guide.y * METRE;
  const at = camera.project(guide.x * METRE, y);
  const rx = (RADIUS * METRE * at.s) / 64;
  const ry = Math.max((RADIUS * 0.8 * METRE * camera.unit * camera.slope(y)) / 64, rx * 0.2);
  if (!camera.sees(at, rx * 80)) return;
  const sheen = mix(palette.horizon, palette.rim, 0.35);
  const [kx, ky] = [(rx * 64) / 118, (ry * 64) / 56];
  sprites.put('soft', DEPTH.shadows - 4, at.x, at.y, rx * 1.35, ry * 1.35, palette.ink, 0.6);
  if (!guide.mirror) {
    sprites.put('water', DEPTH.shadows - 3, at.x, at.y, kx, ky, mix(palette.mistShade, palette.mistLit, 0.35), 0.45);
    sprites.put('water-rim', DEPTH.shadows - 2, at.x, at.y, kx, ky, palette.mistLit, 0.4);
    return;
  }
  sprites.put('water', DEPTH.shadows - 3, at.x, at.y, kx, ky, sheen, 0.92);
  sprites.put('water-rim', DEPTH.shadows - 2, at.x, at.y, kx, ky, mix(palette.rim, WHITE, 0.3), 0.85);
  sprites.put('glow', DEPTH.shadows - 1, at.x, at.y, rx * 0.66, ry * 0.66, palette.glow, 0.42, 'add');
  // the light's own reflection, straight towards whoever looks
  sprites.put('beam', DEPTH.shadows, at.x, at.y + ry * 30, at.s * 0.7, ry * 0.16, palette.glow, 0.3, 'add');
  for (let i = 0; i < 3; i++) {
    const t = look.reducedMotion ? (i + 0.5) / 3 : (time / 11 + i / 3) % 1;
    ring(look, at, y, lerp(24, RADIUS * METRE * 0.92, t), mix(palette.rim, WHITE, 0.3), 0.5 * Math.sin(t * Math.PI));
  }
  const n = look.quality === 'low' ? GLINTS / 2 : GLINTS;
  for (let i = 0; i < n; i++) {
    const a = i * 2.399;
    const r = Math.sqrt((i + 0.5) / n) * 54;
    const shine = look.reducedMotion ? 0.4 : 0.25 + 0.45 * Math.max(0, Math.sin(time * 0.7 + i * 1.9));
    const [x, down] = [at.x + Math.cos(a) * r * rx, at.y + Math.sin(a) * r * ry];
    sprites.put(
      'dot',
      DEPTH.shadows + 1,
      x,
      down,
      at.s * (0.9 + 0.5 * ofText(`g${i}`)),
      at.s * 0.09,
      mix(palette.glow, WHITE, 0.4),
      shine,
      'add',
    );
  }
}

function drawReed(reed: ReedView, awake: boolean, look: Look, targets: Targets): void {
  const { camera, sprites, palette, time } = look;
  const y = reed.y * METRE;
  const at = camera.project(reed.x * METRE, y);
  if (!camera.sees(at, 200 * camera.unit)) return;
  const depth = upright(y);
  const k = at.s * 0.9;
  const tall = awake ? lerp(LOW, HIGH, reed.share) : GRASS;
  const sway = look.reducedMotion ? 0 : 0.035 * Math.sin(time * 0.5 + ofText(reed.id) * 6);
  const far = camera.haze(y);
  const dark = mix(mix(palette.cliff, palette.ink, 0.45), palette.haze, far * 0.5);
  sprites.put('soft', DEPTH.shadows + 2, at.x, at.y, k * 0.5, k * 0.14, palette.ink, 0.6);
  if (reed.near) sprites.flat('rush', depth - 0.02, at.x, at.y, k * 1.09, k * tall * 1.05, palette.rim, 0.7).setRotation(sway);
  sprites.put('rush', depth, at.x, at.y, k, k * tall, dark, 1).setRotation(sway);
  if (!awake) return;
  sprites
    .put('rush-light', depth + 0.01, at.x, at.y, k, k * tall, mix(palette.glow, WHITE, 0.2), 0.55 + 0.4 * reed.share)
    .setRotation(sway);
  sprites.put('glow', depth + 0.02, at.x, at.y - 112 * k * tall, k * 0.8, k * 0.8, palette.glow, 0.22 + 0.25 * reed.share, 'add');
  // its image in the water
  sprites.put('rush', DEPTH.shadows + 1, at.x, at.y, k, -k * tall * 0.5, palette.ink, 0.35).setRotation(-sway);
  ring(look, at, y, 16, palette.rim, 0.4);
  footLights(look, at, depth, reed.standing, k);
  targets.add('reed', reed.id, at.x, at.y - 60 * k * tall, 26 * k, 70 * k * tall, reed.y);
}
