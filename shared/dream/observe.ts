/**
 * What anyone sees: `common` once for all, `visible` ids for one viewer, `own` for one person alone. Secrets stop here.
 * These shapes are what `protocol` puts on the wire and what journals keep as outcomes.
 */
import { clamp } from '../kernel/math.ts';
import { feelingOfRegion } from './affect/field.ts';
import type { CompiledScenario } from './compiled.ts';
import { gatherOwn } from './gathered.ts';
import { clothesOf } from './governance/clothes.ts';
import { DEFAULT_CEILING, gate } from './governance/gate.ts';
import type { Answer, Consent, Purpose } from './governance/model.ts';
import { type Arc, arcsSeen, type GovernanceSeen, governanceSeen } from './governance/seen.ts';
import { type Believed, believedOf } from './guide/own.ts';
import { type ReedSeen, reedsSeen } from './guide/reeds.ts';
import { type ShowingSeen, showingSeen } from './guide/show.ts';
import { type CauseId, type RegionId, type ThemeTag, type ThingId, TICK_RATE, type Who } from './ids.ts';
import type { MusicPlan, Params } from './jukebox/model.ts';
import { paramsFor } from './jukebox/step.ts';
import { sandLeft } from './narrative/acts.ts';
import { circleOf } from './narrative/circles.ts';
import type { Circle } from './narrative/model.ts';
import { reachOf } from './narrative/reach.ts';
import { CIRCLE } from './narrative/rules.ts';
import { ringOf } from './narrative/shadows.ts';
import { votesFor } from './narrative/voting.ts';
import { ROLES } from './orchestration/model.ts';
import { type DeckSeen, deckSeen, type RolesSeen, rolesSeen } from './orchestration/seen.ts';
import type { Cloth, PersonKind, Shape } from './people/model.ts';
import { modifiersOf } from './space/avatar.ts';
import { SIGHT } from './space/perception.ts';
import type { World } from './world.ts';

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

export interface Common extends RolesSeen {
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
  readonly lanterns: readonly {
    readonly id: ThingId;
    readonly x: number;
    readonly y: number;
    readonly glow: number;
    readonly cycle: number;
  }[];
  readonly loose: readonly { readonly id: ThingId; readonly x: number; readonly y: number; readonly angle: number; readonly heldBy: Who }[];
  readonly fragments: readonly { readonly id: ThingId; readonly x: number; readonly y: number }[];
  readonly threads: readonly {
    readonly id: ThingId;
    readonly by: Who;
    readonly cloth: Cloth;
    readonly gold: boolean;
    readonly place: number;
  }[];
  readonly goal: number;
  readonly hands: readonly { readonly a: Who; readonly b: Who; readonly tune: number }[];
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
  /** reeds of the Mirror, none before it woke */
  readonly reeds: readonly ReedSeen[];
  readonly governance: GovernanceSeen;
  /** rules of the charter as it stands */
  readonly charter: readonly { readonly id: string; readonly says: string; readonly binding: boolean }[];
  readonly arcs: readonly Arc[];
  readonly districts: readonly { readonly id: string; readonly legitimacy: number }[];
  readonly people: readonly PersonSeen[];
}

export type { Arc, Counts, GovernanceSeen } from './governance/seen.ts';

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
  /** where a group decides: how many are for each choice now, by its id, and which is mine; null = I decide alone */
  readonly votes: { readonly counts: Readonly<Record<string, number>>; readonly mine: string } | null;
}

/** The circle I sit in, as far as it may reach me. */
export interface CircleSeen {
  readonly id: ThingId;
  readonly at: ThingId;
  readonly phase: string;
  readonly untilTick: number;
  readonly seats: readonly Who[];
  /** whose turn it is, '' if nobody's */
  readonly turn: Who;
  /** '' before it is asked, or where it may not reach me */
  readonly question: string;
  /** how often I may still ask for more time */
  readonly more: number;
  readonly lines: readonly { readonly id: ThingId; readonly by: Who; readonly words: string; readonly struck: boolean }[];
  /** card given to me, '' if none yet */
  readonly card: string;
  readonly gave: boolean;
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
  /** null while I sit in none */
  readonly circle: CircleSeen | null;
  readonly offers: readonly { readonly id: ThingId; readonly by: Who; readonly untilTick: number }[];
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
  /** what E does now, and with what */
  readonly reach: { readonly id: ThingId; readonly kind: string; readonly verb: string; readonly name: string } | null;
}

/** Seconds a palette takes to become the next act's. */
const PALETTE_SECONDS = 12;

/** Everything that is the same for all. */
export function common(world: World, scenario: CompiledScenario): Common {
  const { narrative, jukebox, space, affect, guide } = world;
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
    dreaming: Object.values(world.people.byId).filter((p) => p.state === 'dreaming').length,
    ending: narrative.ending,
    regions: scenario.regions.map((r) => ({
      id: r.id,
      weather: narrative.regionWeather[r.id] ?? 'still',
      ...feelingOfRegion(affect.field, r),
    })),
    bridges: Object.values(space.bridges).map((b) => ({ id: b.id, length: b.length, fixed: b.fixed })),
    symbols: Object.values(narrative.symbols).map((s) => ({ id: s.id, awake: s.awake })),
    shadows: narrative.shadows.map((s) => ({
      id: s.id,
      theme: s.theme,
      x: s.x,
      y: s.y,
      weight: s.weight,
      full: s.full,
      ring: ringOf(s, world.tick),
      warmth: s.warmth,
      gone: s.goneTick > 0,
    })),
    lanterns: space.lanterns.map((l) => ({ id: l.id, x: l.x, y: l.y, glow: l.glow, cycle: l.cycle })),
    fragments: narrative.fragments.filter((f) => f.heldBy === '').map((f) => ({ id: f.id, x: f.x, y: f.y })),
    threads: narrative.threads.map((t) => ({ id: t.id, by: t.by, cloth: t.cloth, gold: t.with !== '', place: t.place })),
    goal: narrative.goal,
    hands: handsSeen(world),
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
    reeds: reedsSeen(world),
    ...rolesSeen(world, scenario),
    ...moving(world),
  };
}

/** The part of `common` that changes with every tick: who and what is where. */
export function moving(world: World): Pick<Common, 'tick' | 'loose' | 'people'> {
  return {
    tick: world.tick,
    loose: world.space.loose.map((l) => ({ id: l.id, x: l.x, y: l.y, angle: l.angle, heldBy: l.heldBy })),
    people: peopleSeen(world),
  };
}

const pairKey = (a: Who, b: Who): string => (a < b ? `${a}|${b}` : `${b}|${a}`);

function handsSeen({ space, affect }: World): Common['hands'] {
  if (space.hands.length === 0) return [];
  const tunes = new Map(affect.pairs.map((p) => [pairKey(p.a, p.b), p.g]));
  return space.hands.map((h) => ({ a: h.a, b: h.b, tune: tunes.get(pairKey(h.a, h.b)) ?? 0 }));
}

/** Everybody in the place, in the order they came; palms and what they carry are gathered once for all. */
function peopleSeen(world: World): PersonSeen[] {
  const palms = new Set(world.space.offers.map((o) => o.by));
  const carries = new Map<Who, number>();
  for (const f of world.narrative.fragments) if (f.heldBy !== '' && f.offered) carries.set(f.heldBy, (carries.get(f.heldBy) ?? 0) + 1);
  const out: PersonSeen[] = [];
  for (const id of world.people.order) {
    const seen = personSeen(world, id, palms.has(id), carries.get(id) ?? 0);
    if (seen) out.push(seen);
  }
  return out;
}

function personSeen(world: World, id: Who, palm: boolean, carries: number): PersonSeen | null {
  const p = world.people.byId[id];
  const a = world.space.avatars[id];
  if (!p || !a || p.state === 'awake') return null;
  return {
    id,
    kind: p.kind,
    shape: p.shape,
    cloth: p.cloth,
    x: a.x,
    y: a.y,
    z: a.z,
    vx: a.vx,
    vy: a.vy,
    breathIn: shownBreath(world, id),
    palm,
    ember: p.state === 'ember',
    carries,
  };
}

/** A keyed breath is public; a measured one shows only by consent to those near. */
function shownBreath(world: World, id: Who): boolean {
  const breath = world.affect.breath[id];
  if (!breath) return false;
  if (breath.measured && !world.governance.consents[id]?.near) return world.space.avatars[id]?.input.breath ?? false;
  return breath.in;
}

/** Who and which loose things `viewer` may see now: in sight, and neither hides the other. Oneself first. */
export function visible(world: World, viewer: Who): Visible {
  const me = world.space.avatars[viewer];
  if (!me) return { people: [], loose: [] };
  const inSight = (x: number, y: number): boolean => (x - me.x) * (x - me.x) + (y - me.y) * (y - me.y) <= SIGHT * SIGHT;
  const people = Object.keys(world.space.avatars).filter((id) => {
    if (id === viewer) return false;
    const a = world.space.avatars[id];
    return a !== undefined && world.people.byId[id]?.state !== 'awake' && inSight(a.x, a.y) && !hidesEither(world, viewer, id);
  });
  return { people: [viewer, ...people], loose: world.space.loose.filter((l) => inSight(l.x, l.y)).map((l) => l.id) };
}

/** True when one of the two hides the other: then neither sees the other. */
export function hidesEither(world: World, a: Who, b: Who): boolean {
  return (world.governance.hidden[a]?.includes(b) ?? false) || (world.governance.hidden[b]?.includes(a) ?? false);
}

/** What is one person's alone; null before they joined. `gathered` may serve for many. */
export function own(world: World, scenario: CompiledScenario, who: Who, gathered = gatherOwn(world)): Own | null {
  const a = world.space.avatars[who];
  if (!a) return null;
  const { affect, governance, space } = world;
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
    scenes: (gathered.scenes.get(who) ?? []).map((s) => ({
      id: s.id,
      storylet: s.storylet,
      at: s.at,
      speaker: speakerOf(scenario, s.storylet, s.dialogue),
      text: s.text,
      choices: s.choices,
      form: s.form,
      untilTick: s.untilTick,
      votes: votesFor(world, s),
    })),
    circle: circleSeen(world, scenario, who),
    offers: space.offers
      .filter((o) => o.by !== who && (o.to === who || (o.to === '' && nearEnough(world, who, o.by))) && !hidesEither(world, who, o.by))
      .map((o) => ({ id: o.id, by: o.by, untilTick: o.untilTick })),
    fragments: (gathered.fragments.get(who) ?? []).map((f) => ({ id: f.id, offered: f.offered, theme: f.theme, because: f.because })),
    deck: deckSeen(world, scenario, who),
    clothName: clothName(world, who),
    voice: voiceOf(world, who),
    ballot: governance.vote?.ballots[who] ?? [],
    answers: answersOf(world, who),
    believed: believedOf(world, who),
    reach: reachOf(world, scenario, who, '', gathered.speakers),
  };
}

function voiceOf({ governance }: World, who: Who): Own['voice'] {
  const voice = governance.voices[who];
  return voice ? { untilTick: voice.untilTick, question: voice.question } : null;
}

function answersOf({ governance }: World, who: Who): Own['answers'] {
  const out: Record<string, Answer> = {};
  for (const id in governance.answers) {
    const given = governance.answers[id]?.[who];
    if (given) out[id] = given;
  }
  return out;
}

function circleSeen(world: World, scenario: CompiledScenario, who: Who): CircleSeen | null {
  const circle = circleOf(world, who);
  if (!circle) return null;
  const seen = (id: Who): boolean => !hidesEither(world, who, id);
  const { id, at, phase, untilTick, turn, more, gifts } = circle;
  const gift = gifts.find((g) => g.to === who && seen(g.from));
  return {
    id,
    at,
    phase,
    untilTick,
    seats: circle.seats.filter(seen),
    turn: seen(turn) ? turn : '',
    question: questionFor(world, scenario, who, circle),
    more: CIRCLE.more - more,
    lines: circle.lines.filter((l) => seen(l.by)).map((l) => ({ id: l.id, by: l.by, words: l.words, struck: l.struck })),
    card: gift?.card ?? '',
    gave: gifts.some((g) => g.from === who),
  };
}

function questionFor(world: World, scenario: CompiledScenario, who: Who, circle: Circle): string {
  const question = scenario.questions[circle.question];
  if (!question) return '';
  const { text, theme, intensity } = question;
  return gate(world, scenario, {
    id: '',
    kind: 'question',
    to: who,
    by: 'dream',
    source: circle.id,
    theme,
    intensity,
    text,
    soft: '',
    because: [],
  }).text;
}

function speakerOf(scenario: CompiledScenario, storylet: string, dialogue: string): string {
  const speaker =
    scenario.dialogues.find((d) => d.id === dialogue)?.speaker ?? scenario.storylets.find((s) => s.id === storylet)?.speaker ?? '';
  return scenario.cast.find((c) => c.id === speaker)?.name ?? speaker;
}

function clothName(world: World, who: Who): string {
  const { name } = world.orchestration;
  return name && !hidesEither(world, who, name.by) ? name.words : '';
}

/** An open palm is answered from at most 4 m. */
function nearEnough(world: World, a: Who, b: Who): boolean {
  const p = world.space.avatars[a];
  const q = world.space.avatars[b];
  return p !== undefined && q !== undefined && (p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y) <= 16;
}

/** A track of the jukebox: who turned or bent it stands before the signals it follows. */
function trackOf(world: World, about: ThingId): { because: readonly CauseId[] } | undefined {
  const track = world.jukebox.tracks.find((t) => t.id === about);
  return track && { because: [...track.turned, ...track.because] };
}

/** The vote, the charter (its last reform), the council, or a wound of the city. */
function behindGovernance({ governance, city }: World, about: ThingId): { readonly because: readonly CauseId[] } | undefined {
  if (about === 'vote') return governance.vote ?? undefined;
  if (about === 'charter') return governance.protest;
  if (about === 'council') return governance.council;
  return city.wounds.find((w) => w.id === about);
}

/** The causes behind a thing that somebody points at, for "why?". Empty when the thing is unknown. */
export function causesOf(world: World, who: Who, about: ThingId): readonly CauseId[] {
  const { narrative, space, guide, affect } = world;
  const thing =
    narrative.scenes.find((s) => s.id === about || (s.at === about && s.who === who)) ??
    narrative.shadows.find((s) => s.id === about) ??
    narrative.circles.find((c) => c.id === about) ??
    narrative.threads.find((t) => t.id === about) ??
    narrative.fragments.find((f) => f.id === about) ??
    space.lanterns.find((l) => l.id === about) ??
    space.bridges[about] ??
    (narrative.symbols[about]?.awake ? narrative.symbols[about] : undefined) ??
    (about === 'guide' ? guide : undefined) ??
    trackOf(world, about) ??
    (about === who ? affect.breath[who] : undefined) ??
    (about === 'act' ? { because: narrative.actBecause } : undefined) ??
    orchestrationThing(world, about) ??
    behindGovernance(world, about);
  return thing?.because ?? [];
}

/** `role:<role>`, a sign of the sky's margin, and what stands: arrow, spot, lamp, pause. */
function orchestrationThing({ orchestration: o }: World, about: ThingId): { readonly because: readonly CauseId[] } | undefined {
  const role = ROLES.find((name) => about === `role:${name}`);
  if (role) return o.roles[role];
  const standing = (['arrow', 'spot', 'lamp', 'pause', 'backstage'] as const).find((name) => name === about);
  return (standing && o[standing]) || o.signs.find((s) => s.id === about);
}
