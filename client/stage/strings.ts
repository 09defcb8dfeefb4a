/** The open box: strings in a row under one arch, as in a harp that stands on the ground. A plucked one leans aside, trembles and shines, and comes to rest. */
import { METRE } from './camera.ts';
import { castShadow, ring } from './ground.ts';
import { type Look, upright } from './look.ts';
import { clamp, lerp } from './noise.ts';
import { mix, WHITE } from './palette.ts';
import type { Targets } from './targets.ts';
import type { StringView } from './view.ts';

/** The arch is so high, m, highest a third of the way along, and stands on the ground so far outside of the row, m. */
const HIGH = 4.6;
const OUTSIDE_M = 1.5;
const ARCH_STEPS = 28;
/** A full swing leans a string this far at its middle, m. */
const LEAN_M = 0.42;
/** A pluck trembles so far (m), so fast (1/s), and rests after about three of these (s). */
const TREMBLE = { metres: 0.16, hertz: 5.5, seconds: 0.9 } as const;
/** A ring runs out from the foot for so long, s. */
const RING_SECONDS = 1.4;
const STEPS = 8;
const LONG_AGO = 1e3;

export function drawStrings(strings: readonly StringView[], look: Look, targets: Targets): void {
  const [first, last] = [strings[0], strings.at(-1)];
  if (!first || !last) return;
  const from = { x: first.x - OUTSIDE_M, y: first.y };
  const to = { x: last.x + OUTSIDE_M, y: last.y };
  arch(from, to, first.fade, look);
  for (const s of strings) drawString(s, archAt((s.x - from.x) / (to.x - from.x)), look, targets);
}

/** Height of the arch at a share of its way, m: as the neck of a harp it rises steeply and comes down long. */
const archAt = (u: number): number => HIGH * Math.sin(Math.PI * clamp(u) ** 0.68) ** 0.62;

function arch(from: { x: number; y: number }, to: { x: number; y: number }, fade: number, look: Look): void {
  const { camera, sprites, palette } = look;
  const haze = camera.haze(from.y * METRE);
  const wood = mix(mix(palette.top, palette.ink, 0.5), palette.haze, haze * 0.5);
  const depth = upright(from.y * METRE);
  let before: { x: number; y: number; s: number } | null = null;
  for (let i = 0; i <= ARCH_STEPS; i++) {
    const u = i / ARCH_STEPS;
    const foot = camera.project(lerp(from.x, to.x, u) * METRE, lerp(from.y, to.y, u) * METRE);
    if (i === 0 || i === ARCH_STEPS) castShadow(look, foot, 70 * foot.s, 0, fade);
    const point = { x: foot.x, y: foot.y - archAt(u) * METRE * foot.s, s: foot.s };
    if (before) {
      const { x, y, s } = before;
      const wide = lerp(9, 5.5, Math.sin(Math.PI * u)) * s;
      sprites.line(depth, x, y, point.x, point.y, wide, wood, fade);
      sprites.line(depth + 0.001, x, y - wide * 0.36, point.x, point.y - wide * 0.36, Math.max(1.2, 1.7 * s), palette.rim, 0.75 * fade);
    }
    before = point;
  }
}

function drawString(s: StringView, high: number, look: Look, targets: Targets): void {
  const { camera, sprites, palette, time } = look;
  const y = s.y * METRE;
  const at = camera.project(s.x * METRE, y);
  if (!camera.sees(at, 260 * camera.unit)) return;
  const depth = upright(y) + 0.01;
  const px = METRE * at.s;
  const since = s.rung ?? LONG_AGO;
  const fresh = Math.exp(-since / TREMBLE.seconds);
  const tremble = look.reducedMotion ? 0 : TREMBLE.metres * fresh * Math.sin(since * TREMBLE.hertz * 2 * Math.PI);
  const lean = (clamp(s.swing, -1, 1) * LEAN_M + tremble) * px;
  const shine = clamp(0.35 + 0.5 * Math.abs(s.swing) + 0.5 * fresh);
  const tint = mix(palette.glow, WHITE, 0.15 + 0.5 * fresh);
  const point = (t: number): [number, number] => [at.x + lean * Math.sin(t * Math.PI), at.y - high * px * t];
  for (const [width, alpha] of [
    [s.near ? 9 : 6, s.near ? 0.3 : 0.16],
    [1.9, 1],
  ] as const) {
    let [bx, by] = point(0);
    for (let i = 1; i <= STEPS; i++) {
      const [x, up] = point(i / STEPS);
      sprites.line(
        depth,
        bx,
        by,
        x,
        up,
        Math.max(1.2, width * camera.unit),
        tint,
        (width < 3 ? 0.45 + 0.55 * shine : shine) * alpha * s.fade,
      );
      [bx, by] = [x, up];
    }
  }
  const [mx, my] = point(0.5);
  const halo = at.s * (0.5 + 0.9 * Math.abs(s.swing) + 0.5 * fresh);
  sprites.put('glow', depth + 0.01, mx, my, halo * 0.5, halo * 1.5, palette.glow, (0.1 + 0.3 * shine) * s.fade, 'add');
  sprites.put('soft', depth - 0.02, at.x, at.y, at.s * 0.2, at.s * 0.07, palette.ink, 0.5);
  sprites.put('dot', depth + 0.02, at.x, at.y - 2 * at.s, at.s * 0.7, at.s * 0.5, tint, 0.9 * s.fade);
  if (since < RING_SECONDS && !look.reducedMotion)
    ring(look, at, y, lerp(8, 46, since / RING_SECONDS), palette.rim, 0.7 * (1 - since / RING_SECONDS));
  else if (s.near) ring(look, at, y, 20 + (look.reducedMotion ? 0 : 2 * Math.sin(time * 0.8)), palette.rim, 0.6);
  targets.add('string', s.id, at.x, at.y - 0.5 * high * px, 0.6 * px, 0.5 * high * px, s.y);
}
