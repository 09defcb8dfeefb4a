/** Epstein's world for tests: citizens and cops on a torus, with the product's own rules. Numbers of the run are those of NetLogo's "Rebellion". */
import { arrestChance, grievance, wouldStand } from '../../../shared/dream/governance/protest.ts';
import { below, type StreamState, streamOf, uniform } from '../../../shared/kernel/random.ts';

const SIDE = 40;
const SIGHT = 7;
const NEAR: readonly (readonly [number, number])[] = Array.from(
  { length: 15 * 15 },
  (_, i) => [(i % 15) - 7, Math.floor(i / 15) - 7] as const,
).filter(([x, y]) => x * x + y * y <= SIGHT * SIGHT);

interface Agent {
  at: number;
  cop: boolean;
  hardship: number;
  aversion: number;
  active: boolean;
  jail: number;
}

/** What stands on each cell, those in jail left out, and who. */
const [FREE, QUIET, ACTIVE, COP] = [0, 1, 2, 3] as const;
interface Ground {
  readonly kind: Uint8Array;
  readonly who: (Agent | null)[];
}

export interface Run {
  /** active citizens after each tick */
  readonly active: number[];
  readonly peak: number;
  readonly bursts: number;
  /** share of ticks with fewer than ten active */
  readonly quiet: number;
  readonly mean: number;
}

/** One run: 70 % citizens, 4 % cops, sight 7, jail up to 30 ticks. `legitimacy` by tick; `whole` rounds C/A. */
export function rebellion(seed: number, ticks: number, legitimacy: (tick: number) => number, whole: (x: number) => number): Run {
  const rng = streamOf(String(seed), 'rebellion');
  const ground: Ground = { kind: new Uint8Array(SIDE * SIDE), who: new Array<Agent | null>(SIDE * SIDE).fill(null) };
  const agents: Agent[] = [];
  for (let i = 0; i < Math.round(0.74 * SIDE * SIDE); i++) {
    let at = below(rng, SIDE * SIDE);
    while (ground.kind[at] !== FREE) at = below(rng, SIDE * SIDE);
    const agent = { at, cop: i < 0.04 * SIDE * SIDE, hardship: uniform(rng), aversion: uniform(rng), active: false, jail: 0 };
    stand(ground, agent, at);
    agents.push(agent);
  }
  const active: number[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    const l = legitimacy(tick);
    for (const agent of mixed(rng, agents)) {
      if (agent.jail > 0) continue;
      move(rng, ground, agent);
      if (agent.cop) arrest(rng, ground, agent);
      else {
        agent.active = decides(ground, agent, l, whole);
        stand(ground, agent, agent.at);
      }
    }
    for (const agent of agents) if (agent.jail > 0) agent.jail--;
    active.push(agents.filter((a) => a.active && a.jail === 0).length);
  }
  const bursts = active.filter((n, i) => n > 50 && (active[i - 1] ?? 0) <= 50).length;
  return {
    active,
    bursts,
    peak: Math.max(...active),
    quiet: active.filter((n) => n < 10).length / ticks,
    mean: active.reduce((sum, n) => sum + n, 0) / ticks,
  };
}

function mixed(rng: StreamState, agents: Agent[]): Agent[] {
  for (let i = agents.length - 1; i > 0; i--) {
    const j = below(rng, i + 1);
    [agents[i], agents[j]] = [agents[j] as Agent, agents[i] as Agent];
  }
  return agents;
}

/** Cells in sight of each cell, its own among them. */
const SEEN: readonly Int16Array[] = Array.from({ length: SIDE * SIDE }, (_, at) =>
  Int16Array.from(NEAR, ([dx, dy]) => ((Math.floor(at / SIDE) + dy + SIDE) % SIDE) * SIDE + (((at % SIDE) + dx + SIDE) % SIDE)),
);
const seenFrom = (at: number): Int16Array => SEEN[at] as Int16Array;

function stand(ground: Ground, agent: Agent, at: number): void {
  agent.at = at;
  ground.who[at] = agent;
  ground.kind[at] = agent.cop ? COP : agent.active ? ACTIVE : QUIET;
}

function leave(ground: Ground, agent: Agent): void {
  if (ground.who[agent.at] !== agent) return;
  ground.who[agent.at] = null;
  ground.kind[agent.at] = FREE;
}

/** How many cells in sight hold `kind`, and the one of them that chance picks; -1 for none. */
function one(rng: StreamState, ground: Ground, from: number, kind: number): number {
  const seen = seenFrom(from);
  let n = 0;
  for (const at of seen) if (ground.kind[at] === kind) n++;
  if (n === 0) return -1;
  let k = below(rng, n);
  for (const at of seen) if (ground.kind[at] === kind && k-- === 0) return at;
  return -1;
}

function move(rng: StreamState, ground: Ground, agent: Agent): void {
  const to = one(rng, ground, agent.at, FREE);
  if (to < 0) return;
  leave(ground, agent);
  stand(ground, agent, to);
}

/** Who stands already counts themselves twice, as that program has it. */
function decides(ground: Ground, agent: Agent, legitimacy: number, whole: (x: number) => number): boolean {
  let cops = 0;
  let active = 1;
  for (const at of seenFrom(agent.at)) {
    const kind = ground.kind[at];
    if (kind === COP) cops++;
    else if (kind === ACTIVE) active++;
  }
  return wouldStand(grievance(agent.hardship, legitimacy), agent.aversion, arrestChance(cops, active, whole));
}

function arrest(rng: StreamState, ground: Ground, cop: Agent): void {
  const at = one(rng, ground, cop.at, ACTIVE);
  const caught = at < 0 ? null : ground.who[at];
  if (!caught) return;
  Object.assign(caught, { active: false, jail: below(rng, 30) });
  leave(ground, caught);
  leave(ground, cop);
  stand(ground, cop, at);
}
