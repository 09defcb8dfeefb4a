/**
 * A quick reader for the plain part of YAML and JSON that scenarios are written in: some twenty times as fast as the library, and never of another mind.
 * Whatever it is not sure of (anchors, tags, folded text, empty values, anything wrong) it leaves to the library by returning null, which then reads the
 * file again and says what is the matter. A test holds the two equal, value by value and place by place, over shipped, cut and mangled files.
 */
import type { Traced } from '../source.ts';
import { Cursor, DEEPEST, type Entries, HASH, LINE, nameOf, Unsure, unsure } from './cursor.ts';
import { brackets, isBracket } from './flow.ts';
import { literal, plain, quoted } from './scalar.ts';

/** The tree of a text, or null when the library must read it. `most` is the number of values at which it gives up. */
export function readQuickly(file: string, text: string, most: number): Traced | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (!text.endsWith('\n') || /[\0-\x09\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]/.test(text)) return null;
  try {
    const c = new Cursor(file, text, most);
    c.toContent();
    const tree = isBracket(c.code()) ? value(c, -1, 0) : block(c, -1, 0);
    return c.column === -1 ? tree : null;
  } catch (error) {
    if (error instanceof Unsure) return null;
    throw error;
  }
}

/** A map or list whose first character is here, deeper than its parent's column. */
function block(c: Cursor, parent: number, depth: number): Traced {
  if (c.column <= parent) unsure();
  return c.isDash() ? list(c, c.column, depth) : map(c, c.column, depth);
}

function list(c: Cursor, column: number, depth: number): Traced {
  if (depth > DEEPEST) unsure();
  const place = c.place(c.at);
  const items: Traced[] = [];
  while (c.column === column && c.isDash()) {
    const dash = c.at++;
    c.overSpaces();
    const code = c.code();
    if (code === LINE || code === HASH) {
      toNextLine(c);
      items.push(block(c, column, depth + 1));
    } else if (c.keyEnd() !== -1) {
      // `- id: x`: a map that begins behind the dash
      c.column = column + (c.at - dash);
      items.push(map(c, c.column, depth + 1));
    } else {
      items.push(value(c, column, depth + 1));
    }
  }
  if (c.column > column) unsure();
  return { is: 'list', place, items };
}

function map(c: Cursor, column: number, depth: number): Traced {
  if (depth > DEEPEST) unsure();
  const place = c.place(c.at);
  const entries: Entries = new Map();
  while (c.column === column) {
    const end = c.keyEnd();
    if (end === -1) unsure();
    const key = c.place(c.at);
    const name = nameOf(c.text.slice(c.at, end), entries);
    c.at = end + 1;
    c.overSpaces();
    entries.set(name, { key, node: under(c, column, depth + 1) });
  }
  if (c.column > column) unsure();
  return { is: 'map', place, entries };
}

/** What a key of a map at `column` holds; a list may stand in the key's own column. */
function under(c: Cursor, column: number, depth: number): Traced {
  const code = c.code();
  if (code === 124) return literal(c, column);
  if (code !== LINE && code !== HASH) return value(c, column, depth);
  toNextLine(c);
  return c.column === column && c.isDash() ? list(c, column, depth) : block(c, column, depth);
}

/** Over a remark and the end of the line. */
function toNextLine(c: Cursor): void {
  if (c.code() === HASH && c.code(-1) !== 32) unsure();
  c.at = c.text.indexOf('\n', c.at) + 1;
  c.toContent();
}

/** A value that begins and, but for brackets, ends on this line. */
function value(c: Cursor, parent: number, depth: number): Traced {
  const code = c.code();
  const node = isBracket(code) ? brackets(c, parent, depth) : code === 34 || code === 39 ? quoted(c) : plain(c);
  c.endLine(parent);
  return node;
}
