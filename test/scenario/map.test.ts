import { describe, expect, it } from 'vitest';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { readMap } from '../../shared/scenario/map.ts';
import { broken, compileFiles, FILES, MAP, places } from './bundle.ts';

const MAPFILE = 'small/map.tmj';
const small = (): CompiledScenario => compileFiles(FILES).scenario as CompiledScenario;

/** A map of one layer with the given objects. */
function withObjects(objects: readonly object[], properties: readonly object[] = []) {
  const text = JSON.stringify({ type: 'map', properties, layers: [{ type: 'objectgroup', objects }] });
  return readMap('m.tmj', { 'm.tmj': text });
}
const point = (x: number, y: number) => ({ point: true, x, y, width: 0, height: 0, rotation: 0 });
const props = (values: Readonly<Record<string, unknown>>) => Object.entries(values).map(([name, value]) => ({ name, value }));

describe('32 px are 1 m', () => {
  it('regions from ellipses: centre and half axes', () => {
    expect(small().regions).toEqual([
      { id: 'plaza', name: 'The plaza', x: 16, y: 16, rx: 10, ry: 10, built: false },
      { id: 'islet', name: 'The islet', x: 41, y: 16, rx: 5, ry: 5, built: false },
    ]);
  });

  it('bridges from lines: ends, length, half width', () => {
    expect(small().bridges).toEqual([
      { id: 'span', from: 'plaza', to: 'islet', ax: 26, ay: 16, bx: 36, by: 16, length: 10, halfWidth: 1.2 },
    ]);
  });

  it('symbols know their region and theme', () => {
    expect(small().symbols).toEqual([
      { id: 'glass', kind: 'hourglass', name: 'The hourglass', verb: 'turn', x: 16, y: 15, region: 'plaza', theme: 'rest' },
    ]);
  });

  it('spawns, and loose points of the usual size', () => {
    expect(small().spawns).toEqual([{ id: 'rise', x: 16, y: 20 }]);
    expect(small().loose).toEqual([{ id: 'lamp-1', kind: 'lantern', x: 14, y: 14, angle: 0, w: 0.25, h: 0.25, mass: 2 }]);
  });

  it('a turned rectangle keeps its corner: its centre and angle follow', () => {
    const { map } = withObjects([
      { name: 'd', type: 'loose', x: 320, y: 320, width: 64, height: 32, rotation: 90, properties: props({ kind: 'door', mass: 9 }) },
    ]);
    expect(map?.loose).toEqual([{ id: 'd', kind: 'door', x: 9.5, y: 11, angle: 1.570796, w: 1, h: 0.5, mass: 9 }]);
  });

  it('circles become colliders', () => {
    const { map } = withObjects([{ name: 'c', class: 'collider', ellipse: true, x: 0, y: 32, width: 64, height: 64, rotation: 0 }]);
    expect(map?.colliders).toEqual([{ id: 'c', x: 1, y: 2, radius: 1 }]);
  });

  it('world zero, layers in layers, and their offsets', () => {
    const origin = props({ originX: 320, originY: 640 });
    expect(withObjects([{ name: 's', type: 'spawn', ...point(320, 608) }], origin).map?.spawns).toEqual([{ id: 's', x: 0, y: -1 }]);
    const nested = JSON.stringify({
      layers: [
        {
          type: 'group',
          offsetx: 32,
          layers: [{ type: 'objectgroup', offsety: 64, objects: [{ name: 's', type: 'spawn', ...point(0, 0) }] }],
        },
      ],
    });
    expect(readMap('m.tmj', { 'm.tmj': nested }).map?.spawns).toEqual([{ id: 's', x: 1, y: 2 }]);
  });

  it('has no negative zero, which would hash apart from zero', () => {
    const { map } = withObjects([{ name: 's', type: 'spawn', ...point(320, 320) }], props({ originX: 320, originY: 320 }));
    expect(Object.is(map?.spawns[0]?.x, 0)).toBe(true);
  });
});

describe('what Tiled can draw and a dream cannot use', () => {
  it.each([
    ['a class that is none', '"type": "spawn"', '"type": «"spwan"', '"spwan" is no class of a map object', 'did you mean "spawn"?'],
    ['no class', '"type": "spawn"', '"type": «""', 'object "rise" has no class', 'one of: region, bridge, symbol, spawn, collider, loose'],
    ['no name', '"name": "rise"', '"name": «""', 'a spawn needs a name of 1..40 characters; it is its id', 'name the object in Tiled'],
  ])('%s', (_, from, to, reason, fix) => {
    const { findings, mark } = broken(MAPFILE, from, to);
    expect(places(findings)).toEqual([{ ...mark, rule: 'map' }]);
    expect(findings[0]).toMatchObject({ reason, fix });
  });

  it.each([
    [
      'a region without an ellipse',
      [{ name: 'r', type: 'region', x: 0, y: 0, width: 9, height: 9, properties: props({ title: 'R' }) }],
      'a region is an ellipse without rotation',
    ],
    [
      'a collider longer than wide',
      [{ name: 'c', type: 'collider', ellipse: true, x: 0, y: 0, width: 64, height: 32 }],
      'a collider is a circle, this one is longer than wide',
    ],
    [
      'a bridge of one point',
      [{ name: 'b', type: 'bridge', x: 0, y: 0, polyline: [{ x: 0, y: 0 }], properties: props({ from: 'a', to: 'b' }) }],
      'a bridge is a line of two points, this one has 1',
    ],
    [
      'a bridge of no length',
      [
        {
          name: 'b',
          type: 'bridge',
          x: 0,
          y: 0,
          polyline: [
            { x: 0, y: 0 },
            { x: 1, y: 0 },
          ],
          properties: props({ from: 'a', to: 'b' }),
        },
      ],
      'a bridge is 1..200 m long, this one 0.0313 m',
    ],
  ])('%s', (_, objects, reason) => {
    expect(withObjects(objects).findings.map((f) => f.reason)).toEqual([reason]);
  });

  it('a file that is no map, and one that is no JSON', () => {
    expect(readMap('m.tmj', { 'm.tmj': '{"hello": 1}' })).toMatchObject({ map: null, findings: [{ rule: 'map', line: 1 }] });
    expect(readMap('m.tmj', { 'm.tmj': MAP.slice(0, 400) })).toMatchObject({ map: null, findings: [{ rule: 'yaml' }] });
  });

  it('more objects than a dream can hold', () => {
    const many = Array.from({ length: 2001 }, (_, i) => ({ name: `s${i}`, type: 'spawn', ...point(i, 0) }));
    expect(withObjects(many).findings.map((f) => f.reason)).toEqual(['more than 2000 objects']);
  });
});
