/** The air: far islands, mist at the islands' feet, sand that falls from their lips, weather, motes, the near frame and the vignette. */
import { SQUASH } from './camera.ts';
import type { Islands } from './islands.ts';
import { DEPTH, type Look } from './look.ts';
import { clamp, lerp, ofText, stream } from './noise.ts';
import { type Colour, mix } from './palette.ts';
import type { RegionView, Weather } from './view.ts';

interface Mote {
  x: number;
  y: number;
  readonly size: number;
  readonly alpha: number;
  readonly speed: number;
  readonly phase: number;
}

const MOTES = { low: 20, medium: 70 } as const;
/** Bits of weather alive at once. */
const WEATHER_BITS = { low: 14, medium: 40 } as const;
/** less rain than this is none */
const RAIN_FROM = 0.1;
const PLAYED_SECONDS = 4;
/** a weather comes over so long, and goes in half of it, s; rain is in the air within a few steps */
const ARRIVE_SECONDS: Readonly<Record<Weather, number>> = { still: 20, mist: 20, rain: 6, sand: 20, petals: 20 };
/** What falls falls this share faster or slower under full gravity; a mote's pace is changed by so much, so that it sinks or soars. */
const FALL = 0.6;
const SINK = 2.4;
const FAR: readonly (readonly [number, number, number])[] = [
  [-0.34, -0.03, 0.34],
  [0.3, -0.055, 0.26],
  [0.06, -0.01, 0.2],
];

export class Air {
  readonly #motes: Mote[] = [];
  #weather: Weather = 'still';
  #strength = 0;
  #valence = 0;
  #arousal = 0;
  #fallen = 0;

  constructor(seed: number) {
    const r = stream(seed + 22);
    for (let i = 0; i < MOTES.medium; i++)
      this.#motes.push({ x: r(), y: r(), size: 0.1 + r() ** 3 * 0.42, alpha: 0.12 + 0.45 * r(), speed: 6 + r() * 12, phase: r() * 6 });
  }

  /**
   * @param rain what the jukebox adds where no other weather is, 0..1
   * @param played it is plucked on the open box just now: it comes at once
   * @param gravity how heavily the air's small things come down by it, -1..1
   */
  draw(regions: readonly RegionView[], rain: number, played: boolean, gravity: number, islands: Islands, look: Look): void {
    farIslands(look);
    if (!look.highContrast) for (const region of regions) footOf(region, islands, look);
    this.#feel(regions, rain, played, look);
    // how far things have fallen, not for how long: another gravity is no jump
    this.#fallen += look.dt * (1 + FALL * gravity);
    this.#drawMotes(gravity, look);
    if (!look.highContrast) this.#drawWeather(look);
    frame(look);
  }

  /** Follows the region the viewer stands in; one weather at a time. */
  #feel(regions: readonly RegionView[], rain: number, played: boolean, look: Look): void {
    const card = look.camera.cardAt(look.camera.x, look.camera.y);
    const here = card ? regions.find((r) => r.id === card.id) : undefined;
    const dry = here === undefined || here.weather === 'still';
    const wanted = dry && rain > RAIN_FROM ? 'rain' : (here?.weather ?? this.#weather);
    // a little rain is to be seen as well
    const most = dry && wanted === 'rain' ? Math.sqrt(rain) : 1;
    const step = look.dt / (played ? PLAYED_SECONDS : ARRIVE_SECONDS[wanted]);
    if (wanted === this.#weather) this.#strength = Math.max(Math.min(most, this.#strength + step), this.#strength - 2 * step);
    else {
      this.#strength -= step * 2;
      if (this.#strength <= 0) {
        this.#strength = 0;
        this.#weather = wanted;
      }
    }
    const k = 1 - Math.exp(-look.dt / 3);
    this.#valence += ((here?.valence ?? 0) - this.#valence) * k;
    this.#arousal += ((here?.arousal ?? 0) - this.#arousal) * k;
  }

  /** Pleasant air rises, sorrow sinks; arousal quickens both; a light dream lifts all of it, a heavy one brings it down. */
  #drawMotes(gravity: number, look: Look): void {
    const { camera, sprites, palette } = look;
    const n = Math.round(MOTES[look.quality] * (camera.phone ? 0.5 : 1));
    const rise = 1 + 0.9 * clamp(this.#valence, -1, 1);
    const pace = (0.8 + 0.5 * clamp(this.#arousal, -1, 1)) * rise;
    for (let i = 0; i < n; i++) {
      const mote = this.#motes[i] as Mote;
      if (!look.reducedMotion) {
        mote.y = (mote.y - (mote.speed * (pace - SINK * gravity) * look.dt) / 720 + 1) % 1;
        mote.x = (mote.x + (Math.sin(look.time * 0.6 + mote.phase) * look.dt) / 180 + 1) % 1;
      }
      const k = mote.size * camera.unit;
      const pan = look.reducedMotion ? 0 : (camera.x * 0.4 * camera.unit) / camera.width;
      const x = (((mote.x - pan) % 1) + 1) % 1;
      sprites.put('dot', DEPTH.motes, x * camera.width, mote.y * camera.height, k, k, palette.glow, mote.alpha * fadeAtEdge(mote.y));
    }
  }

  #drawWeather(look: Look): void {
    if (this.#weather === 'still' || this.#strength < 0.02) return;
    const n = Math.round(WEATHER_BITS[look.quality] * this.#strength);
    for (let i = 0; i < n; i++) WEATHERS[this.#weather](i / n, i, this.#strength, this.#fallen, look);
  }
}

const fadeAtEdge = (y: number): number => clamp(Math.min(y, 1 - y) * 12);

/** One bit of weather: `u` spreads it, `i` tells it from the others. */
const WEATHERS: { readonly [W in Weather]: (u: number, i: number, strength: number, fallen: number, look: Look) => void } = {
  still: () => {},
  mist(u, i, strength, _fallen, look) {
    if (i % 3 > 0) return;
    const { camera, palette } = look;
    const t = (ofText('mist', i) + (look.reducedMotion ? 0 : look.time * 0.006)) % 1;
    const y = lerp(0.42, 0.95, u) * camera.height;
    const k = camera.unit * (1.6 + 1.4 * u);
    look.sprites.put(
      'mist',
      DEPTH.nearMist - 1,
      (t * 1.4 - 0.2) * camera.width,
      y,
      k * 1.5,
      k * 0.7,
      mix(palette.mistLit, palette.mistShade, 0.4),
      0.34 * strength,
    );
  },
  rain(u, i, strength, fallen, look) {
    const { camera, palette } = look;
    const t = (ofText('rain', i) + (look.reducedMotion ? 0 : fallen * (0.16 + 0.05 * ofText('pace', i)))) % 1;
    const x = ((u + 0.37 * i) % 1) * camera.width;
    look.sprites.put(
      'drop',
      DEPTH.motes + 1,
      x - t * 14,
      t * camera.height,
      camera.unit * 0.8,
      camera.unit * 1.7,
      palette.rim,
      0.3 * strength * fadeAtEdge(t),
    );
  },
  sand(_u, i, strength, _fallen, look) {
    const { camera, palette } = look;
    const t = (ofText('sand', i) + (look.reducedMotion ? 0 : look.time * (0.05 + 0.03 * ofText('gust', i)))) % 1;
    const y = (0.4 + 0.58 * ofText('row', i)) * camera.height + Math.sin(t * 9 + i) * 10 * camera.unit;
    look.sprites.put(
      'wave',
      DEPTH.motes + 1,
      (t * 1.3 - 0.15) * camera.width,
      y,
      camera.unit * 1.3,
      camera.unit * 0.8,
      palette.lit,
      0.3 * strength * fadeAtEdge(t),
    );
  },
  petals(_u, i, strength, fallen, look) {
    if (i % 2 > 0) return;
    const { camera, palette } = look;
    const t = (ofText('petal', i) + (look.reducedMotion ? 0 : fallen * (0.03 + 0.02 * ofText('fall', i)))) % 1;
    const x = (ofText('column', i) + 0.06 * Math.sin(t * 8 + i)) * camera.width;
    const k = camera.unit * (0.5 + 0.5 * ofText('size', i));
    look.sprites
      .put('petal', DEPTH.motes + 1, x, t * camera.height, k, k, mix(palette.lit, palette.horizon, 0.4), 0.75 * strength * fadeAtEdge(t))
      .setRotation(t * 9 + i);
  },
};

/** Islands too far to reach: they only say that the dream goes on. */
function farIslands(look: Look): void {
  const { camera, palette, sprites } = look;
  FAR.forEach(([x, y, size], i) => {
    const pan = look.reducedMotion ? 0 : camera.x * 0.1 * camera.unit * size;
    const span = camera.width * 1.5;
    const at = ((((x + 0.5) * camera.width - pan) % span) + span) % span;
    const top = look.horizonY + y * camera.height + (look.reducedMotion ? 0 : Math.sin(look.time * 0.5 + i * 2) * 2);
    const k = size * camera.unit;
    const depth = DEPTH.farIslands + i * 0.01;
    const flip = i % 2 > 0;
    sprites.put('far-cliff', depth, at, top, k, k, mix(palette.cliff, palette.haze, 0.5), 0.85).setFlipX(flip);
    sprites.put('far-top', depth + 0.001, at, top, k, k, mix(palette.top, palette.haze, 0.55), 0.92).setFlipX(flip);
    sprites.put('far-rim', depth + 0.002, at, top, k, k, palette.rim, 0.5).setFlipX(flip);
  });
}

/** Mist that laps an island's foot, and threads of sand falling from its lip. */
function footOf(region: RegionView, islands: Islands, look: Look): void {
  const { camera, palette, sprites } = look;
  const form = islands.form(region.id);
  const card = camera.cards.find((c) => c.id === region.id);
  if (!form || !card) return;
  const s = card.s * camera.unit;
  const centre = camera.place(card.x, card.y, 0, card.s, card.lift);
  const front = camera.place(card.x, card.y + card.ry, 0, card.s, card.lift).y;
  if (front - 200 * s > camera.height || centre.x + card.rx * s * 1.4 < 0 || centre.x - card.rx * s * 1.4 > camera.width) return;
  const depth = clamp(150 + card.y * 0.05, 100, 390) + 0.05;
  const n = look.quality === 'low' ? 1 : 5;
  for (let i = 0; i < n; i++) {
    const h = ofText(region.id, i + 20);
    const drift = look.reducedMotion ? 0 : Math.sin(look.time * 0.05 + h * 6) * 30 * s;
    const x = centre.x + (h - 0.5) * card.rx * 1.7 * s + drift;
    const y = front + form.hang * (0.3 + 0.5 * ofText(region.id, i + 40)) * s;
    const k = s * (1.6 + card.rx / 260) * (0.8 + 0.5 * h);
    sprites.put('mist', depth, x, y, k, k * 0.8, h > 0.4 ? mix(palette.mistLit, palette.mistShade, 0.5) : palette.mistShade, 0.36);
  }
  if (look.quality === 'low') return;
  for (let i = 0; i < 6; i++) {
    const u = (ofText(region.id, i + 60) - 0.5) * 1.5;
    const column = clamp(Math.round(form.ox + u * card.rx), 0, form.w - 1);
    const row = form.front[column] as number;
    if (Number.isNaN(row)) continue;
    const ground = camera.place(card.x, card.y + (row - form.oy) / SQUASH, 0, card.s, card.lift);
    const x = centre.x + u * card.rx * s;
    const h = ofText(region.id, i + 80);
    sprites.put('streak', depth + 0.01, x, ground.y - 1, s * (0.07 + h * 0.1), s * (0.2 + h * 0.42), palette.rim, 0.32);
  }
}

/** Reeds in the two lower corners, darkest of all; medium also has near mist and the vignette. */
function frame(look: Look): void {
  const { camera, palette, sprites } = look;
  const wide = Math.max(camera.width * 0.27, 150 * camera.unit);
  const k = wide / 360;
  const tall = Math.min(1, (camera.height * 0.29) / (240 * k));
  const sway = look.reducedMotion ? 0 : Math.sin(look.time * 0.45) * 2.5 * camera.unit;
  const pan = look.reducedMotion ? 0 : clamp(camera.x * 0.01, -18, 18) * camera.unit;
  const dark: Colour = palette.near;
  // nearest of all, so it leaves the frame first when the eyes go up
  const foot = camera.height + 4 + Math.max(0, look.slid) * 1.3;
  sprites.put('reedsL', DEPTH.nearFrame, -22 * camera.unit - pan + sway, foot, k, k * tall, dark, 0.97);
  sprites.put('reedsR', DEPTH.nearFrame, camera.width + 22 * camera.unit - pan + sway, foot, k, k * tall, dark, 0.97);
  if (look.quality === 'low') return;
  if (!look.highContrast)
    for (let i = 0; i < 5; i++) {
      const drift = look.reducedMotion ? 0 : Math.sin(look.time * 0.05 + i * 2) * 40 * camera.unit;
      sprites.put(
        'mist',
        DEPTH.nearMist,
        (i / 4) * camera.width + drift,
        camera.height * 1.02,
        camera.unit * 4.4,
        camera.unit * 2.2,
        palette.mistShade,
        0.4,
      );
    }
  // a little larger than the canvas: its outermost texels blend into nothing
  const [kx, ky] = [(camera.width / 320) * 1.03, (camera.height / 180) * 1.03];
  sprites.put('vignette', DEPTH.vignette, camera.width / 2, camera.height / 2, kx, ky, palette.ink, 0.34);
}
