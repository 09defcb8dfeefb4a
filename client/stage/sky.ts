/**
 * Sky and cloud sea, one shader. Medium: drawn every frame at half size. Low: the same shader drawn once into a small picture and again
 * only when the palette has moved. Y is up in here.
 */
import type * as Phaser from 'phaser';
import { LIFT_MOST, LOOK_UP } from './gaze.ts';
import { DEPTH, type Look } from './look.ts';
import { type Colour, colourDistance, type Palette } from './palette.ts';

const FRAGMENT = `#pragma phaserTemplate(shaderName)
precision highp float;
varying vec2 outTexCoord;
uniform float uTime, uAspect, uHorizon, uDisc, uHalo, uStars, uCirrus, uSea, uOctaves, uPan, uStarSize, uTall, uFoot;
uniform vec3 cZenith, cHigh, cLow, cHorizon, cLight, cMistLit, cMistShade, cDeep;
uniform vec2 uLight;
float hash(vec2 p) { p = fract(p * vec2(123.34, 456.21)); p += dot(p, p + 45.32); return fract(p.x * p.y); }
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3. - 2. * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
float fbm(vec2 p) {
  float sum = 0., a = .5;
  for (int i = 0; i < 4; i++) {
    if (float(i) >= uOctaves) break;
    sum += a * noise(p);
    p = p * 2.03 + vec2(17.1, 9.2);
    a *= .5;
  }
  return sum / (1. - pow(.5, uOctaves));
}
float puff(float x, float s) {
  float a = abs(sin(x * 3.1 + s * 2.) + .6 * sin(x * 7.3 + s) + .3 * sin(x * 17. + s * 5.));
  return a * .5 + noise(vec2(x * 6., s)) * .5;
}
vec3 sky(vec2 p, vec2 d) {
  float bent = (fbm(vec2(p.x * 1.4 + uTime * .006, p.y * 4.)) - .5) * .10;
  float t = clamp((p.y - uHorizon) / (1. - uHorizon) + bent, 0., 1.);
  vec3 c = mix(cHorizon, cLow, smoothstep(0., .30, t));
  c = mix(c, cHigh, smoothstep(.18, .66, t));
  c = mix(c, cZenith, smoothstep(.5, 1.05, t));
  float r = length(d);
  c += (cLight - c) * uHalo * (exp(-r * r * 26.) * .42 + exp(-r * 3.6) * .30);
  if (uStars > .01) {
    vec2 g = p * vec2(uAspect, 1.) * 58.;
    vec2 id = floor(g);
    float h = hash(id);
    vec2 o = vec2(hash(id + 3.1), hash(id + 7.7)) * .7 + .15;
    float away = length(fract(g) - o);
    float twinkle = .75 + .25 * sin(uTime * .6 + h * 40.);
    c += uStars * step(.86, h) * smoothstep(uStarSize, 0., away) * twinkle * smoothstep(.25, .8, t) * (.35 + .65 * hash(id + 1.3)) * vec3(1., .96, .9);
  }
  if (uDisc > .004) c = mix(c, cLight, smoothstep(uDisc + .0022, uDisc - .0022, r));
  float b = fbm(vec2(p.x * uAspect * 1.1 - uTime * .006, t * 7. + bent * 9.));
  float m = smoothstep(.50, .82, b) * smoothstep(.02, .2, t) * smoothstep(.95, .45, t);
  vec3 lit = mix(cLow, cLight, .35 * exp(-r * 2.));
  return mix(c, mix(lit, cHigh, smoothstep(.2, .8, t)), m * .55 * uCirrus);
}
vec3 ridges(vec3 c, vec2 p, float glow) {
  for (int i = 0; i < 3; i++) {
    float n = float(i);
    float x = p.x * uAspect * (1.1 + n * .55) + n * 3.7 + uTime * .004 * (1. + n) + uPan * (.02 + .03 * n);
    float rise = (puff(x, n + 1.) * .052 + fbm(vec2(x * 2., n * 9.)) * .055) * (1. - n * .16);
    float h = uHorizon + .055 - n * .036 + rise * smoothstep(-.2, .55, abs(p.x - uLight.x) + .12);
    vec3 rc = mix(mix(cHorizon, cLow, .35), cMistShade, .18 + n * .20);
    rc = mix(rc, cLight, glow * (.42 - .1 * n) * uHalo);
    float e = h - p.y;
    float lip = smoothstep(.0, .004, e) * smoothstep(.030, .0, e);
    rc = mix(rc, mix(cHorizon, cLight, .5), lip * (.35 + .45 * glow));
    rc = mix(rc, cHorizon, smoothstep(.02, .11, e) * .45);
    c = mix(c, rc, smoothstep(0., .0045, e));
  }
  return c;
}
vec3 sea(vec3 c, vec2 p, float dx, float glow) {
  float edgeY = uHorizon - .035;
  if (p.y > edgeY + .03) return c;
  float down = max(edgeY - p.y, 0.) + .03;
  float z = .19 / down;
  vec2 q = vec2(((p.x - .5) * uAspect * 1.5 + uPan * .02) * z, z * 2.1 + uTime * .012);
  float n = fbm(q * vec2(1., 1.35) + .35 * fbm(q * .7));
  vec2 toLight = q + vec2((p.x - uLight.x) * -.22, .24);
  float n2 = fbm(toLight * vec2(1., 1.35) + .35 * fbm(q * .7));
  float near = smoothstep(.03, .17, down);
  float lit = clamp(.46 + ((n - n2) * 2.4 * uSea + (n - .5) * .9) * near, 0., 1.);
  vec3 s = mix(mix(cDeep, cMistShade, smoothstep(.0, .45, lit)), cMistLit, smoothstep(.35, 1., lit) * (.42 + .58 * exp(-abs(dx) * 1.5)));
  s = mix(s, cLight, glow * glow * .22 * smoothstep(.45, 1., lit) * uHalo);
  s = mix(s, mix(cHorizon, cMistLit, .5), exp(-(down - .03) * 7.5));
  s = mix(s, cDeep, smoothstep(.30, .62, down) * .55);
  return mix(c, s, smoothstep(edgeY + .028, edgeY - .02, p.y + (n - .5) * .03));
}
void main() {
  vec2 p = vec2(outTexCoord.x, outTexCoord.y * uTall + uFoot);
  vec2 d = (p - uLight) * vec2(uAspect, 1.);
  float glow = exp(-abs(d.x) * 2.2);
  vec3 c = sea(ridges(sky(p, d), p, glow), p, d.x, glow);
  c += (hash(gl_FragCoord.xy + fract(uTime)) - .5) * .008;
  gl_FragColor = vec4(c, 1.);
}`;

/** Rows of the low tier's picture. */
const LOW_ROWS = Math.round(240 * (1 + LOOK_UP + LIFT_MOST));
/** Low: colour distance after which the picture is drawn again. */
const REDRAW_STEP = 0.012;

export class Sky {
  readonly #scene: Phaser.Scene;
  readonly #shader: Phaser.GameObjects.Shader;
  readonly #image: Phaser.GameObjects.Image;
  readonly #low: boolean;
  readonly #key: string;
  #look: Look | null = null;
  #drawn: Palette | null = null;
  #drawnFor = '';

  /** `serial` keeps texture names apart when the stage is built again. */
  constructor(scene: Phaser.Scene, width: number, height: number, low: boolean, serial: number) {
    this.#scene = scene;
    this.#low = low;
    this.#key = `sky-${serial}`;
    const [w, h] = low
      ? [Math.max(160, Math.round((240 * width) / height / 2) * 2), LOW_ROWS]
      : [Math.ceil(width / 2), Math.ceil(height / 2)];
    this.#shader = scene.make.shader(
      {
        config: { name: 'Sky', fragmentSource: FRAGMENT, setupUniforms: (set: SetUniform) => this.#uniforms(set) },
        x: w / 2,
        y: h / 2,
        width: w,
        height: h,
        add: false,
      } as never,
      false,
    );
    this.#shader.setRenderToTexture(this.#key);
    this.#image = scene.add.image(0, 0, this.#key).setOrigin(0, 0).setDepth(DEPTH.sky);
  }

  draw(look: Look): void {
    this.#look = look;
    const { camera, palette } = look;
    if (this.#low) {
      // painted with what looking up and lifting the view will show, so that both only move it
      this.#image.setDisplaySize(camera.width, camera.height * (1 + LOOK_UP + LIFT_MOST));
      this.#image.setPosition(0, look.slid - LOOK_UP * camera.height);
    } else this.#image.setDisplaySize(camera.width, camera.height);
    const place = `${camera.width}x${camera.height}`;
    if (this.#low && this.#drawn && this.#drawnFor === place && colourDistance(this.#drawn, palette) < REDRAW_STEP) return;
    this.#drawn = palette;
    this.#drawnFor = place;
    this.#shader.renderImmediate();
  }

  destroy(): void {
    this.#image.destroy();
    this.#shader.destroy();
    if (this.#scene.textures.exists(this.#key)) this.#scene.textures.remove(this.#key);
  }

  #uniforms(set: SetUniform): void {
    const look = this.#look;
    if (!look) return;
    const { camera, palette: p } = look;
    set('uTime', look.reducedMotion || this.#low ? 20 : 20 + look.time);
    set('uAspect', camera.width / camera.height);
    set('uHorizon', 1 - (look.horizonY - look.slid) / camera.height);
    set('uTall', this.#low ? 1 + LOOK_UP + LIFT_MOST : 1);
    set('uFoot', this.#low ? -LIFT_MOST : look.slid / camera.height);
    set('uDisc', p.discRadius);
    set('uHalo', p.halo);
    set('uStars', p.stars * (this.#low ? 0.75 : 1));
    set('uStarSize', this.#low ? 0.15 : 0.085);
    set('uCirrus', p.cirrus);
    set('uSea', p.sea);
    set('uOctaves', 3);
    set('uPan', look.reducedMotion || this.#low ? 0 : camera.x / 400);
    set('uLight', [look.lightX / camera.width, 1 - lightY(look)]);
    const colours: readonly (readonly [string, Colour])[] = [
      ['cZenith', p.zenith],
      ['cHigh', p.high],
      ['cLow', p.low],
      ['cHorizon', p.horizon],
      ['cLight', p.light],
      ['cMistLit', p.mistLit],
      ['cMistShade', p.mistShade],
      ['cDeep', p.deep],
    ];
    for (const [name, colour] of colours) set(name, colour);
  }
}

/** Height of the light as a share from the top, kept in step with a phone's higher horizon. */
function lightY(look: Look): number {
  const { camera, palette } = look;
  return palette.lightY + ((look.horizonY - look.slid) / camera.height - palette.horizonY);
}

type SetUniform = (name: string, value: unknown) => void;
