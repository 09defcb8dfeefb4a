/**
 * What anyone sees: `common` once for all, `visible` ids for one viewer, `own` for one person alone. Secrets stop here.
 * These shapes are what `protocol` puts on the wire and what journals keep as outcomes.
 */
import { clamp } from '../kernel/math.ts';
import { feelingOfRegion } from './affect/field.ts';
import type { CompiledScenario } from './compiled.ts';
import { gatherOwn } from './gathered.ts';
import { clothesOf } from './governance/clothes.ts';
import { DEFAULT_CEILING } from './governance/gate.ts';
import type { Answer, Consent, Purpose } from './governance/model.ts';
import { type Arc, answersOf, arcsSeen, type GovernanceSeen, governanceSeen, voiceOf } from './governance/seen.ts';
import { type StoneSeen, stonesSeen } from './governance/stones.ts';
import { notebookOf, type SketchSeen } from './guide/notebook.ts';
import { type Believed, believedOf } from './guide/own.ts';
import { type ReedSeen, reedsSeen } from './guide/reeds.ts';
import { type ShowingSeen, showingSeen } from './guide/show.ts';
import { type CauseId, type RegionId, type ThemeTag, type ThingId, TICK_RATE, type Who } from './ids.ts';
import { type StringSeen, stringsSeen } from './jukebox/box.ts';
import type { MusicPlan, Params } from './jukebox/model.ts';
import { paramsFor } from './jukebox/step.ts';
import { sandLeft } from './narrative/acts.ts';
import { reachOf } from './narrative/reach.ts';
import { type CircleSeen, circleSeen, type SceneSeen, type StorySeen, scenesSeen, storySeen } from './narrative/seen.ts';
import { clothName, type DeckSeen, deckSeen, type RolesSeen, rolesSeen } from './orchestration/seen.ts';
import { dreamingIn, type PersonSeen, peopleSeen } from './people/seen.ts';
import { modifiersOf } from './space/avatar.ts';
import { type GroundSeen, groundSeen, type LooseSeen, looseSeen, type OffersSeen, offersFor } from './space/seen.ts';
import type { World } from './world.ts';

export interface Common extends RolesSeen, GroundSeen, StorySeen {
  readonly tick: number;
  readonly title: string;
  readonly begun: boolean;
  readonly act: { readonly id: string; readonly title: string; readonly index: number };
  readonly palette: { readonly from: string; readonly to: string; readonly t: number };
  readonly params: Params;
  readonly plan: MusicPlan;
  /** what the music is played on, names with a space between: the first always, each further one as it grows fuller */
  readonly instruments: string;
  /** share of the night's sand left */
  readonly sand: number;
  readonly sandSeconds: number;
  readonly dreaming: number;
  readonly ending: string;
  readonly regions: readonly { readonly id: RegionId; readonly weather: string; readonly valence: number; readonly arousal: number }[];
  readonly loose: LooseSeen;
  readonly pairs: readonly { readonly a: Who; readonly b: Who; readonly g: number }[];
  readonly guide: {
    readonly x: number;
    readonly y: number;
    readonly z: number;
    readonly lookX: number;
    readonly lookY: number;
    readonly exposed: boolean;
    readonly mirror: boolean;
    /** something odd about it, or that only looks odd, which can be seen or heard now */
    readonly showing: ShowingSeen | null;
  };
  /** further lights of the guide, where many dream: the first has number 1 */
  readonly lights: readonly {
    readonly id: string;
    readonly x: number;
    readonly y: number;
    readonly z: number;
    readonly lookX: number;
    readonly lookY: number;
  }[];
  /** reeds of the Mirror, none before it woke */
  readonly reeds: readonly ReedSeen[];
  /** stones of the vote: how many stand by which option */
  readonly stones: readonly StoneSeen[];
  /** strings of the open box, none while it is closed; and the tick at which it closes, 0 */
  readonly strings: readonly StringSeen[];
  readonly stringsUntil: number;
  readonly governance: GovernanceSeen;
  /** rules of the charter as it stands */
  readonly charter: readonly { readonly id: string; readonly says: string; readonly binding: boolean }[];
  readonly arcs: readonly Arc[];
  readonly districts: readonly { readonly id: string; readonly legitimacy: number }[];
  readonly people: readonly PersonSeen[];
}

export { causesOf } from './behind.ts';
export type { Arc, Counts, GovernanceSeen } from './governance/seen.ts';
export type { CircleSeen, SceneSeen } from './narrative/seen.ts';
export { hidesEither, type PersonSeen, type Visible, visible } from './people/seen.ts';

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
  /** null while I sit in none */
  readonly circle: CircleSeen | null;
  readonly offers: OffersSeen;
  readonly fragments: readonly {
    readonly id: ThingId;
    readonly offered: boolean;
    readonly theme: ThemeTag;
    readonly because: readonly CauseId[];
  }[];
  /** my deck while I hold a role */
  readonly deck: DeckSeen | null;
  /** name that the narrator gave to the cloth, '' for none and from who is hidden */
  readonly clothName: string;
  /** my raised voice, until when */
  readonly voice: { readonly untilTick: number; readonly question: boolean } | null;
  /** my order in the open vote, best first; empty before I voted */
  readonly ballot: readonly string[];
  /** statements I answered */
  readonly answers: Readonly<Record<string, Answer>>;
  /** what the guide believes of oneself; null while it has nothing */
  readonly believed: Believed | null;
  /** what oneself noted, oldest first */
  readonly notebook: readonly SketchSeen[];
  /** what E does now, and with what */
  readonly reach: { readonly id: ThingId; readonly kind: string; readonly verb: string; readonly name: string } | null;
}

/** Seconds a palette takes to become the next act's. */
const PALETTE_SECONDS = 12;

/** Who and what is where: it changes with every tick. */
export type Moving = Pick<Common, 'tick' | 'loose' | 'people'>;

/** Everything that is the same for all. */
export function common(world: World, scenario: CompiledScenario): Common {
  return { ...slow(world, scenario), ...moving(world) };
}

/** `common` without who and what moves, for who tells those two at rates of their own. */
export function slow(world: World, scenario: CompiledScenario): Omit<Common, 'loose' | 'people'> {
  const { narrative, jukebox, affect, guide } = world;
  const act = scenario.acts[narrative.act];
  const sand = sandLeft(world, scenario);
  return {
    title: scenario.title,
    begun: narrative.begun,
    act: { id: act?.id ?? '', title: act?.title ?? '', index: narrative.act },
    palette: {
      from: narrative.palette.from,
      to: narrative.palette.to,
      t: clamp((world.tick - narrative.palette.sinceTick) / (PALETTE_SECONDS * TICK_RATE), 0, 1),
    },
    params: jukebox.group,
    plan: jukebox.plan,
    instruments: scenario.music.instruments.join(' '),
    sand: sand.share,
    sandSeconds: sand.seconds,
    dreaming: dreamingIn(world),
    ending: narrative.ending,
    regions: scenario.regions.map((r) => ({
      id: r.id,
      weather: narrative.regionWeather[r.id] ?? 'still',
      ...feelingOfRegion(affect.field, r),
    })),
    ...groundSeen(world),
    ...storySeen(world),
    pairs: affect.pairs.map((p) => ({ a: p.a, b: p.b, g: p.g })),
    governance: governanceSeen(world),
    charter: world.governance.charter.map((r) => ({ id: r.id, says: r.says, binding: r.binding })),
    arcs: arcsSeen(world),
    districts: world.city.districts.map((d) => ({ id: d.id, legitimacy: d.legitimacy })),
    guide: {
      x: guide.x,
      y: guide.y,
      z: guide.z,
      lookX: guide.lookX,
      lookY: guide.lookY,
      exposed: guide.mask.exposedTick > 0,
      mirror: guide.mask.mirror,
      showing: showingSeen(world),
    },
    lights: guide.others.map(({ x, y, z, lookX, lookY }, i) => ({ id: String(i + 1), x, y, z, lookX, lookY })),
    reeds: reedsSeen(world),
    stones: stonesSeen(world),
    strings: stringsSeen(world),
    stringsUntil: jukebox.box?.untilTick ?? 0,
    ...rolesSeen(world, scenario),
    tick: world.tick,
  };
}

export function moving(world: World): Moving {
  return {
    tick: world.tick,
    loose: looseSeen(world),
    people: peopleSeen(world),
  };
}

/** What is one person's alone; null before they joined. `gathered` may serve for many. */
export function own(world: World, scenario: CompiledScenario, who: Who, gathered = gatherOwn(world)): Own | null {
  const a = world.space.avatars[who];
  if (!a) return null;
  const { affect, governance } = world;
  const breath = affect.breath[who];
  const body = affect.body[who];
  const limits = governance.limits[who];
  const { x, y, z, vx, vy, lift, groundX, groundY, mist } = a;
  return {
    id: who,
    avatar: { x, y, z, vx, vy, lift, groundX, groundY, mist },
    modifiers: modifiersOf(world, who),
    partners: gathered.hands.get(who) ?? [],
    ease: breath?.ease ?? 0,
    breaths: breath?.counted ?? 0,
    tune: gathered.tunes.get(who) ?? 0,
    params: paramsFor(world, scenario, who),
    signal: { state: body?.state ?? 'refused', quality: body?.quality ?? 0, hr: body?.hr ?? 0, arousal: body?.arousal ?? 0 },
    consents: governance.consents[who] ?? {},
    limits: { lines: limits?.lines ?? [], veils: limits?.veils ?? [], ceiling: limits?.ceiling ?? DEFAULT_CEILING },
    hidden: governance.hidden[who] ?? [],
    clothes: clothesOf(world, scenario, who),
    scenes: scenesSeen(world, scenario, gathered.scenes.get(who) ?? []),
    circle: circleSeen(world, scenario, who),
    offers: offersFor(world, who),
    fragments: (gathered.fragments.get(who) ?? []).map((f) => ({ id: f.id, offered: f.offered, theme: f.theme, because: f.because })),
    deck: deckSeen(world, scenario, who),
    clothName: clothName(world, who),
    voice: voiceOf(world, who),
    ballot: governance.vote?.ballots[who] ?? [],
    answers: answersOf(world, who),
    believed: believedOf(world, who),
    notebook: notebookOf(world, who),
    reach: reachOf(world, scenario, who, '', gathered.speakers),
  };
}
