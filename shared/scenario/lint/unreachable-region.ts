import type { CompiledRegion } from '../../dream/compiled.ts';
import { hypot } from '../../kernel/math.ts';
import { inside, type MapThings } from '../map.ts';
import { type Finding, findingAt } from '../report.ts';
import type { MeaningRule, Whole } from './rule.ts';

const RULE = 'unreachable-region';
/** How far a bridge may end from its region's edge, m. */
const END_SLACK = 1.5;

/** Regions that touch are one ground: the centre line between them leaves no gap. */
function touch(a: CompiledRegion, b: CompiledRegion): boolean {
  const d = hypot(b.x - a.x, b.y - a.y);
  if (d === 0) return true;
  const ux = (b.x - a.x) / d;
  const uy = (b.y - a.y) / d;
  const reach = (r: CompiledRegion): number => 1 / hypot(ux / r.rx, uy / r.ry);
  return reach(a) + reach(b) >= d;
}

/** Regions that can be walked to from a spawn, over bridges and touching ground. */
function reached(map: MapThings): Set<string> {
  const starts = map.regions.filter((r) => map.spawns.some((s) => inside(r, s.x, s.y, 0)));
  const seen = new Set(starts.map((r) => r.id));
  const queue = [...starts];
  for (let here = queue.pop(); here; here = queue.pop()) {
    for (const r of map.regions) {
      if (seen.has(r.id)) continue;
      const bridged = map.bridges.some((b) => (b.from === here?.id && b.to === r.id) || (b.to === here?.id && b.from === r.id));
      if (!bridged && !touch(here, r)) continue;
      seen.add(r.id);
      queue.push(r);
    }
  }
  return seen;
}

export const unreachableRegion: MeaningRule = {
  name: RULE,
  about: 'ground that no bridge leads to, a bridge that ends in the air, and things that stand in the mist',
  check(whole) {
    const { map } = whole;
    const findings: Finding[] = [];
    const tell = (id: string, reason: string, fix: string): void => {
      const place = map.names.find((n) => n.id === id)?.place ?? { file: map.file, offset: 0 };
      findings.push(findingAt(whole.files, place, { rule: RULE, path: id, reason, fix }));
    };
    if (map.spawns.length === 0 || map.regions.length === 0) {
      const what = map.regions.length === 0 ? 'region' : 'spawn';
      return [
        findingAt(
          whole.files,
          { file: map.file, offset: 0 },
          { rule: RULE, path: 'layers', reason: `the map has no ${what}`, fix: `draw an object of class ${what}` },
        ),
      ];
    }
    const seen = reached(map);
    for (const r of map.regions)
      if (!seen.has(r.id)) tell(r.id, `nobody can walk to "${r.id}"`, 'draw a bridge to it, or let it touch ground that has one');
    const ground = (x: number, y: number): boolean => map.regions.some((r) => inside(r, x, y, 0));
    for (const s of map.symbols) if (s.region === '') tell(s.id, `the symbol "${s.id}" stands in the mist`, 'move it onto a region');
    for (const s of map.spawns) if (!ground(s.x, s.y)) tell(s.id, `the spawn "${s.id}" lies in the mist`, 'move it onto a region');
    for (const l of map.loose) if (!ground(l.x, l.y)) tell(l.id, `the loose thing "${l.id}" lies in the mist`, 'move it onto a region');
    findings.push(...openEnds(whole, tell));
    return findings;
  },
};

function openEnds({ map }: Whole, tell: (id: string, reason: string, fix: string) => void): Finding[] {
  for (const b of map.bridges) {
    const ends = [
      { name: b.from, x: b.ax, y: b.ay },
      { name: b.to, x: b.bx, y: b.by },
    ];
    for (const end of ends) {
      const region = map.regions.find((r) => r.id === end.name);
      if (region && !inside(region, end.x, end.y, END_SLACK))
        tell(b.id, `the bridge "${b.id}" does not touch "${end.name}"`, 'move its end to the edge of the region');
    }
  }
  return [];
}
