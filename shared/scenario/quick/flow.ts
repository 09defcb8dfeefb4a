/** `[…]` and `{…}` of the quick reader, JSON among them; over lines if need be. */
import type { Traced } from '../source.ts';
import { COLON, type Cursor, DEEPEST, type Entries, LINE, nameOf, unsure } from './cursor.ts';
import { beginsPlain, quoted, quotedText, resolved, trimEnd } from './scalar.ts';

/** Characters of a key before its colon; YAML allows a few more. */
const LONGEST_KEY = 1000;
const [COMMA, OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [44, 91, 93, 123, 125];

export const isBracket = (code: number): boolean => code === OPEN_LIST || code === OPEN_MAP;

/** What is between the brackets that begin here; each of its lines is deeper than `parent`. */
export function brackets(c: Cursor, parent: number, depth: number): Traced {
  if (depth > DEEPEST) unsure();
  const place = c.place(c.at);
  const isMap = c.code() === OPEN_MAP;
  const close = isMap ? CLOSE_MAP : CLOSE_LIST;
  const items: Traced[] = [];
  const entries: Entries = new Map();
  c.at++;
  gap(c, parent);
  if (c.code() === close) c.at++;
  else {
    for (;;) {
      if (isMap) pair(c, entries, parent, depth);
      else items.push(inside(c, parent, depth));
      gap(c, parent);
      const code = c.code();
      c.at++;
      if (code === close) break;
      if (code !== COMMA) unsure();
      gap(c, parent);
    }
  }
  return isMap ? { is: 'map', place, entries } : { is: 'list', place, items };
}

function pair(c: Cursor, entries: Entries, parent: number, depth: number): void {
  const key = c.place(c.at);
  let name: string;
  if (c.code() === 34) {
    name = nameOf(quotedText(c), entries);
  } else {
    const end = c.keyEnd();
    if (end === -1) unsure();
    name = nameOf(c.text.slice(c.at, end), entries);
    c.at = end;
  }
  if (c.code() !== COLON || c.at - key.offset > LONGEST_KEY) unsure();
  c.at++;
  gap(c, parent);
  entries.set(name, { key, node: inside(c, parent, depth) });
}

function inside(c: Cursor, parent: number, depth: number): Traced {
  const { text } = c;
  const code = c.code();
  if (isBracket(code)) return brackets(c, parent, depth + 1);
  if (code === 34 || code === 39) {
    const node = quoted(c);
    // a key in a list is a pair to YAML
    if (c.code() === COLON) unsure();
    return node;
  }
  const start = c.at;
  if (!beginsPlain(text, start)) unsure();
  let end = start;
  for (
    let d = text.charCodeAt(end);
    d !== LINE && d !== COMMA && d !== CLOSE_LIST && d !== CLOSE_MAP && !isBracket(d);
    d = text.charCodeAt(end)
  )
    end++;
  c.at = end;
  const said = trimEnd(text.slice(start, end));
  if (said === '' || said.includes(':') || said.includes('#')) unsure();
  return { is: 'scalar', place: c.place(start), value: resolved(said) };
}

/** Spaces and line ends between brackets. */
function gap(c: Cursor, parent: number): void {
  c.overSpaces();
  while (c.code() === LINE) {
    const start = ++c.at;
    c.overSpaces();
    if (c.at >= c.text.length || (c.code() !== LINE && c.at - start <= parent)) unsure();
  }
}
