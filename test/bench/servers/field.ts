/**
 * The place of the room benchmark: the shipped night with all that is in it, on an island large enough for 500 to spread. Made from its files, so
 * that it is always the night that ships: the map gets one more region under everything, and other spawns.
 */
import { fileURLToPath } from 'node:url';
import { loadScenarioFiles } from '../../../server/store/scenarios.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import { compileScenario, type ScenarioBundle } from '../../../shared/scenario/compile.ts';
import { renderFindings } from '../../../shared/scenario/report.ts';

/** Where people are: each in a part of their own of a wide island, or all in one square of a few metres. */
export const CROWDS = ['spread', 'gathered'] as const;
export type Crowd = (typeof CROWDS)[number];

/** The night that is laid out anew; its folder in `scenarios`. */
export const NIGHT = '01-the-ritual';
/** Usual radius of the island, m: 200 people have about 26 others in their sight of 40 m, 500 have 66. It must hold the night's own islets. */
export const FIELD_M = 110;
/** Outermost spawn, m from the edge: who walks out from it does not leave the island. */
const EDGE_M = 16;
const SPAWNS = 250;
/** Middle of the square, m: the plaza, between its fountain and its lanterns. People stand up to 4 m from it. */
const SQUARE = { x: 0, y: 10 } as const;
const PIXELS = 32;

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Spawns in a sunflower's order: everybody has about the same ground. */
export function spawnsOf(crowd: Crowd, radius: number): Spot[] {
  if (crowd === 'gathered') return [SQUARE];
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: SPAWNS }, (_, i) => {
    const r = (radius - EDGE_M) * Math.sqrt((i + 0.5) / SPAWNS);
    return { x: r * Math.cos(i * golden), y: r * Math.sin(i * golden) };
  });
}

interface Layer {
  readonly name: string;
  readonly objects: object[];
}

function mapOf(text: string, crowd: Crowd, radius: number): string {
  const map = JSON.parse(text) as { layers: Layer[]; properties: { name: string; value: number }[] };
  const origin = (name: string): number => map.properties.find((p) => p.name === name)?.value ?? 0;
  const layer = (name: string): Layer => {
    const found = map.layers.find((l) => l.name === name);
    if (!found) throw new Error(`the map of ${NIGHT} has no layer called ${name}; bench/field.ts needs it`);
    return found;
  };
  const side = 2 * radius * PIXELS;
  const corner = { x: origin('originX') - radius * PIXELS, y: origin('originY') - radius * PIXELS };
  const properties = [{ name: 'title', type: 'string', value: 'The field' }];
  layer('regions').objects.push({
    name: 'field',
    type: 'region',
    ...corner,
    width: side,
    height: side,
    ellipse: true,
    rotation: 0,
    properties,
  });
  const spawns = spawnsOf(crowd, radius).map((s, i) => {
    const at = { x: origin('originX') + s.x * PIXELS, y: origin('originY') + s.y * PIXELS };
    return { name: `field-${i + 1}`, type: 'spawn', ...at, width: 0, height: 0, point: true, rotation: 0 };
  });
  layer('spawns').objects.splice(0, Number.POSITIVE_INFINITY, ...spawns);
  return JSON.stringify(map);
}

/** The night on the field, compiled, with the files that a journal carries. Throws with the findings when the night changed too much for this. */
export async function fieldOf(
  crowd: Crowd,
  radius = FIELD_M,
): Promise<{ readonly scenario: CompiledScenario; readonly source: ScenarioBundle }> {
  const night = await loadScenarioFiles(fileURLToPath(new URL(`../../../scenarios/${NIGHT}`, import.meta.url)));
  const main = 'field/dream.yaml';
  const text = `dreamhaven: 1\nextends: ../${NIGHT}/dream.yaml\nid: field-${crowd}\ntitle: The field\nspace: { map: map.tmj }\n`;
  const map = mapOf(night.files[`${NIGHT}/map.tmj`] ?? '{"layers":[],"properties":[]}', crowd, radius);
  const source = { main, files: { ...night.files, [main]: text, 'field/map.tmj': map } };
  const { scenario, findings } = compileScenario(source);
  if (!scenario) throw new Error(`the field does not compile\n${renderFindings(findings, source.files)}`);
  return { scenario, source };
}
