/** Who met which storylet, over all nights of a suite: by temper, by limits, by consents, and why nobody did. */
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { NightResult, Profile } from './night.ts';
import type { Suite } from './suite.ts';

/** Of so many people of a class, so many met it. */
export interface Share {
  readonly met: number;
  readonly of: number;
}

export interface Hole {
  readonly who: string;
  readonly why: string;
  /** so few people that it says nothing: more seeds would tell */
  readonly chance: boolean;
}

export interface CoverageRow {
  readonly storylet: string;
  readonly theme: string;
  /** nights in which anybody met it */
  readonly nights: Share;
  readonly temper: Readonly<Record<string, Share>>;
  readonly limits: Readonly<Record<string, Share>>;
  readonly consents: Readonly<Record<string, Share>>;
  /** kinds of people who never met it, with the reason as far as it is known */
  readonly holes: readonly Hole[];
}

export interface Coverage {
  readonly scenario: string;
  readonly rows: readonly CoverageRow[];
}

/** One table a scenario; storylets and talks in the order of the file. */
export function coverageOf(suite: Suite): Coverage[] {
  return suite.entries.map(({ scenario }) => {
    const nights = suite.nights.filter((n) => n.scenario === scenario.id);
    const ids = [
      ...scenario.storylets.map((s) => s.id),
      ...scenario.dialogues.map((d) => d.id).filter((id) => !scenario.storylets.some((s) => s.id === id)),
    ];
    const rows = ids.map((id) => rowOf(nights, scenario, id));
    // a table asks many such questions at once, and some of them would look remarkable by chance (Bonferroni)
    const asked = rows.reduce((n, row) => n + KINDS.reduce((m, kind) => m + Object.keys(row[kind]).length, 0), 0);
    return {
      scenario: scenario.id,
      rows: rows.map((row) => ({ ...row, holes: holesOf(scenario, nights, row, LEVEL / Math.max(1, asked)) })),
    };
  });
}

type Row = Omit<CoverageRow, 'holes'>;

const KINDS = ['temper', 'limits', 'consents'] as const;
/** Of so many tables one holds a hole that is none. */
const LEVEL = 0.05;

function rowOf(nights: readonly NightResult[], scenario: CompiledScenario, id: string): Row {
  const by = (of: keyof Profile): Record<string, Share> => {
    const shares: Record<string, { met: number; of: number }> = {};
    for (const night of nights) {
      for (const [who, profile] of Object.entries(night.profiles)) {
        shares[profile[of]] ??= { met: 0, of: 0 };
        const share = shares[profile[of]] as { met: number; of: number };
        share.of++;
        if (night.met[id]?.includes(who)) share.met++;
      }
    }
    return Object.fromEntries(Object.entries(shares).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return {
    storylet: id,
    theme: scenario.storylets.find((s) => s.id === id)?.theme ?? '',
    nights: { met: nights.filter((n) => (n.met[id]?.length ?? 0) > 0).length, of: nights.length },
    temper: by('temper'),
    limits: by('limits'),
    consents: by('consents'),
  };
}

/** @param level a class that would be missed by chance more seldom than this is no chance, 0..1 */
function holesOf(scenario: CompiledScenario, nights: readonly NightResult[], row: Row, level: number): Hole[] {
  if (row.nights.of === 0) return [];
  if (row.nights.met === 0) return [{ who: 'nobody', why: whyNobody(scenario, nights, row.storylet), chance: false }];
  const holes: Hole[] = [];
  for (const kind of KINDS) {
    for (const [name, share] of Object.entries(row[kind])) {
      if (share.met > 0) continue;
      holes.push({
        who: `${kind} ${name} (${share.of} ${share.of === 1 ? 'person' : 'people'})`,
        ...whyNot(scenario, row, kind, name, level),
      });
    }
  }
  return holes;
}

function whyNot(scenario: CompiledScenario, row: Row, of: keyof Profile, name: string, level: number): Omit<Hole, 'who'> {
  const others = Object.entries(row[of]).filter(([other]) => other !== name);
  const people = others.reduce((n, [, s]) => n + s.of, 0);
  const rate = people > 0 ? others.reduce((n, [, s]) => n + s.met, 0) / people : 0;
  const share = row[of][name] as Share;
  // a class of `of` people that is like the others would have been missed by chance this often
  const byChance = (1 - rate) ** share.of;
  if (byChance > level)
    return {
      why: `${percent(rate)} of the others met it, so ${share.of} would miss it ${percent(byChance)} of the time; more seeds would tell`,
      chance: true,
    };
  if (of === 'temper' && name === 'stop-card')
    return { why: 'they lay a stop card, which closes scenes and keeps their theme away', chance: false };
  const theme = scenario.storylets.find((s) => s.id === row.storylet)?.theme;
  if (of === 'limits' && theme) return { why: `its theme is ${theme}: a line keeps it away`, chance: false };
  return { why: 'not explained: look at what it asks for', chance: false };
}

function whyNobody(scenario: CompiledScenario, nights: readonly NightResult[], id: string): string {
  const storylet = scenario.storylets.find((s) => s.id === id);
  if (!storylet) return 'a talk, and simulated citizens begin none: people do';
  const missing = new Map<string, { asked: string; nearest: number; nights: number }>();
  for (const night of nights) {
    for (const { fact, asked, came } of night.unmet[id] ?? []) {
      const before = missing.get(fact);
      missing.set(fact, { asked, nearest: Math.max(before?.nearest ?? -Infinity, came), nights: (before?.nights ?? 0) + 1 });
    }
  }
  const always = [...missing].filter(([, m]) => m.nights === nights.length);
  if (always.length > 0)
    return always.map(([fact, m]) => `it asks for ${fact} ${m.asked}, which came to ${Number(m.nearest.toFixed(2))}`).join('; ');
  if (missing.size > 0) {
    const rare = [...missing].map(([fact, m]) => `${fact} ${m.asked} (failed in ${m.nights})`).join(', ');
    return `what it asks for held in some nights only: ${rare}; nobody was there then`;
  }
  const own = storylet.requires.filter((c) => /^(at|here|seen)\.|^(near|alone|guideNear)$/.test(c.fact)).map((c) => c.fact);
  if (own.length > 0) return `what it asks of the person never held: ${own.join(', ')}`;
  if (scenario.symbols.find((s) => s.id === storylet.symbol)?.kind === 'loom')
    return 'simulated citizens come to a loom to weave only: people read there';
  if (storylet.symbol !== '') return `nobody woke ${storylet.symbol} while it was the best fitting`;
  return 'another storylet always fitted better';
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
