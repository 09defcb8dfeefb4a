/**
 * What a night hands on to the next: charter, wounds, legitimacy, colours of the cloth, places of the most tended lanterns, trust, `carry.*`. Plain data
 * with a number of its form; no word, name, id or reading of anybody is in it.
 */
import { max, roundTo, sqrt } from '../../kernel/math.ts';
import type { CompiledClause, CompiledScenario } from '../compiled.ts';
import { charterWith } from '../governance/charter.ts';
import { trustOf } from '../guide/inference.ts';
import type { Cloth } from '../people/model.ts';
import type { World } from '../world.ts';

export const CARRIED_FORMAT = 1;
/** Legitimacy comes this part of the way back to where a city begins, between two nights. */
const BACK = 1 / 3;
/** Most tended lanterns that stay. */
const LANTERNS = 12;
/** Largest number of things in a list that is read. */
const MOST = 400;

export interface Carried {
  readonly format: typeof CARRIED_FORMAT;
  /** scenario of the night it comes from, and how that ended */
  readonly from: string;
  readonly ending: string;
  /** nights behind it */
  readonly nights: number;
  /** already a third of the way back */
  readonly legitimacy: number;
  readonly districts: readonly { readonly id: string; readonly legitimacy: number }[];
  /** clauses that were voted and stand, whole, so that they hold where no scenario knows them */
  readonly clauses: readonly CompiledClause[];
  readonly wounds: readonly { readonly id: string; readonly open: number }[];
  /** every thread ever woven, by colour */
  readonly threads: { readonly count: number; readonly gold: number; readonly cloths: Readonly<Partial<Record<Cloth, number>>> };
  readonly lanterns: readonly { readonly x: number; readonly y: number; readonly glow: number; readonly cycle: number }[];
  /** mean trust in the guide, 0..1 */
  readonly trust: number;
  /** the guide stood without its mask */
  readonly exposed: boolean;
  readonly facts: Readonly<Record<string, number>>;
}

/** What this night hands on. Pure; may be asked at any time, means something once the night has ended. */
export function carryOut(world: World, scenario: CompiledScenario): Carried {
  const { narrative, governance, city, space } = world;
  const start = scenario.governance.legitimacy;
  const back = (l: number, home: number): number => roundTo(l + (home - l) * BACK, 6);
  const before = city.carried?.threads;
  const cloths: Partial<Record<Cloth, number>> = { ...before?.cloths };
  for (const t of narrative.threads) cloths[t.cloth] = (cloths[t.cloth] ?? 0) + 1;
  const facts: Record<string, number> = {};
  for (const name of Object.keys(narrative.facts).sort()) if (name.startsWith('carry.')) facts[name] = narrative.facts[name] ?? 0;
  const lanterns = [...space.lanterns].sort((a, b) => b.glow - a.glow || a.plantedTick - b.plantedTick).slice(0, LANTERNS);
  return {
    format: CARRIED_FORMAT,
    from: scenario.id,
    ending: narrative.ending,
    nights: (city.carried?.nights ?? 0) + 1,
    legitimacy: back(governance.legitimacy, start),
    districts: city.districts.map((d) => ({
      id: d.id,
      legitimacy: back(d.legitimacy, scenario.districts.find((s) => s.id === d.id)?.legitimacy ?? start),
    })),
    clauses: governance.adopted.map((clause) => ({ ...clause })),
    // wounds that tonight does not know stay as they were
    wounds: [
      ...city.wounds.map((w) => ({ id: w.id, open: roundTo(w.open, 6) })),
      ...(city.carried?.wounds ?? []).filter((old) => !city.wounds.some((w) => w.id === old.id)),
    ],
    threads: {
      count: (before?.count ?? 0) + narrative.threads.length,
      gold: (before?.gold ?? 0) + narrative.threads.filter((t) => t.with !== '').length,
      cloths,
    },
    lanterns: lanterns.map((l) => ({ x: l.x, y: l.y, glow: l.glow, cycle: l.cycle })),
    trust: roundTo(trustNow(world), 6),
    exposed: (narrative.facts.exposed ?? 0) > 0,
    facts,
  };
}

/** Mean trust in the guide of all it ever had to do with; of nobody: what was carried in, else .5. */
function trustNow({ guide, city }: World): number {
  const beliefs = Object.values(guide.beliefs);
  if (beliefs.length === 0) return city.carried?.trust ?? 0.5;
  return beliefs.reduce((sum, b) => sum + trustOf(b.reputation), 0) / beliefs.length;
}

/** Lays what was handed on into a world that has not begun. Lanterns whose ground is gone stand at the nearest shore. */
export function carryIn(world: World, scenario: CompiledScenario, carried: Carried): void {
  const { governance, city, space, narrative } = world;
  city.carried = carried;
  governance.legitimacy = carried.legitimacy;
  governance.adopted = carried.clauses.map((c) => ({ ...c }));
  governance.charter = charterWith(scenario.governance.charter, governance.adopted);
  for (const d of city.districts) d.legitimacy = carried.districts.find((c) => c.id === d.id)?.legitimacy ?? d.legitimacy;
  for (const w of city.wounds) w.open = carried.wounds.find((c) => c.id === w.id)?.open ?? w.open;
  Object.assign(narrative.facts, carried.facts);
  carried.lanterns.forEach((l, i) => {
    const at = onGround(scenario, l.x, l.y);
    const near = space.lanterns.some((o) => (o.x - at.x) * (o.x - at.x) + (o.y - at.y) * (o.y - at.y) < 16);
    if (near) return;
    space.lanterns.push({
      id: `old${i + 1}`,
      by: '',
      whisper: '',
      plantedTick: 0,
      tendedBy: [],
      because: [],
      glow: l.glow,
      cycle: l.cycle,
      ...at,
    });
  });
}

function onGround(scenario: CompiledScenario, x: number, y: number): { x: number; y: number } {
  let best = { x, y };
  let least = Infinity;
  for (const r of scenario.regions) {
    const [dx, dy] = [x - r.x, y - r.y];
    const out = sqrt((dx / r.rx) * (dx / r.rx) + (dy / r.ry) * (dy / r.ry));
    const k = 0.85 / max(out, 0.85);
    const far = (dx - dx * k) * (dx - dx * k) + (dy - dy * k) * (dy - dy * k);
    if (far < least) [best, least] = [{ x: r.x + dx * k, y: r.y + dy * k }, far];
  }
  return best;
}

/** Reads what a file or a ledger holds; throws a RangeError that says what is wrong with it. */
export function readCarried(value: unknown): Carried {
  const bad = (what: string): never => {
    throw new RangeError(`carried state: ${what}`);
  };
  if (typeof value !== 'object' || value === null) return bad('is no object');
  const c = value as Carried;
  if (c.format !== CARRIED_FORMAT) return bad(`format ${String(c.format)} is unknown, ${CARRIED_FORMAT} is read`);
  for (const key of ['from', 'ending'] as const) if (typeof c[key] !== 'string') bad(`${key} must be a text`);
  for (const key of ['legitimacy', 'trust'] as const) if (!(c[key] >= 0 && c[key] <= 1)) bad(`${key} must lie in 0..1`);
  if (!Number.isInteger(c.nights) || c.nights < 1) bad('nights must be a whole number from 1 on');
  if (typeof c.exposed !== 'boolean') bad('exposed must be true or false');
  for (const key of ['districts', 'clauses', 'wounds', 'lanterns'] as const)
    if (!Array.isArray(c[key]) || c[key].length > MOST) bad(`${key} must be a list of at most ${MOST}`);
  for (const w of c.wounds) if (typeof w.id !== 'string' || !(w.open >= 0 && w.open <= 1)) bad('a wound needs an id, and open in 0..1');
  for (const d of c.districts)
    if (typeof d.id !== 'string' || !(d.legitimacy >= 0 && d.legitimacy <= 1)) bad('a district needs an id, and legitimacy in 0..1');
  for (const l of c.lanterns)
    if (![l.x, l.y, l.glow, l.cycle].every((n) => Number.isFinite(n))) bad('a lantern needs x, y, glow and cycle');
  for (const k of c.clauses)
    if (
      typeof k.id !== 'string' ||
      typeof k.says !== 'string' ||
      !Array.isArray(k.adds) ||
      !Array.isArray(k.removes) ||
      typeof k.does !== 'object'
    )
      bad('a clause needs id, says, adds, removes and does');
  if (typeof c.threads !== 'object' || c.threads === null || !Number.isFinite(c.threads.count)) bad('threads needs a count');
  if (typeof c.facts !== 'object' || c.facts === null) bad('facts must be an object');
  for (const name of Object.keys(c.facts))
    if (!name.startsWith('carry.') || !Number.isFinite(c.facts[name])) bad(`fact ${name} must be a number and begin with carry.`);
  return c;
}
