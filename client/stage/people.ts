/** People: sleepers in blankets who breathe. Four sprites each, a long shadow, a ring of breath; a heart only where it may be seen. */
import { EMOTE_NAMES } from './bake/effects.ts';
import { FIGURE_W, TALL } from './bake/people.ts';
import { METRE, type Spot } from './camera.ts';
import { castShadow, pool, ring } from './ground.ts';
import { DEPTH, type Look, upright } from './look.ts';
import { clamp, lerp, ofText } from './noise.ts';
import { CLOTHS, type Colour, HEART, HEMS, mix, PAPER, WHITE } from './palette.ts';
import type { Targets } from './targets.ts';
import type { PersonView } from './view.ts';

interface Memory {
  /** where the face looks: -1 left .. 1 right, and 0 to us .. 1 away */
  side: number;
  away: number;
  lean: number;
  phase: number;
  beats: number;
  beatAt: number;
  beatLong: boolean;
  seen: boolean;
}

export interface Stood {
  readonly view: PersonView;
  /** feet on screen */
  readonly at: Spot;
  /** canvas px of the body's height */
  readonly size: number;
}

const FULL_HEIGHT = 70;
const OTHERS_HEIGHT = 62;
const CROWD_HEIGHT = 52;
const CROWD = 60;
const SALT = { phase: 1, pace: 2, size: 3, lean: 4, flip: 5 };

export class People {
  readonly #memory = new Map<string, Memory>();
  /** who was drawn this frame, for threads and labels */
  readonly stood = new Map<string, Stood>();

  draw(people: readonly PersonView[], look: Look, targets: Targets): void {
    this.stood.clear();
    for (const memory of this.#memory.values()) memory.seen = false;
    const crowded = people.length > CROWD;
    for (const view of people) {
      const at = look.stand(view.x * METRE, view.y * METRE);
      const memory = this.#remember(view, look);
      if (!look.camera.sees(at, 120 * look.camera.unit)) continue;
      this.#draw(view, at, memory, crowded, look, targets);
    }
    for (const [id, memory] of this.#memory) if (!memory.seen) this.#memory.delete(id);
  }

  #remember(view: PersonView, look: Look): Memory {
    let m = this.#memory.get(view.id);
    if (!m) {
      m = { side: (ofText(view.id, 9) - 0.5) * 0.7, away: 0, lean: 0, phase: 0, beats: 0, beatAt: 0, beatLong: true, seen: true };
      this.#memory.set(view.id, m);
    }
    m.seen = true;
    const k = 1 - Math.exp(-look.dt / 0.12);
    const speed = Math.hypot(view.vx, view.vy);
    if (speed > 0.3) {
      m.side += (clamp(view.vx / 2, -1, 1) - m.side) * k;
      m.away += ((view.vy < -0.7 * Math.abs(view.vx) ? 1 : 0) - m.away) * k;
    } else m.away += (0 - m.away) * k * 0.4;
    m.lean += (clamp(view.vx * 0.02, -0.08, 0.08) - m.lean) * k;
    return m;
  }

  #draw(view: PersonView, at: Spot, m: Memory, crowded: boolean, look: Look, targets: Targets): void {
    const { camera } = look;
    const own = view.me ? FULL_HEIGHT : crowded ? CROWD_HEIGHT : OTHERS_HEIGHT;
    const size = own * at.s * (camera.phone ? 1.12 : 1) * (view.me ? 1 : 0.94 + 0.12 * ofText(view.id, SALT.size));
    const feet: Spot = { x: at.x, y: at.y - view.z * METRE * at.s, s: at.s };
    this.stood.set(view.id, { view, at: feet, size });
    targets.add('person', view.id, feet.x, feet.y - size * 0.5, size * 0.34, size * 0.55, view.y);
    if (view.ember) {
      ember(view, feet, look);
      return;
    }
    const breath = breathOf(view, look);
    castShadow(look, at, size * 1.1, view.z);
    this.#ring(view, at, breath, look);
    body(view, feet, size, m, breath, look);
    if (view.heart !== null) heart(view, feet, size, m, look);
    if (view.palmOpen) palm(view, feet, size, m, look);
    if (view.emote !== null) emote(view.emote, view, feet, size, look);
    carried(view, feet, size, look);
  }

  #ring(view: PersonView, at: Spot, breath: number, look: Look): void {
    const open = (breath + 1) / 2;
    if (view.me) pool(look, view.x, view.y, 2.6 + open * 0.7, look.palette.glow, 0.2 + open * 0.1);
    if (view.breath === null && !view.me) return;
    ring(look, at, view.y * METRE, lerp(34, 54, open), look.palette.rim, lerp(0.4, 0.8, open) * (view.me ? 1 : 0.7));
  }
}

/** Breath -1..1: what the viewer may see, else a resting rhythm of their own. */
function breathOf(view: PersonView, look: Look): number {
  if (view.breath !== null) return clamp(view.breath, -1, 1);
  const period = 9 + 3 * ofText(view.id, SALT.pace);
  return Math.sin((look.time / period + ofText(view.id, SALT.phase)) * Math.PI * 2);
}

function body(view: PersonView, feet: Spot, size: number, m: Memory, breath: number, look: Look): void {
  const { sprites, palette } = look;
  const k = size / TALL;
  const calm = look.reducedMotion;
  const sx = k * (calm ? 1 : 1 + 0.055 * breath);
  const sy = k * (1 + (calm ? 0.02 : 0.028) * breath);
  const x = feet.x;
  const y = feet.y - (3 + (calm ? 0 : 2.5 * breath)) * feet.s;
  const far = look.camera.haze(view.y * METRE) * 0.7;
  const depth = upright(view.y * METRE);
  const flip = ofText(view.id, SALT.flip) > 0.5;
  const lean = (ofText(view.id, SALT.lean) - 0.5) * 0.09 + m.lean;
  const cloth = mix(mix(CLOTHS[view.cloth], palette.top, 0.12), palette.haze, far);
  const part = (name: string, order: number, tint: Colour, alpha: number, flipped: boolean, dx = 0): void => {
    const turned = dx * k;
    sprites
      .put(name, depth + order * 0.01, x + turned, y, sx, sy, tint, alpha)
      .setFlipX(flipped)
      .setRotation(lean);
  };
  part(`body-${view.shape}`, 0, cloth, 1, flip);
  part(`hem-${HEMS[view.cloth]}`, 1, mix(cloth, palette.rim, 0.7), 0.75, flip);
  if (m.away < 0.98) part('face', 2, mix(WHITE, palette.haze, 0.2 + far * 0.6), 1 - m.away, false, m.side * 5);
  if (m.away > 0.05) part('nape', 2, cloth, m.away, flip);
  const right = look.lightX > x;
  const lit = right !== flip ? 'rimR' : 'rimL';
  part(`${lit}-${view.shape}`, 3, palette.rim, look.highContrast ? 1 : 0.95, flip);
  if (look.highContrast) part(`${lit === 'rimR' ? 'rimL' : 'rimR'}-${view.shape}`, 3, palette.rim, 1, flip);
}

/** A warm beat in the chest; above two beats a second only every other one is shown. */
function heart(view: PersonView, feet: Spot, size: number, m: Memory, look: Look): void {
  const phase = view.heart ?? 0;
  if (phase < m.phase - 0.3) {
    m.beats += 1;
    m.beatLong = look.time - m.beatAt > 0.5;
    m.beatAt = look.time;
  }
  m.phase = phase;
  const beat = m.beatLong || m.beats % 2 === 0 ? Math.exp(-phase * 3.2) : 0.1;
  const alpha = look.reducedMotion ? 0.6 : lerp(0.45, 0.92, beat);
  const k = size / TALL;
  look.sprites.put('glow', upright(view.y * METRE) + 0.05, feet.x, feet.y - size * 0.47, k * 1.15, k * 1.15, HEART, alpha, 'normal');
}

function palm(view: PersonView, feet: Spot, size: number, m: Memory, look: Look): void {
  const k = size / TALL;
  const side = m.side < 0 ? -1 : 1;
  const sway = look.reducedMotion ? 0 : Math.sin(look.time * 0.9) * 1.5 * feet.s;
  const x = feet.x + side * size * 0.42;
  const y = feet.y - size * 0.44 + sway;
  const depth = upright(view.y * METRE) + 0.07;
  look.sprites.put('glow', depth, x, y, k * 1.5, k * 1.5, look.palette.glow, 0.7);
  look.sprites.put('palm', depth + 0.01, x, y, k * 0.95, k * 0.95, mix(look.palette.rim, WHITE, 0.4), 1).setFlipX(side < 0);
}

function emote(name: string, view: PersonView, feet: Spot, size: number, look: Look): void {
  const known = EMOTE_NAMES.includes(name) ? name : 'spark';
  const y = feet.y - size * 1.1 - (look.reducedMotion ? 0 : Math.sin(look.time * 0.8) * 2 * feet.s);
  const depth = DEPTH.threads - 10 + view.y * 0.001;
  const k = look.camera.unit * 0.62;
  look.sprites.put('soft', depth, feet.x, y - 13 * look.camera.unit, k, k, look.palette.ink, 0.78);
  look.sprites.put(`emote-${known}`, depth + 0.0001, feet.x, y, k, k, mix(look.palette.rim, WHITE, 0.3), 1);
}

function carried(view: PersonView, feet: Spot, size: number, look: Look): void {
  for (let i = 0; i < Math.min(2, view.carries); i++) {
    const a = (look.reducedMotion ? 0.6 : look.time * 0.5) + i * Math.PI + ofText(view.id) * 6;
    const x = feet.x + Math.cos(a) * size * 0.5;
    const y = feet.y - size * 0.5 + Math.sin(a) * size * 0.12;
    const depth = upright(view.y * METRE) + (Math.sin(a) > 0 ? 0.08 : -0.02);
    const k = size / TALL;
    look.sprites.put('glow', depth, x, y, k * 0.7, k * 0.7, look.palette.glow, 0.5);
    look.sprites.put('scrap', depth + 0.001, x, y, k * 0.9, k * 0.9, mix(CLOTHS[view.cloth], PAPER, 0.4), 1).setRotation(Math.sin(a) * 0.4);
  }
}

/** Someone who dropped out and may come back: a warm ember on the ground. */
function ember(view: PersonView, feet: Spot, look: Look): void {
  const swell = look.reducedMotion ? 0 : Math.sin(look.time * 0.6 + ofText(view.id) * 6);
  pool(look, view.x, view.y, 1.4, look.palette.glow, 0.3 + 0.06 * swell);
  const depth = upright(view.y * METRE);
  const k = feet.s;
  const y = feet.y - 9 * k;
  look.sprites.put(
    'glow',
    depth,
    feet.x,
    y,
    k * (0.42 + 0.04 * swell),
    k * (0.42 + 0.04 * swell),
    mix(CLOTHS[view.cloth], HEART, 0.4),
    0.9,
  );
  look.sprites.put('dot', depth + 0.01, feet.x, y, k * 0.6, k * 0.6, HEART, 1);
}

/** Half the width of a body of `size` canvas px at the sleeves. */
export const sleeve = (size: number): number => (size / TALL) * FIGURE_W * 0.24;
