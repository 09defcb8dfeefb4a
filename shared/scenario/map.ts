/**
 * The place: a Tiled map (.tmj) read into things in metres. 32 px are 1 m; an object's class says what it is, its name is its id.
 * World zero is the map property `originX`, `originY` (px), the map's upper left corner without it.
 */
import type { z } from 'zod';
import type { CompiledBridge, CompiledCollider, CompiledLoose, CompiledRegion, CompiledSymbol } from '../dream/compiled.ts';
import { type MapClass, mapProperties } from '../dream/space/schema.ts';
import { abs, cos, hypot, PI, roundTo, sin } from '../kernel/math.ts';
import { checkShape } from './lint/shape.ts';
import { suggest } from './paths.ts';
import { type Files, type Finding, findingAt, type Place, textOf } from './report.ts';
import { parseSource, type Traced } from './source.ts';
import { child, items, number, propertiesOf, scalar } from './tiled.ts';

/** Pixels a metre. */
export const PIXELS_PER_METRE = 32;
/** Objects in one map. */
const MAX_OBJECTS = 2000;

export interface MapThings {
  readonly file: string;
  readonly regions: CompiledRegion[];
  readonly bridges: CompiledBridge[];
  readonly colliders: CompiledCollider[];
  readonly spawns: { readonly id: string; readonly x: number; readonly y: number }[];
  readonly symbols: CompiledSymbol[];
  readonly loose: CompiledLoose[];
  /** every object's name and where it stands in the file, in order */
  readonly names: { readonly id: string; readonly place: Place }[];
  /** where a property of an object stands: "bridge-1.from" */
  readonly places: Readonly<Record<string, Place>>;
}

interface MapObject {
  readonly node: Traced & { is: 'map' };
  readonly id: string;
  readonly kind: MapClass;
  /** px, layer offset and origin taken in */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** radians, clockwise as seen */
  readonly angle: number;
  readonly properties: Traced;
}

const CLASSES = Object.keys(mapProperties) as MapClass[];
const LOOSE_SIZE = { lantern: [0.25, 0.25], shard: [0.35, 0.2], door: [0.7, 0.08], loaf: [0.22, 0.15] } as const;

const metres = (px: number): number => roundTo(px / PIXELS_PER_METRE, 4) + 0;

/** Reads a map of the bundle. `map` is null when the file cannot be read at all. */
export function readMap(file: string, files: Files): { map: MapThings | null; findings: Finding[] } {
  const { tree, findings } = parseSource(file, textOf(files, file) ?? '');
  if (!tree) return { map: null, findings };
  if (items(tree, 'layers').length === 0) {
    findings.push(
      findingAt(files, tree.place, {
        rule: 'map',
        path: 'layers',
        reason: 'this is no Tiled map: it has no layers',
        fix: 'save it from Tiled as JSON map (.tmj)',
      }),
    );
    return { map: null, findings };
  }
  return new Reader(file, files, findings).read(tree);
}

class Reader {
  private readonly files: Files;
  private readonly findings: Finding[];
  private readonly things: MapThings;
  private readonly places: Record<string, Place> = {};
  private count = 0;

  constructor(file: string, files: Files, findings: Finding[]) {
    this.files = files;
    this.findings = findings;
    this.things = { file, regions: [], bridges: [], colliders: [], spawns: [], symbols: [], loose: [], names: [], places: this.places };
  }

  read(tree: Traced): { map: MapThings; findings: Finding[] } {
    const origin = propertiesOf(tree);
    this.layers(items(tree, 'layers'), -number(origin, 'originX'), -number(origin, 'originY'));
    this.settle();
    return { map: this.things, findings: this.findings };
  }

  private tell(node: Traced, path: string, reason: string, fix: string): void {
    this.findings.push(findingAt(this.files, node.place, { rule: 'map', path, reason, fix }));
  }

  private layers(layers: readonly Traced[], dx: number, dy: number): void {
    for (const layer of layers) {
      const x = dx + number(layer, 'offsetx');
      const y = dy + number(layer, 'offsety');
      this.layers(items(layer, 'layers'), x, y);
      for (const node of items(layer, 'objects')) {
        if (++this.count > MAX_OBJECTS) {
          if (this.count === MAX_OBJECTS + 1) this.tell(node, 'layers', `more than ${MAX_OBJECTS} objects`, 'remove some');
          return;
        }
        const object = this.object(node, x, y);
        if (object) this.add(object);
      }
    }
  }

  private object(node: Traced, dx: number, dy: number): MapObject | null {
    if (node.is !== 'map') return null;
    const name = child(node, 'name');
    const id = name?.is === 'scalar' && typeof name.value === 'string' ? name.value : '';
    const kindKey = typeof scalar(node, 'class') === 'string' && scalar(node, 'class') !== '' ? 'class' : 'type';
    const kind = String(scalar(node, kindKey) ?? '');
    if (!(CLASSES as string[]).includes(kind)) {
      const at = child(node, kindKey) ?? node;
      this.tell(at, id, kind === '' ? `object "${id}" has no class` : `"${kind}" is no class of a map object`, suggest(kind, CLASSES));
      return null;
    }
    if (id === '' || id.length > 40) {
      this.tell(name ?? node, kind, `a ${kind} needs a name of 1..40 characters; it is its id`, 'name the object in Tiled');
      return null;
    }
    this.things.names.push({ id, place: (name as Traced).place });
    return {
      node,
      id,
      kind: kind as MapClass,
      x: number(node, 'x') + dx,
      y: number(node, 'y') + dy,
      width: number(node, 'width'),
      height: number(node, 'height'),
      angle: (number(node, 'rotation') * PI) / 180,
      properties: propertiesOf(node),
    };
  }

  /** The properties by their schema, or null with findings told. */
  private checked<T extends z.ZodType>(o: MapObject, schema: T): z.infer<T> | null {
    const { value, findings } = checkShape({ files: this.files, tree: o.properties, schema, prefix: o.id });
    this.findings.push(...findings);
    if (o.properties.is === 'map') for (const [key, entry] of o.properties.entries) this.places[`${o.id}.${key}`] = entry.node.place;
    return value;
  }

  private add(o: MapObject): void {
    switch (o.kind) {
      case 'region':
        this.region(o);
        return;
      case 'bridge':
        this.bridge(o);
        return;
      case 'symbol': {
        const p = this.checked(o, mapProperties.symbol);
        const c = centre(o);
        if (p)
          this.things.symbols.push({
            id: o.id,
            kind: p.kind,
            name: p.title,
            verb: p.verb,
            ...c,
            region: '',
            theme: p.theme === '' ? null : p.theme,
          });
        return;
      }
      case 'spawn':
        if (this.checked(o, mapProperties.spawn)) this.things.spawns.push({ id: o.id, ...centre(o) });
        return;
      case 'collider':
        this.collider(o);
        return;
      case 'loose': {
        const p = this.checked(o, mapProperties.loose);
        if (!p) return;
        const [w, h] = o.width > 0 && o.height > 0 ? [metres(o.width / 2), metres(o.height / 2)] : LOOSE_SIZE[p.kind];
        this.things.loose.push({ id: o.id, kind: p.kind, ...centre(o), angle: roundTo(o.angle, 6) + 0, w, h, mass: p.mass });
      }
    }
  }

  private region(o: MapObject): void {
    const p = this.checked(o, mapProperties.region);
    if (!this.ellipse(o, 'region') || !p) return;
    this.things.regions.push({ id: o.id, name: p.title, ...centre(o), rx: metres(o.width / 2), ry: metres(o.height / 2), built: p.built });
  }

  private collider(o: MapObject): void {
    this.checked(o, mapProperties.collider);
    if (!this.ellipse(o, 'collider')) return;
    if (abs(o.width - o.height) <= 0.01 * o.width) this.things.colliders.push({ id: o.id, ...centre(o), radius: metres(o.width / 2) });
    else this.tell(o.node, o.id, 'a collider is a circle, this one is longer than wide', 'give it equal width and height');
  }

  private ellipse(o: MapObject, what: string): boolean {
    if (scalar(o.node, 'ellipse') === true && o.width > 0 && o.height > 0 && o.angle === 0) return true;
    this.tell(o.node, o.id, `a ${what} is an ellipse without rotation`, 'draw it with the ellipse tool');
    return false;
  }

  private bridge(o: MapObject): void {
    const p = this.checked(o, mapProperties.bridge);
    const points = items(o.node, 'polyline');
    if (points.length !== 2) {
      this.tell(
        o.node,
        o.id,
        `a bridge is a line of two points, this one has ${points.length}`,
        'draw it with the polyline tool, two clicks',
      );
      return;
    }
    if (!p) return;
    const [a, b] = points.map((point) => ({ x: metres(o.x + number(point, 'x')), y: metres(o.y + number(point, 'y')) })) as [XY, XY];
    const length = roundTo(hypot(b.x - a.x, b.y - a.y), 4);
    if (length < 1 || length > 200) {
      this.tell(o.node, o.id, `a bridge is 1..200 m long, this one ${length} m`, 'move its ends');
      return;
    }
    this.things.bridges.push({
      id: o.id,
      from: p.from,
      to: p.to,
      ax: a.x,
      ay: a.y,
      bx: b.x,
      by: b.y,
      length,
      halfWidth: roundTo(p.width / 2, 4),
    });
  }

  /** Every symbol stands in the region whose ellipse holds it; '' in none. */
  private settle(): void {
    const { symbols, regions } = this.things;
    for (let i = 0; i < symbols.length; i++) {
      const s = symbols[i] as CompiledSymbol;
      const region = regions.find((r) => inside(r, s.x, s.y, 0));
      if (region) symbols[i] = { ...s, region: region.id };
    }
  }
}

interface XY {
  readonly x: number;
  readonly y: number;
}

/** Tiled turns a rectangle about its upper left corner, clockwise. */
function centre(o: MapObject): XY {
  const w = o.width / 2;
  const h = o.height / 2;
  return { x: metres(o.x + w * cos(o.angle) - h * sin(o.angle)), y: metres(o.y + w * sin(o.angle) + h * cos(o.angle)) };
}

/** Is the point in the region's ellipse, grown by `margin` metres? */
export function inside(region: CompiledRegion, x: number, y: number, margin: number): boolean {
  const dx = (x - region.x) / (region.rx + margin);
  const dy = (y - region.y) / (region.ry + margin);
  return dx * dx + dy * dy <= 1;
}
