/** Single values of the quick reader: plain and quoted text, numbers, and text as it stands. */
import type { Traced } from '../source.ts';
import { type Cursor, DASH, isDigit, LINE, SPACE, unsure } from './cursor.ts';

/** A plain value to the end of its line or a remark. */
export function plain(c: Cursor): Traced {
  const { text } = c;
  const start = c.at;
  if (!beginsPlain(text, start)) unsure();
  const line = text.slice(start, text.indexOf('\n', start));
  const remark = line.indexOf(' #');
  const said = trimEnd(remark === -1 ? line : line.slice(0, remark));
  if (said.includes(': ') || said.endsWith(':')) unsure();
  c.at = start + said.length;
  return { is: 'scalar', place: c.place(start), value: resolved(said) };
}

/** Spaces only: other blanks are letters to YAML. */
export function trimEnd(said: string): string {
  let end = said.length;
  while (said.charCodeAt(end - 1) === SPACE) end--;
  return said.slice(0, end);
}

/** May a plain text begin here? A dash must be a number's. */
export function beginsPlain(text: string, at: number): boolean {
  if (at >= text.length) return false;
  const c = text.charCodeAt(at);
  if (c === DASH) return isDigit(text.charCodeAt(at + 1));
  return c !== LINE && !'?:,[]{}#&*!|>\'"%@`'.includes(text[at] as string);
}

/** What the core schema of YAML 1.2 makes of a plain text; odd numbers and spellings are the library's. */
export function resolved(said: string): unknown {
  const c = said.charCodeAt(0);
  if (isDigit(c) || c === DASH || c === 43 || c === 46) {
    if (/^-?[0-9]+(\.[0-9]+)?$/.test(said)) return Number(said);
    if (/^[-+]?(0[ox][0-9a-f]*|[0-9.]+(e[-+]?[0-9]*)?|\.inf|\.nan)$/i.test(said)) unsure();
    return said;
  }
  if (said.length > 5) return said;
  if (said === 'true') return true;
  if (said === 'false') return false;
  if (said === 'null') return null;
  if (said === '~' || /^(null|true|false)$/i.test(said)) unsure();
  return said;
}

export function quoted(c: Cursor): Traced {
  const place = c.place(c.at);
  return { is: 'scalar', place, value: quotedText(c) };
}

/** What stands between the quotes that begin here, on one line. */
export function quotedText(c: Cursor): string {
  const { text } = c;
  const start = c.at;
  const quote = text[start] as string;
  let end = start + 1;
  for (; ; end++) {
    const code = text.charCodeAt(end);
    if (code === LINE || end >= text.length) unsure();
    if (quote === '"' && code === 92) end++;
    else if (text[end] !== quote) continue;
    else if (quote === "'" && text[end + 1] === "'") end++;
    else break;
  }
  c.at = end + 1;
  const inside = text.slice(start + 1, end);
  if (quote === "'") return inside.replaceAll("''", "'");
  if (!inside.includes('\\')) return inside;
  // the escapes that YAML and JSON share
  if (/\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(inside.replaceAll('\\\\', ''))) unsure();
  return JSON.parse(text.slice(start, end + 1)) as string;
}

/** `|` and `|-`: lines as they stand, deeper than `parent`. */
export function literal(c: Cursor, parent: number): Traced {
  const { text } = c;
  const place = c.place(c.at++);
  const strip = c.code() === DASH;
  if (strip) c.at++;
  if (c.code() !== LINE) unsure();
  c.at++;
  let indent = 0;
  while (c.code(indent) === SPACE) indent++;
  // a blank first line, or none that is deeper
  if (c.code(indent) === LINE || indent <= parent || c.at + indent >= text.length) unsure();
  let value = '';
  let blank = '';
  while (c.at < text.length) {
    let start = c.at;
    while (start < c.at + indent && text.charCodeAt(start) === SPACE) start++;
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end);
    if (line === '') {
      blank += '\n';
    } else {
      if (start < c.at + indent) break;
      if (line.trim() === '') unsure();
      value += `${blank}${line}\n`;
      blank = '';
    }
    c.at = end + 1;
  }
  c.toContent();
  if (c.column > parent) unsure();
  return { is: 'scalar', place, value: strip ? value.slice(0, -1) : value };
}
