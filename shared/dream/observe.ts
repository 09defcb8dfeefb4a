/**
 * What anyone sees: `common` once for all, `visible` ids for one viewer, `own` for one person alone. Secrets stop here.
 * These shapes are what `protocol` puts on the wire and what journals keep as outcomes.
 */
import type { CauseId, RegionId, ThemeTag, ThingId, Who } from './ids.ts';
import type { Cloth, PersonKind, Shape } from './people/model.ts';
import type { MusicPlan, Params } from './jukebox/model.ts';
import type { Consent, Purpose } from './governance/model.ts';

export interface PersonSeen {
  readonly id: Who;
  readonly kind: PersonKind;
  readonly shape: Shape;
  readonly cloth: Cloth;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly vx: number;
  readonly vy: number;
  /** keyed breath held in, or a measured one whose owner shows it to those near: its rhythm only */
  readonly breathIn: boolean;
  readonly palm: boolean;
  readonly ember: boolean;
  readonly carries: number;
}

export interface Common {
  readonly tick: number;
  readonly title: string;
  readonly begun: boolean;
  readonly act: { readonly id: string; readonly title: string; readonly index: number };
  readonly palette: { readonly from: string; readonly to: string; readonly t: number };
  readonly params: Params;
  readonly plan: MusicPlan;
  /** share of the night's sand left */
  readonly sand: number;
  readonly sandSeconds: number;
  readonly dreaming: number;
  readonly ending: string;
  readonly regions: readonly { readonly id: RegionId; readonly weather: string; readonly valence: number; readonly arousal: number }[];
  readonly bridges: readonly { readonly id: ThingId; readonly length: number; readonly fixed: boolean }[];
  readonly symbols: readonly { readonly id: ThingId; readonly awake: boolean }[];
  readonly shadows: readonly {
    readonly id: ThingId;
    readonly theme: ThemeTag;
    readonly x: number;
    readonly y: number;
    readonly weight: number;
    readonly full: number;
    readonly ring: number;
    readonly warmth: number;
    readonly gone: boolean;
  }[];
  readonly lanterns: readonly { readonly id: ThingId; readonly x: number; readonly y: number; readonly glow: number; readonly cycle: number }[];
  readonly loose: readonly { readonly id: ThingId; readonly x: number; readonly y: number; readonly angle: number; readonly heldBy: Who }[];
  readonly fragments: readonly { readonly id: ThingId; readonly x: number; readonly y: number }[];
  readonly threads: readonly { readonly id: ThingId; readonly by: Who; readonly cloth: Cloth; readonly gold: boolean; readonly place: number }[];
  readonly goal: number;
  readonly hands: readonly { readonly a: Who; readonly b: Who; readonly tune: number }[];
  readonly pairs: readonly { readonly a: Who; readonly b: Who; readonly g: number }[];
  readonly guide: { readonly x: number; readonly y: number; readonly z: number; readonly lookX: number; readonly lookY: number };
  readonly people: readonly PersonSeen[];
}

/** What a viewer may see of what `common` lists, ids only, by kind. */
export interface Visible {
  readonly people: readonly Who[];
  readonly loose: readonly ThingId[];
}

export interface SceneSeen {
  readonly id: ThingId;
  readonly storylet: string;
  readonly at: ThingId;
  readonly speaker: string;
  readonly text: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly form: string;
  readonly untilTick: number;
}

/** For one person alone. */
export interface Own {
  readonly id: Who;
  /** exact state for prediction */
  readonly avatar: {
    readonly x: number;
    readonly y: number;
    readonly z: number;
    readonly vx: number;
    readonly vy: number;
    readonly lift: number;
    readonly groundX: number;
    readonly groundY: number;
    readonly mist: number;
  };
  /** modifiers of my step: bit 1 glide, 2 cold, 4 carrying */
  readonly modifiers: number;
  readonly partners: readonly Who[];
  readonly ease: number;
  readonly breaths: number;
  readonly tune: number;
  readonly params: Params;
  readonly signal: { readonly state: string; readonly quality: number; readonly hr: number; readonly arousal: number };
  readonly consents: Readonly<Partial<Record<Purpose, Consent>>>;
  readonly limits: { readonly lines: readonly ThemeTag[]; readonly veils: readonly ThemeTag[]; readonly ceiling: number };
  readonly hidden: readonly Who[];
  /** symbols and shadows that stand there in another form for me: id -> 'stand-in' | 'veiled' | 'gone' */
  readonly clothes: Readonly<Record<ThingId, string>>;
  readonly scenes: readonly SceneSeen[];
  readonly offers: readonly { readonly id: ThingId; readonly by: Who; readonly untilTick: number }[];
  readonly fragments: readonly { readonly id: ThingId; readonly offered: boolean; readonly theme: ThemeTag; readonly because: readonly CauseId[] }[];
  /** what E does now, and with what */
  readonly reach: { readonly id: ThingId; readonly kind: string; readonly verb: string; readonly name: string } | null;
}
