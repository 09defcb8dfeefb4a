/** Who plays which role. A person takes it from its agent and hands it back; sand, cooldowns and what stands stay as they are. */
import { pick } from '../../kernel/random.ts';
import { type Refusal, refuse } from '../commands.ts';
import type { CompiledScenario } from '../compiled.ts';
import { type CauseId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { SPEECH } from '../narrative/rules.ts';
import { playersOf } from '../people/roster.ts';
import type { World } from '../world.ts';
import { ROLES, type Role } from './model.ts';
import { FADE_SECONDS, SILENCE_SECONDS } from './rules.ts';

/** The agent that plays a role when nobody else does, if it is here; '' otherwise. */
export function agentOf(world: World, scenario: CompiledScenario, role: Role): Who {
  const sheet = scenario.cast.find((c) => c.role === role);
  const who = sheet ? (playersOf(world.people, sheet.id)[0] ?? '') : '';
  return world.people.byId[who]?.state === 'dreaming' ? who : '';
}

/** Who holds a role now: a person, else its agent, else nobody (''). */
export function holderOf(world: World, scenario: CompiledScenario, role: Role): Who {
  return world.orchestration.roles[role].holder || agentOf(world, scenario, role);
}

/** Role that somebody holds now; '' for a citizen, and for an agent whose role a person has. */
export function roleHeldBy(world: World, scenario: CompiledScenario, who: Who): Role | '' {
  const { roles } = world.orchestration;
  for (const role of ROLES) if (roles[role].holder === who) return role;
  const cast = world.people.byId[who]?.cast ?? '';
  const played = cast === '' ? '' : (scenario.cast.find((c) => c.id === cast)?.role ?? '');
  return played !== '' && roles[played].holder === '' ? played : '';
}

/** Somebody did something that everybody can see: a holder is not silent. */
export function heard(world: World, who: Who): void {
  const { roles } = world.orchestration;
  for (const role of ROLES) if (roles[role].holder === who) roles[role].heardTick = world.tick;
}

export function takeRole(now: Moment, who: Who, role: Role, cause: CauseId): Refusal | null {
  const { world } = now;
  const state = world.orchestration.roles[role];
  if (world.people.byId[who]?.kind === 'agent') return refuse('role.agent', 'an agent has its own role', '');
  if (world.narrative.ending !== '') return refuse('role.over', 'the night is over', '');
  if (state.holder === who) return refuse('role.yours', `you are ${role} already`, '');
  const other = ROLES.find((r) => world.orchestration.roles[r].holder === who);
  if (other) return refuse('role.one', `you are ${other}: one role each`, 'hand it back first');
  if (state.holder !== '') return refuse('role.taken', `somebody else is ${role}`, 'ask them, or call them back');
  const agent = agentOf(world, now.scenario, role);
  const taken = now.event('role.taken', who, role, [cause], { role });
  Object.assign(state, { holder: who, sinceTick: now.tick, heardTick: now.tick, recall: [], because: [taken] });
  sayFor(now, agent, 'handover', who, taken);
  return null;
}

export function returnRole(now: Moment, who: Who, role: Role, cause: CauseId): Refusal | null {
  if (now.world.orchestration.roles[role].holder !== who) return refuse('role.none', `you are not ${role}`, '');
  giveBack(now, role, 'handed', [cause]);
  return null;
}

/** Half of the people present call a holder back. Simulated citizens count only where no person is. */
export function recallRole(now: Moment, who: Who, role: Role, cause: CauseId): Refusal | null {
  const { world } = now;
  const state = world.orchestration.roles[role];
  const kind = world.people.byId[who]?.kind;
  if (kind === 'agent') return refuse('role.agent', 'agents do not vote', '');
  if (state.holder === '') return refuse('role.agent', `nobody took ${role}: its agent plays it`, '');
  if (state.recall.includes(who)) return refuse('role.recalled', 'you asked for it already', '');
  const people = now.dreamers().filter((w) => world.people.byId[w]?.kind === 'person');
  const voters = people.length > 0 ? people : now.dreamers().filter((w) => world.people.byId[w]?.kind === 'simulated');
  if (!voters.includes(who)) return refuse('role.people', 'people decide this while people are here', '');
  const votes = [...state.recall.filter((w) => voters.includes(w)), who];
  const asked = now.event('role.recall', who, role, [cause, ...state.because], { role, votes: votes.length, voters: voters.length });
  state.recall = votes;
  state.because = [...state.because.slice(-1), asked];
  if (votes.length * 2 >= voters.length) giveBack(now, role, 'recalled', [asked]);
  return null;
}

/** Once a second: who woke or has been silent gives the role back. */
export function stepRoles(now: Moment): void {
  const { orchestration: o, people } = now.world;
  for (const role of ROLES) {
    const state = o.roles[role];
    if (state.holder === '') continue;
    if (people.byId[state.holder]?.state === 'awake') giveBack(now, role, 'left', state.because);
    else if (now.tick - state.heardTick > ticks(SILENCE_SECONDS)) giveBack(now, role, 'silence', state.because);
  }
}

function giveBack(now: Moment, role: Role, how: 'handed' | 'silence' | 'recalled' | 'left', because: readonly CauseId[]): void {
  const state = now.world.orchestration.roles[role];
  const had = state.holder;
  const back = now.event('role.returned', had, role, because, { role, how });
  Object.assign(state, { holder: '', sinceTick: now.tick, recall: [], because: [back] });
  sayFor(now, agentOf(now.world, now.scenario, role), 'takeback', had, back);
}

/** One line of the agent, to whom it is about and to those in hearing. */
function sayFor(now: Moment, agent: Who, occasion: 'handover' | 'takeback', to: Who, cause: CauseId): void {
  const { world, scenario } = now;
  const lines = scenario.cast.find((c) => c.id === world.people.byId[agent]?.cast)?.lines[occasion] ?? [];
  const at = world.space.avatars[agent];
  if (lines.length === 0 || !at) return;
  const text = lines.length > 1 ? pick(now.random('roles'), lines) : (lines[0] ?? '');
  const near = now.near(at.x, at.y, SPEECH).filter((who) => who !== to);
  for (const who of [to, ...near]) now.effect({ kind: 'words', to: who, by: agent, source: agent, text, because: [cause] });
}

/** True while control passes over. */
export function isFading(world: World, role: Role): boolean {
  return world.tick - world.orchestration.roles[role].sinceTick < ticks(FADE_SECONDS);
}
