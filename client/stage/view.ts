/**
 * What the stage draws: one frame of the dream as this viewer may see it, already predicted and interpolated by `client/net`.
 * World lengths are metres (x right, y towards the viewer, z up); the stage alone knows pixels. Nothing here is read back.
 */

import type { PaletteName, SymbolKind } from '../../shared/dream/compiled.ts';
import type { Cloth, Shape } from '../../shared/dream/people/model.ts';

export type { Cloth, PaletteName, Shape, SymbolKind };
export type Weather = 'still' | 'mist' | 'rain' | 'sand' | 'petals';
export type Quality = 'low' | 'medium';

export interface PersonView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** height above ground, m */
  readonly z: number;
  /** velocity, m/s */
  readonly vx: number;
  readonly vy: number;
  readonly shape: Shape;
  readonly cloth: Cloth;
  /** breath, -1 (out) to 1 (full); people whose breath is not visible get a resting rhythm from the stage: `null` */
  readonly breath: number | null;
  /** heart rhythm 0..1 within a beat, only where this viewer may see it; else null */
  readonly heart: number | null;
  readonly me: boolean;
  readonly kind: 'person' | 'simulated' | 'agent';
  /** label to draw now (own, near, focused); null = none */
  readonly name: string | null;
  readonly palmOpen: boolean;
  /** an emote above the head, or null */
  readonly emote: string | null;
  /** what they say now, or null; drawn by the page as a bubble at the stage's screen position */
  readonly words: string | null;
  /** an ember: a person who dropped and may come back */
  readonly ember: boolean;
  /** fragments carried, 0..2 */
  readonly carries: number;
}

export interface RegionView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** half axes of the ellipse, m */
  readonly rx: number;
  readonly ry: number;
  /** built places (plaza) are inlaid and less wobbly */
  readonly built: boolean;
  /** colour of the district it belongs to, if that has one */
  readonly cloth?: Cloth | undefined;
  readonly weather: Weather;
  /** pleasantness and arousal of the air here, -1..1 */
  readonly valence: number;
  readonly arousal: number;
}

export interface BridgeView {
  readonly id: string;
  /** ends in metres */
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  /** 0..1 grown, half from either end */
  readonly grown: number;
  /** ids of the regions it joins */
  readonly from: string;
  readonly to: string;
}

export interface SymbolView {
  readonly id: string;
  readonly kind: SymbolKind;
  readonly x: number;
  readonly y: number;
  readonly awake: boolean;
  /** outlined: within reach of my hand */
  readonly near: boolean;
  /** covered for me by a veil: thick mist, soft edges */
  readonly veiled: boolean;
  /** it opens for a moment although nobody woke it, 0..1 */
  readonly opens?: number;
  /** hourglass: share of sand left; loom: share of the cloth woven; fountain: breath of the nearest citizen -1..1; else 0 */
  readonly level: number;
}

export interface ShadowView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** what is left of its weight, 0..1 */
  readonly weight: number;
  /** its weight at birth (W), 1..120: how large it is */
  readonly full: number;
  /** radius of the cold ring, m */
  readonly ring: number;
  /** how much the soothing hands light it, 0..1 */
  readonly warmth: number;
  readonly veiled: boolean;
  /** true while it comes apart into fragments (a few seconds) */
  readonly soothed: boolean;
}

export interface LanternView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** 1..5 */
  readonly glow: number;
  /** breath it repeats, -1..1 */
  readonly breath: number;
  /** it sinks for a moment, 0..1 */
  readonly dip?: number;
}

/** A thing with a body of its own in physics. */
export interface LooseView {
  readonly id: string;
  readonly kind: 'lantern' | 'shard' | 'door' | 'loaf';
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  /** half extents, m */
  readonly w: number;
  readonly h: number;
}

export interface FragmentView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly cloth: Cloth;
}

export interface ThreadView {
  readonly id: string;
  /** place in the cloth, 0.. */
  readonly place: number;
  readonly cloth: Cloth;
  /** made with a partner */
  readonly gold: boolean;
  readonly mine: boolean;
}

/** A raised voice: an arc of light over somebody who stands (m). */
export interface ArcView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** three close together join */
  readonly vault: boolean;
  /** it only asks */
  readonly question: boolean;
}

/** A reed of the Mirror (m): how high it stands, 0..1, and how many stand by it. */
export interface ReedView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly share: number;
  readonly standing: number;
  /** within reach of my hand */
  readonly near: boolean;
}

/** A stone of the vote (m), and how many stand by it. */
export interface StoneView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly standing: number;
  /** I stand by it */
  readonly mine: boolean;
  readonly near: boolean;
  /** what it stands for, while I am near enough to read it; null else */
  readonly says: string | null;
}

/** A string of the open box (m). */
export interface StringView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** how far it is pulled aside, -1..1 */
  readonly swing: number;
  /** s since it was plucked; null before it was */
  readonly rung: number | null;
  /** 1, and to 0 as the box closes */
  readonly fade: number;
  /** within reach of my hand */
  readonly near: boolean;
  /** who plucked it just now, where I know them; null else */
  readonly by: string | null;
}

export interface GuideView {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** where its eye looks */
  readonly lookX: number;
  readonly lookY: number;
  /** it stands without its mask, and lies as a lake of its light */
  readonly exposed?: boolean;
  readonly mirror?: boolean;
  /** it throws a shadow, a moth goes round it, it flickers: each 0..1 */
  readonly shade?: number;
  readonly moth?: number;
  readonly dip?: number;
}

export interface HandsView {
  readonly a: string;
  readonly b: string;
  /** shared coherence g, 0..1 */
  readonly tune: number;
}

export interface StageFrame {
  /** seconds since the page's stage began; drives idle motion */
  readonly time: number;
  readonly me: string;
  /** palette now: a blend from one act's tokens to another's */
  readonly palette: { readonly from: PaletteName; readonly to: PaletteName; readonly t: number };
  /** rain by the jukebox, and how strongly waking symbols glow by it, 0..1 */
  readonly rain: number;
  readonly hum: number;
  /** how heavily what floats comes down, by the jukebox: -1 it rises .. 1 it falls */
  readonly gravity: number;
  /** metres at which fog begins to hide what lies behind; null = clear air */
  readonly fog: number | null;
  /** light factor of the jukebox around 1, .8..1.2 */
  readonly light: number;
  readonly regions: readonly RegionView[];
  readonly bridges: readonly BridgeView[];
  readonly symbols: readonly SymbolView[];
  readonly shadows: readonly ShadowView[];
  readonly lanterns: readonly LanternView[];
  readonly loose: readonly LooseView[];
  readonly fragments: readonly FragmentView[];
  readonly threads: readonly ThreadView[];
  /** threads the tapestry is woven to, T */
  readonly threadGoal: number;
  readonly people: readonly PersonView[];
  readonly hands: readonly HandsView[];
  readonly arcs: readonly ArcView[];
  readonly guide: GuideView | null;
  /** further lights of the guide, where many dream */
  readonly lights: readonly GuideView[];
  readonly reeds: readonly ReedView[];
  readonly stones: readonly StoneView[];
  readonly strings: readonly StringView[];
  /** pairs breathing together near me: a gold thread from a to b */
  readonly inTune: readonly { readonly a: string; readonly b: string }[];
  /** the eyes are on the sky and its cloth: the view slides up */
  readonly lookUp: boolean;
  /** thread looked at in the sky: lifted; null = none */
  readonly threadFocus: string | null;
  /** CSS px from the top from which a panel covers the middle of the picture; my feet stay above it. null = nothing does */
  readonly coveredFrom: number | null;
  /** the stop card is up: stilled and dimmed 40 % */
  readonly stilled: boolean;
  /** the line is away: few pictures are painted, and that they are few says nothing of the machine */
  readonly adrift?: boolean;
  readonly reducedMotion: boolean;
  readonly highContrast: boolean;
  /** where the view rests when nobody in it is `me` (the theatre's view of the whole), m */
  readonly eye?: { readonly x: number; readonly y: number };
}

/** What the page asks of the stage. */
export interface Stage {
  /** Draws a frame; called once per animation frame. */
  draw(frame: StageFrame): void;
  /** Where a world point is on the screen now, CSS pixels. */
  toScreen(x: number, y: number, z: number): { x: number; y: number };
  /** The ground point under a screen point, metres. */
  toWorld(sx: number, sy: number): { x: number; y: number };
  /** The thing or person drawn at a screen point, nearest first, or null. */
  pick(
    sx: number,
    sy: number,
  ): {
    kind: 'person' | 'symbol' | 'shadow' | 'lantern' | 'fragment' | 'guide' | 'thread' | 'reed' | 'string' | 'stone';
    id: string;
  } | null;
  /** True where there is nothing but sky. */
  isSky(sx: number, sy: number): boolean;
  resize(): void;
  setQuality(q: Quality): void;
  readonly quality: Quality;
  /** the processor paints, and not a graphics card */
  readonly software: boolean;
  /** frames drawn since the start; tests wait for these */
  readonly frames: number;
  destroy(): void;
}

/** `client/stage/index.ts` exports this; throws a StageError with one clear sentence when there is no WebGL. */
export type CreateStage = (parent: HTMLElement, options: { quality: Quality | 'auto'; seed: number }) => Promise<Stage>;
