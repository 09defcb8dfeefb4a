/** What lies on the ground: pools of light, cast shadows towards the viewer, rings. */
import { METRE, type Spot, SQUASH } from './camera.ts';
import { DEPTH, type Look } from './look.ts';
import { type Colour, mix, WHITE } from './palette.ts';

/** A soft pool of light of `radius` m on the ground at a world point (m); on a bridge there is little to fall on. */
export function pool(look: Look, x: number, y: number, radius: number, tint: Colour, alpha: number): void {
  const { camera, sprites } = look;
  const deck = look.onBridge(x * METRE, y * METRE);
  const at = deck ?? camera.project(x * METRE, y * METRE);
  if (deck) alpha *= 0.3;
  const rx = (radius * METRE * at.s) / 64;
  const ry = (radius * METRE * camera.unit * camera.slope(y * METRE)) / 64;
  if (alpha < 0.01 || !camera.sees(at, rx * 64)) return;
  sprites.put('soft', DEPTH.pools, at.x, at.y, rx, Math.max(ry, rx * 0.2), tint, alpha, 'add');
}

/**
 * A long shadow away from the light, about one body long, and the contact under the feet. `size` is the body's height in canvas px;
 * `lift` m above the ground and a body less than `solid` make both fainter.
 */
export function castShadow(look: Look, at: Spot, size: number, lift = 0, solid = 1): void {
  const { camera, sprites, palette } = look;
  const faint = solid / (1 + lift * 0.7);
  const angle = Math.atan2(at.x - look.lightX, Math.max(40, at.y - look.horizonY) * 2.2);
  const long = look.quality === 'low' ? 0.62 : 1;
  const width = size / 106;
  sprites
    .put('streak', DEPTH.shadows, at.x, at.y - 2 * camera.unit, width * 0.62, (size / 190) * long, palette.ink, 0.6 * faint)
    .setRotation(-angle);
  sprites.put('soft', DEPTH.shadows + 1, at.x, at.y, size * 0.0056, size * 0.0019, palette.ink, 0.55 * faint);
}

/** A ring of `radius` px (stage) on the ground. */
export function ring(look: Look, at: Spot, y: number, radius: number, tint: Colour, alpha: number, dashed = false): void {
  if (alpha < 0.01) return;
  const { camera, sprites } = look;
  const sx = (radius * at.s) / 122;
  const flat = Math.max(0.2, camera.slope(y) / SQUASH);
  sprites.put(dashed ? 'dashes' : 'ring', DEPTH.rings, at.x, at.y, sx, sx * 2.1 * SQUASH * flat, tint, alpha);
}

/** Lights about the foot of a thing that people stand by, at most so many. */
const MOST_LIGHTS = 12;

/** One small light for each who stands by it; `k` is its scale. */
export function footLights(look: Look, at: Spot, depth: number, standing: number, k: number): void {
  const { sprites, palette } = look;
  const lights = Math.min(MOST_LIGHTS, standing);
  for (let i = 0; i < lights; i++) {
    const a = (i / Math.max(lights, 5)) * 2 * Math.PI + 0.6;
    const [x, down] = [at.x + Math.cos(a) * 30 * k, at.y + Math.sin(a) * 11 * k];
    sprites.put('glow', depth + 0.03, x, down - 5 * k, k * 0.26, k * 0.26, palette.glow, 0.7, 'add');
    sprites.put('dot', depth + 0.04, x, down - 5 * k, k * 0.5, k * 0.5, mix(palette.glow, WHITE, 0.5), 0.95);
  }
}
