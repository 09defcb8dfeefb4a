import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { schemaText } from '../../server/cli/schema.ts';
import { listScenarios, loadScenarioFiles } from '../../server/store/scenarios.ts';
import { COMMANDS } from '../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { FLOOR_CEILING } from '../../shared/dream/governance/gate.ts';
import { CLOTHS, SHAPES } from '../../shared/dream/people/model.ts';
import { occasions, tempers } from '../../shared/dream/people/schema.ts';
import { symbolKinds } from '../../shared/dream/space/schema.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';

const SCENARIOS = join(import.meta.dirname, '../../scenarios');
const compiled: Record<string, CompiledScenario> = {};
let ritual: CompiledScenario;
let sink: CompiledScenario;

beforeAll(async () => {
  for (const { name, path } of await listScenarios(SCENARIOS)) {
    const { scenario, findings } = compileScenario(await loadScenarioFiles(path));
    expect(findings, name).toEqual([]);
    compiled[name] = scenario as CompiledScenario;
  }
  ritual = compiled['01-the-ritual'] as CompiledScenario;
  sink = compiled['kitchen-sink'] as CompiledScenario;
});

it('all of them lint clean, warnings too, and are named as their folder', () => {
  expect(Object.keys(compiled)).toEqual(
    expect.arrayContaining(['00-empty', '01-the-ritual', '02-the-first-night', '03-the-reckoning', 'kitchen-sink']),
  );
  for (const [name, scenario] of Object.entries(compiled)) expect(scenario.id).toBe(name);
});

it('schema.json is what the schemas say', () => {
  expect(readFileSync(join(SCENARIOS, 'schema.json'), 'utf8'), 'run: npx dreamhaven schema --out scenarios/schema.json').toBe(schemaText());
});

it('compiles to the same hash again', async () => {
  for (const { name, path } of await listScenarios(SCENARIOS)) {
    expect(compileScenario(await loadScenarioFiles(join(path, 'dream.yaml'))).scenario?.hash).toBe(compiled[name]?.hash);
  }
});

describe('the ritual', () => {
  const at = (id: string) => ritual.symbols.find((s) => s.id === id) as CompiledScenario['symbols'][number];
  const apart = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);

  it('has the map of night 1: bridge lengths, the first of 12 m', () => {
    expect(Object.fromEntries(ritual.bridges.map((b) => [b.id, b.length]))).toEqual({
      'bridge-loom': 12,
      'bridge-well': 24,
      'bridge-orchard': 20,
      'bridge-mirror': 22,
    });
    expect(ritual.regions.find((r) => r.id === 'plaza')).toMatchObject({ x: 0, y: 0, rx: 18, ry: 18, built: true });
  });

  it('has the loom within 15 m of where the first shadow stands, and a symbol before it', () => {
    expect(apart(at('tree'), at('loom'))).toBeLessThan(15);
    expect(at('long-bench').region).toBe(at('tree').region);
  });

  it('lets a small shadow stand by 3:20 whatever was done, and earlier for who woke a symbol over the first bridge', () => {
    const first = ritual.shadows.filter((s) => s.at === 'tree' && s.weight === 20);
    expect(first.map((s) => s.requires.find((c) => c.fact === 'night')?.min ?? 0).some((t) => t > 0 && t <= 200)).toBe(true);
    const late = first.find((s) => s.requires.every((c) => ['night', 'formed'].includes(c.fact)));
    expect(late?.requires.find((c) => c.fact === 'night')?.min).toBeLessThanOrEqual(200);
  });

  it('has four agents and enough company for a lone visitor', () => {
    expect(ritual.cast.filter((c) => c.kind === 'agent').map((c) => c.role)).toEqual(['orchestrator', 'narrator', 'steward', 'engineer']);
    const simulated = ritual.cast.filter((c) => c.kind === 'simulated');
    expect(simulated.slice(0, 6).map((c) => c.id)).toEqual(['maris', 'imre', 'noor', 'bram', 'teodor', 'wen']);
    expect(simulated.length).toBeGreaterThanOrEqual(ritual.knobs.companionsMin - 1);
    for (const member of ritual.cast) expect(Object.keys(member.lines).sort()).toEqual([...occasions].sort());
    const ofRoles = ['handover', 'takeback'];
    for (const member of ritual.cast.filter((c) => c.kind === 'agent'))
      for (const o of ofRoles) expect(member.lines[o]?.length, `${member.id} ${o}`).toBeGreaterThan(0);
    for (const member of simulated.slice(0, 6))
      for (const o of occasions.filter((one) => !ofRoles.includes(one)))
        expect(member.lines[o]?.length, `${member.id} ${o}`).toBeGreaterThan(0);
  });

  it('stays under its ceiling, in soft form too, with two to four choices a scene', () => {
    for (const s of ritual.storylets) {
      expect(s.intensity).toBeLessThanOrEqual(ritual.knobs.ceiling);
      expect(s.soft).not.toBe('');
      expect(s.choices.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('never says what the voices forbid', () => {
    const words = JSON.stringify([ritual.storylets, ritual.dialogues, ritual.cast.map((c) => c.lines), ritual.guide]);
    expect(words).not.toMatch(/trauma|healing journey|safe space|\bprocess(ed|ing)?\b|thank you for (your|sharing)/i);
  });
});

it('the registry has every theme of the play, within the floor', () => {
  expect(ritual.themes).toHaveLength(22);
  expect(ritual.themes.filter((t) => t.healing)).toHaveLength(7);
  for (const t of ritual.themes) {
    expect(t.low).toBeLessThan(t.high);
    expect(t.high).toBeLessThanOrEqual(FLOOR_CEILING);
    expect(t.standIn.length * t.veil.length).toBeGreaterThan(0);
  }
});

describe('the kitchen sink', () => {
  it('has one of everything', () => {
    expect(new Set(sink.cast.map((c) => c.temper))).toEqual(new Set(tempers));
    expect(new Set(sink.cast.map((c) => c.shape))).toEqual(new Set(SHAPES));
    expect(new Set(sink.cast.map((c) => c.cloth))).toEqual(new Set(CLOTHS));
    expect(new Set(sink.symbols.map((s) => s.kind))).toEqual(new Set(symbolKinds));
    expect(new Set(sink.loose.map((l) => l.kind)).size).toBe(3);
    expect(new Set(sink.tracks.map((t) => t.source)).size).toBe(9);
    expect(new Set(sink.tracks.map((t) => t.scope)).size).toBe(4);
    expect(new Set(sink.tracks.map((t) => t.target)).size).toBe(8);
    expect(new Set(sink.acts.map((a) => a.palette)).size).toBe(6);
    expect(new Set(sink.storylets.flatMap((s) => s.choices.flatMap((c) => c.then.map((t) => t.kind)))).size).toBe(7);
    expect(Object.keys(COMMANDS).length).toBeGreaterThan(20);
  });

  it('lays its overlay on the ritual: dropped, changed, added', () => {
    expect(sink.acts.at(-1)).toMatchObject({ id: 'first-thread', palette: 'dawn' });
    expect(sink.shadows.map((s) => s.id)).not.toContain('third-small');
    expect(sink.tracks.find((t) => t.id === 'sand')).toMatchObject({ gain: 1.5, source: 'breathRate' });
    expect(sink.cast.find((c) => c.id === 'joon')?.lines.idle).toEqual(['Back again. And again.']);
  });
});
