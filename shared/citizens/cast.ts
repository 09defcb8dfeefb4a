/**
 * The cast: simulated citizens and named agents. They read a dream and answer with commands, like everybody else; they have no other power.
 * Their state is plain data, so that a snapshot of world and cast goes on exactly.
 */

import type { Command } from '../dream/commands.ts';
import type { CastMember, CompiledScenario } from '../dream/compiled.ts';
import { CONSENT_WORDING } from '../dream/governance/model.ts';
import { TICK_RATE, type Who } from '../dream/ids.ts';
import { CLOTHS, SHAPES } from '../dream/people/model.ts';
import { copyPlain } from '../dream/snapshot.ts';
import type { Dream } from '../dream/world.ts';
import { max } from '../kernel/math.ts';
import { below, between, pick, type StreamState, streamOf } from '../kernel/random.ts';
import { playRole } from './agents.ts';
import { type BodyState, bodyReading, newBody } from './body.ts';
import { breathKey } from './breathe.ts';
import { type Company, keepCompany } from './company.ts';
import { holdCouncil } from './council.ts';
import { type Member, restWish } from './member.ts';
import { steerMember, think } from './mind.ts';
import { isCurious } from './notice.ts';
import { profileOf, themesOf } from './profile.ts';
import { govern } from './protest.ts';
import { misbehave } from './tempers.ts';
import { FIRST_NAMES, GENERIC_LINES } from './words.ts';

/** Ticks between the arrivals of two members. */
const ARRIVAL = 4;
/** Ticks between two readings of a simulated body (2 s). */
const READING = 2 * TICK_RATE;

/** How much a company gives of what it finds, each time somebody thinks of it: drawn once a night. */
const GIVING = [0.015, 0.15] as const;

export interface CastState {
  rng: StreamState;
  members: Member[];
  bodies: Record<Who, BodyState>;
  company: Record<Who, Company>;
  /** false in headless sessions, where the size is as asked for; true where members leave as people come */
  yields: boolean;
}

export interface CastOptions {
  readonly seed: string | number;
  /** simulated in all; default: those of the scenario, filled up to its companions' minimum */
  readonly size?: number;
  /** members make room as people come */
  readonly yields?: boolean;
  /** each simulated citizen has limits and consents of their own (`profile.ts`); default: what company has */
  readonly varied?: boolean;
}

export class Cast {
  readonly state: CastState;
  private readonly sheets: ReadonlyMap<string, CastMember>;

  constructor(scenario: CompiledScenario, state: CastState) {
    this.state = state;
    this.sheets = new Map(sheetsFor(scenario, state.members.length).map((s) => [s.id, s]));
  }

  get size(): number {
    return this.state.members.length;
  }

  /** What everybody does at the coming tick. */
  act(dream: Dream): Command[] {
    const out: Command[] = [];
    if (this.state.yields) this.makeRoom(dream, out);
    keepCompany(dream, this.state, this.sheets, out);
    const { members } = this.state;
    for (let index = 0; index < members.length; index++) this.actFor(dream, members[index] as Member, index, out);
    return out;
  }

  /** One member's tick. Most ticks of most members are nothing but a look at the breath key. */
  private actFor(dream: Dream, member: Member, index: number, out: Command[]): void {
    const { world } = dream;
    if (!member.joined) {
      if (world.tick >= member.joinTick) this.join(member, out);
      return;
    }
    const person = world.people.byId[member.id];
    if (person?.state !== 'dreaming') {
      misbehave(dream, member, out);
      return;
    }
    if (world.tick >= member.nextThought) {
      const sheet = this.sheets.get(member.cast);
      if (sheet) {
        member.nextThought = world.tick + 6 + below(member.rng, 5);
        think(dream, member, sheet, out);
        steerMember(dream, member);
      }
    }
    if (person.kind === 'simulated') {
      govern(dream, member, index, out);
    } else {
      const sheet = this.sheets.get(member.cast);
      if (sheet) playRole(dream, member, sheet, out);
      holdCouncil(dream, member, sheet, out);
    }
    if (member.temper !== 'ordinary') misbehave(dream, member, out);
    this.control(dream, member, out);
    if ((world.tick + index * 7) % READING === 0) this.read(dream, member, out);
  }

  private join(member: Member, out: Command[]): void {
    const sheet = this.sheets.get(member.cast);
    if (!sheet) return;
    member.joined = true;
    out.push({
      type: 'join',
      by: member.id,
      body: { kind: sheet.kind, name: sheet.name.slice(0, 24), shape: sheet.shape, cloth: sheet.cloth, cast: sheet.id, spawn: sheet.home },
    });
    if (member.profile?.limits) out.push({ type: 'limit.set', by: member.id, body: copyPlain(member.profile.limits) });
    if (sheet.kind === 'simulated' && member.temper !== 'dissenter') {
      for (const purpose of member.profile?.consents ?? (['own-view', 'group', 'near'] as const)) {
        out.push({ type: 'consent.give', by: member.id, body: { purpose, wording: CONSENT_WORDING } });
      }
    }
  }

  private control(dream: Dream, member: Member, out: Command[]): void {
    const breath = breathKey(dream.world, member);
    const now = dream.world.space.avatars[member.id]?.input;
    if (breath !== member.input.breath) member.input = { ...member.input, breath };
    const want = member.input;
    if (!now || (now.mx === want.mx && now.my === want.my && now.float === want.float && now.breath === want.breath)) return;
    out.push({ type: 'move', by: member.id, body: { ...want } });
  }

  private read(dream: Dream, member: Member, out: Command[]): void {
    const consents = dream.world.governance.consents[member.id];
    if (!consents || !(consents.group || consents['own-view'] || consents.near || consents.guide)) return;
    let body = this.state.bodies[member.id];
    if (!body) {
      body = newBody(member.rng);
      this.state.bodies[member.id] = body;
    }
    out.push({ type: 'reading', by: member.id, body: bodyReading(dream, member, body) });
  }

  /** As people come, members leave: last in first out, never from a joint act, with a reason. */
  private makeRoom(dream: Dream, out: Command[]): void {
    const { world, scenario } = dream;
    if (world.tick % (5 * TICK_RATE) !== 0) return;
    const all = Object.values(world.people.byId).filter((p) => p.state === 'dreaming');
    const people = all.filter((p) => p.kind === 'person').length;
    const simulated = all.filter((p) => p.kind === 'simulated').length;
    if (people + simulated <= scenario.knobs.companionsMin || simulated <= 2) return;
    const leaving = [...this.state.members].reverse().find((m) => {
      const here = world.people.byId[m.id];
      return here?.kind === 'simulated' && here.state === 'dreaming' && !world.space.hands.some((h) => h.a === m.id || h.b === m.id);
    });
    if (!leaving) return;
    const words = pick(leaving.rng, this.sheets.get(leaving.cast)?.lines.farewell ?? GENERIC_LINES.farewell ?? ['My stop.']);
    out.push({ type: 'say', by: leaving.id, body: { words } }, { type: 'wake', by: leaving.id, body: {} });
  }
}

/** The sheets of a cast of `size`: the scenario's own in order, then made-up citizens. */
export function sheetsFor(scenario: CompiledScenario, size: number): CastMember[] {
  const sheets = scenario.cast.slice(0, size);
  for (let i = sheets.length; i < size; i++) {
    sheets.push({
      id: `citizen-${i + 1}`,
      name: `${FIRST_NAMES[i % FIRST_NAMES.length]}`,
      kind: 'simulated',
      role: '',
      shape: SHAPES[(i * 5) % SHAPES.length] ?? 'moon',
      cloth: CLOTHS[(i * 3) % CLOTHS.length] ?? 'stone',
      temper: 'ordinary',
      home: '',
      lines: GENERIC_LINES,
    });
  }
  return sheets;
}

/** A fresh cast. */
export function createCast(scenario: CompiledScenario, options: CastOptions): Cast {
  const agents = scenario.cast.filter((c) => c.kind === 'agent').length;
  const usual = max(scenario.cast.length, scenario.cast.length > 0 ? agents + scenario.knobs.companionsMin - 1 : 0);
  const size = options.size ?? usual;
  const rng = streamOf(String(options.seed), 'cast');
  const giving = between(streamOf(String(options.seed), `giving/${scenario.id}`), ...GIVING);
  let nth = 0;
  const members = sheetsFor(scenario, size).map(
    (sheet, i): Member => ({
      id: `${sheet.kind === 'agent' ? 'a' : 's'}:${sheet.id}`,
      cast: sheet.id,
      temper: sheet.temper,
      rng: streamOf(String(options.seed), `cast/${sheet.id}`),
      joinTick: 2 + i * ARRIVAL,
      joined: false,
      nextThought: 2 + i * ARRIVAL + 20,
      wish: restWish(0),
      breath: { mode: 'off', with: '', late: 0, behind: 0 },
      path: [],
      input: { mx: 0, my: 0, float: false, breath: false },
      quietUntil: 0,
      choosing: {},
      wording: {},
      giving,
      turn: 0,
      // all members have the same fields in the same order: the engine finds fields of many kinds of objects more slowly
      intends: undefined,
      mind: sheet.kind === 'simulated' ? { themes: themesOf(scenario, String(options.seed), sheet.id) } : undefined,
      curious: sheet.kind === 'simulated' ? isCurious(String(options.seed), nth++, scenario.knobs.companionsCurious) : undefined,
      shown: undefined,
      noted: undefined,
      profile: options.varied && sheet.kind === 'simulated' ? profileOf(scenario, String(options.seed), sheet.id) : undefined,
      unrest: undefined,
    }),
  );
  return new Cast(scenario, { rng, members, bodies: {}, company: {}, yields: options.yields ?? false });
}

/** A cast from the state in a snapshot. */
export function restoreCast(scenario: CompiledScenario, state: unknown): Cast {
  return new Cast(scenario, copyPlain(state) as CastState);
}
