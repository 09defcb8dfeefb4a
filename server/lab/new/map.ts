/** A pattern's piece drawn into a new dream's map. Both are Tiled's JSON; objects are told apart by their names. */

interface TiledObject {
  readonly name: string;
  readonly type?: string;
  readonly class?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly [more: string]: unknown;
}
interface TiledLayer {
  readonly name: string;
  objects: TiledObject[];
  readonly [more: string]: unknown;
}
export interface TiledMap {
  layers: TiledLayer[];
  properties?: { readonly name: string; readonly value: unknown }[];
  nextobjectid?: number;
  nextlayerid?: number;
  [more: string]: unknown;
}

/** A map that has object layers only, or null: tiles and groups of layers are not a piece that can be drawn in. */
export function readTiled(text: string): TiledMap | null {
  try {
    const map = JSON.parse(text) as TiledMap;
    return Array.isArray(map.layers) && map.layers.every((l) => Array.isArray(l.objects)) ? map : null;
  } catch {
    return null;
  }
}

/** Adds to `base` every object of `piece` that it has not yet, in place. Returns why that cannot be, or null. */
export function drawIn(base: TiledMap, piece: TiledMap): string | null {
  const shift = { x: origin(base, 'originX') - origin(piece, 'originX'), y: origin(base, 'originY') - origin(piece, 'originY') };
  const before = base.layers.flatMap((l) => l.objects);
  const grounds = before.filter((o) => classOf(o) === 'region');
  for (const layer of piece.layers) {
    for (const drawn of layer.objects) {
      const object = { ...drawn, x: drawn.x + shift.x, y: drawn.y + shift.y };
      const same = before.find((o) => o.name === object.name);
      if (same && alike(same, object)) continue;
      if (same)
        return `its map has a ${classOf(object)} "${object.name}", and the dream has another of that name; rename it in the pattern`;
      const under = classOf(object) === 'region' ? grounds.find((g) => covers(g, object) || covers(object, g)) : undefined;
      if (under) return `its ground "${object.name}" would lie on the dream's "${under.name}"; move it in the pattern's map`;
      layerOf(base, layer).objects.push({ ...object, id: base.nextobjectid });
      base.nextobjectid = (base.nextobjectid ?? 1) + 1;
    }
  }
  return null;
}

function layerOf(base: TiledMap, layer: TiledLayer): TiledLayer {
  const found = base.layers.find((l) => l.name === layer.name);
  if (found) return found;
  const added = { ...layer, id: base.nextlayerid, objects: [] };
  base.nextlayerid = (base.nextlayerid ?? 1) + 1;
  base.layers.push(added);
  return added;
}

const classOf = (o: TiledObject): string => o.class || o.type || 'thing';

function origin(map: TiledMap, name: string): number {
  const value = map.properties?.find((p) => p.name === name)?.value;
  return typeof value === 'number' ? value : 0;
}

/** The same thing at the same place: common ground of the pattern and the dream. */
function alike(a: TiledObject, b: TiledObject): boolean {
  const looks = ({ id: _, ...rest }: TiledObject): string => JSON.stringify(Object.entries(rest).sort());
  return looks(a) === looks(b);
}

/** Does the middle of `b` lie inside the ellipse of `a`? */
function covers(a: TiledObject, b: TiledObject): boolean {
  const dx = (b.x + b.width / 2 - a.x - a.width / 2) / (a.width / 2);
  const dy = (b.y + b.height / 2 - a.y - a.height / 2) / (a.height / 2);
  return dx * dx + dy * dy < 1;
}

/** The map as text, one object a line, so that a moved symbol is one changed line. */
export function mapText(map: TiledMap): string {
  const { layers, ...head } = map;
  const top = JSON.stringify(head, null, 1).replace(/\n\}$/, ',');
  const drawn = layers.map(({ objects, ...layer }) => {
    const lines = objects.map((o) => `   ${spaced(o)}`).join(',\n');
    return `  ${spaced(layer).slice(0, -1)}, "objects": [${objects.length > 0 ? `\n${lines}\n  ` : ''}]}`;
  });
  return `${top}\n "layers": [\n${drawn.join(',\n')}\n ]\n}\n`;
}

/** JSON on one line with a space after colons and commas, outside of texts. */
function spaced(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replace(/\n\s*([}\]])/g, '$1')
    .replace(/([{[])\n\s*/g, '$1')
    .replace(/\n\s*/g, ' ');
}
