/**
 * A quick reader for the plain part of YAML and JSON that scenarios are written in: some twenty times as fast as the library, and never of another mind.
 * Whatever it is not sure of (anchors, tags, folded text, empty values, anything wrong) it leaves to the library by returning null, which then reads the
 * file again and says what is the matter. A test holds the two equal, value by value and place by place, over shipped, cut and mangled files.
 */
import type { Place } from './report.ts';
import type { Traced } from './source.ts';

/** Levels it follows; deeper files are the library's to measure. */
const DEEPEST = 30;
const SPACE = 32;
const LINE = 10;

/** Thrown at the first thing that is not plain; never leaves this file. */
class Unsure extends Error {}
const unsure = (): never => {
  throw new Unsure();
};

type Entries = Map<string, { readonly key: Place; readonly node: Traced }>;

/** The tree of a text, or null when the library must read it. `most` is the number of values at which it gives up. */
export function readQuickly(file: string, text: string, most: number): Traced | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (!text.endsWith('\n') || /[\0-\x09\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]/.test(text)) return null;
  try {
    return new Quick(file, text, most).whole();
  } catch (error) {
    if (error instanceof Unsure) return null;
    throw error;
  }
}

class Quick {
  private readonly file: string;
  private readonly text: string;
  private left: number;
  private at = 0;
  /** column of `at`, which stands on the first character of a line that is not blank; -1 at the end */
  private column = 0;

  constructor(file: string, text: string, most: number) {
    this.file = file;
    this.text = text;
    this.left = most;
  }

  whole(): Traced {
    this.toContent();
    const first = this.text[this.at];
    const tree = first === '{' || first === '[' ? this.value(-1, 0) : this.block(-1, 0);
    if (this.column !== -1) unsure();
    return tree;
  }

  private place(offset: number): Place {
    if (--this.left < 0) unsure();
    return { file: this.file, offset };
  }

  /** From the start of a line to the first character that says something, over blank lines and remarks. */
  private toContent(): void {
    const { text } = this;
    for (;;) {
      const start = this.at;
      while (text.charCodeAt(this.at) === SPACE) this.at++;
      if (this.at >= text.length) {
        this.column = -1;
        return;
      }
      const c = text.charCodeAt(this.at);
      if (c === LINE) {
        this.at++;
      } else if (c === 35) {
        this.at = text.indexOf('\n', this.at) + 1;
      } else {
        this.column = this.at - start;
        return;
      }
    }
  }

  /** After a value: nothing but a remark may follow on its line. */
  private endLine(): void {
    const { text } = this;
    const before = this.at;
    while (text.charCodeAt(this.at) === SPACE) this.at++;
    const c = text.charCodeAt(this.at);
    if (c !== LINE && !(c === 35 && this.at > before)) unsure();
    this.at = text.indexOf('\n', this.at) + 1;
    this.toContent();
  }

  private isDash(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    return this.text.charCodeAt(this.at) === 45 && (next === SPACE || next === LINE);
  }

  /** A map or list whose first character is here, deeper than its parent's column. */
  private block(parent: number, depth: number): Traced {
    if (depth > DEEPEST || this.column <= parent) unsure();
    return this.isDash() ? this.list(this.column, depth) : this.map(this.column, depth);
  }

  private list(column: number, depth: number): Traced {
    const place = this.place(this.at);
    const items: Traced[] = [];
    while (this.column === column && this.isDash()) {
      const dash = this.at++;
      while (this.text.charCodeAt(this.at) === SPACE) this.at++;
      const c = this.text.charCodeAt(this.at);
      if (c === LINE || c === 35) {
        this.endLine();
        items.push(this.block(column, depth + 1));
      } else if (this.keyEnd() !== -1) {
        // `- id: x`: a map that begins behind the dash
        this.column = column + (this.at - dash);
        items.push(this.map(this.column, depth + 1));
      } else {
        items.push(this.value(column, depth + 1));
      }
    }
    if (this.column > column) unsure();
    return { is: 'list', place, items };
  }

  /** Where a plain key that begins here ends, or -1. Words that YAML takes for something else are no plain keys. */
  private keyEnd(): number {
    const { text } = this;
    let end = this.at;
    for (let c = text.charCodeAt(end); isLetter(c) || (end > this.at && (isDigit(c) || c === 46 || c === 45)); c = text.charCodeAt(end))
      end++;
    if (end === this.at || text.charCodeAt(end) !== 58) return -1;
    const next = text.charCodeAt(end + 1);
    return next === SPACE || next === LINE ? end : -1;
  }

  private map(column: number, depth: number): Traced {
    if (depth > DEEPEST) unsure();
    const place = this.place(this.at);
    const entries: Entries = new Map();
    while (this.column === column) {
      const end = this.keyEnd();
      if (end === -1) unsure();
      const key = this.place(this.at);
      const name = nameOf(this.text.slice(this.at, end), entries);
      this.at = end + 1;
      while (this.text.charCodeAt(this.at) === SPACE) this.at++;
      const c = this.text.charCodeAt(this.at);
      let node: Traced;
      if (c === LINE || c === 35) {
        if (c === 35 && this.at === end + 1) unsure();
        this.at = this.text.indexOf('\n', this.at) + 1;
        this.toContent();
        node = this.column === column && this.isDash() ? this.list(column, depth + 1) : this.block(column, depth + 1);
      } else {
        node = c === 124 ? this.literal(column) : this.value(column, depth + 1);
      }
      entries.set(name, { key, node });
    }
    if (this.column > column) unsure();
    return { is: 'map', place, entries };
  }

  /** `|` and `|-`: lines as they stand. */
  private literal(parent: number): Traced {
    const { text } = this;
    const place = this.place(this.at++);
    const strip = text.charCodeAt(this.at) === 45;
    if (strip) this.at++;
    if (text.charCodeAt(this.at) !== LINE) unsure();
    this.at++;
    let indent = 0;
    while (text.charCodeAt(this.at + indent) === SPACE) indent++;
    // a blank first line, or none that is deeper
    if (text.charCodeAt(this.at + indent) === LINE || indent <= parent || this.at + indent >= text.length) unsure();
    let value = '';
    let blank = '';
    while (this.at < text.length) {
      let start = this.at;
      while (start < this.at + indent && text.charCodeAt(start) === SPACE) start++;
      const end = text.indexOf('\n', start);
      if (start < this.at + indent) {
        if (end !== start) break;
        blank += '\n';
      } else {
        const line = text.slice(start, end);
        if (line.trim() === '' && line !== '') unsure();
        if (line === '') blank += '\n';
        else {
          value += `${blank}${line}\n`;
          blank = '';
        }
      }
      this.at = end + 1;
    }
    this.toContent();
    if (this.column > parent) unsure();
    return { is: 'scalar', place, value: strip ? value.slice(0, -1) : value };
  }

  /** A value that begins and, but for brackets, ends on this line; what comes next may not be deeper than `parent`, for then it would go on. */
  private value(parent: number, depth: number): Traced {
    const c = this.text.charCodeAt(this.at);
    const flow = c === 91 || c === 123;
    const node = flow ? this.brackets(parent, depth) : c === 34 || c === 39 ? this.quoted() : this.plain();
    this.endLine();
    if (this.column > parent) unsure();
    return node;
  }

  private plain(): Traced {
    const { text } = this;
    const start = this.at;
    if (!beginsPlain(text, start)) unsure();
    const line = text.indexOf('\n', start);
    const remark = text.slice(start, line).indexOf(' #');
    let end = remark === -1 ? line : start + remark;
    while (text.charCodeAt(end - 1) === SPACE) end--;
    const said = text.slice(start, end);
    if (said.includes(': ') || said.endsWith(':')) unsure();
    this.at = end;
    return { is: 'scalar', place: this.place(start), value: resolved(said) };
  }

  private quoted(): Traced {
    const place = this.place(this.at);
    return { is: 'scalar', place, value: this.quotedText() };
  }

  private quotedText(): string {
    const { text } = this;
    const start = this.at;
    const quote = text[start] as string;
    let end = start + 1;
    for (; ; end++) {
      const c = text.charCodeAt(end);
      if (c === LINE || end >= text.length) unsure();
      if (quote === '"' && c === 92) end++;
      else if (text[end] !== quote) continue;
      else if (quote === "'" && text[end + 1] === "'") end++;
      else break;
    }
    this.at = end + 1;
    const inside = text.slice(start + 1, end);
    if (quote === "'") return inside.replaceAll("''", "'");
    if (!inside.includes('\\')) return inside;
    // the escapes that YAML and JSON share
    if (/\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(inside.replaceAll('\\\\', ''))) unsure();
    return JSON.parse(text.slice(start, end + 1)) as string;
  }

  /** `[…]` or `{…}`, over lines if need be; each line deeper than `parent`. */
  private brackets(parent: number, depth: number): Traced {
    if (depth > DEEPEST) unsure();
    const { text } = this;
    const place = this.place(this.at);
    const isMap = text.charCodeAt(this.at++) === 123;
    const close = isMap ? 125 : 93;
    const items: Traced[] = [];
    const entries: Entries = new Map();
    this.gap(parent);
    if (text.charCodeAt(this.at) === close) this.at++;
    else {
      for (;;) {
        if (isMap) this.pair(entries, parent, depth);
        else items.push(this.inside(parent, depth));
        this.gap(parent);
        const c = text.charCodeAt(this.at++);
        if (c === close) break;
        if (c !== 44) unsure();
        this.gap(parent);
      }
    }
    return isMap ? { is: 'map', place, entries } : { is: 'list', place, items };
  }

  private pair(entries: Entries, parent: number, depth: number): void {
    const { text } = this;
    const key = this.place(this.at);
    const quoted = text.charCodeAt(this.at) === 34;
    const end = quoted ? -1 : this.keyEnd();
    if (!quoted && end === -1) unsure();
    const name = nameOf(quoted ? this.quotedText() : text.slice(this.at, end), entries);
    if (!quoted) this.at = end;
    if (text.charCodeAt(this.at) !== 58) unsure();
    this.at++;
    // a key of more than a kilobyte is none
    if (this.at - key.offset > 1000) unsure();
    this.gap(parent);
    entries.set(name, { key, node: this.inside(parent, depth) });
  }

  /** A value between brackets. */
  private inside(parent: number, depth: number): Traced {
    const { text } = this;
    const c = text.charCodeAt(this.at);
    if (c === 91 || c === 123) return this.brackets(parent, depth + 1);
    if (c === 34 || c === 39) {
      const node = this.quoted();
      // a key in a list is a pair to YAML
      if (text.charCodeAt(this.at) === 58) unsure();
      return node;
    }
    const start = this.at;
    if (!beginsPlain(text, start)) unsure();
    let end = start;
    for (let d = text.charCodeAt(end); d !== LINE && d !== 44 && d !== 93 && d !== 125 && d !== 91 && d !== 123; d = text.charCodeAt(end))
      end++;
    this.at = end;
    while (text.charCodeAt(end - 1) === SPACE) end--;
    const said = text.slice(start, end);
    if (said === '' || said.includes(':') || said.includes('#')) unsure();
    return { is: 'scalar', place: this.place(start), value: resolved(said) };
  }

  /** Spaces and line ends between brackets. */
  private gap(parent: number): void {
    const { text } = this;
    while (text.charCodeAt(this.at) === SPACE) this.at++;
    while (text.charCodeAt(this.at) === LINE) {
      const start = ++this.at;
      while (text.charCodeAt(this.at) === SPACE) this.at++;
      if (text.charCodeAt(this.at) !== LINE && this.at - start <= parent) unsure();
    }
  }
}

const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** A key's name; twice the same, or a word with a meaning of its own, is the library's matter. */
function nameOf(name: string, entries: Entries): string {
  if (entries.has(name) || name === '__proto__' || /^(null|true|false)$/i.test(name)) unsure();
  return name;
}

/** May a plain text begin here? A dash must be a number's. */
function beginsPlain(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c === 45) return isDigit(text.charCodeAt(at + 1));
  return c !== LINE && !'?:,[]{}#&*!|>\'"%@`'.includes(text[at] as string);
}

/** What the core schema of YAML 1.2 makes of a plain text; odd numbers are the library's. */
function resolved(said: string): unknown {
  const c = said.charCodeAt(0);
  if (isDigit(c) || c === 45 || c === 43 || c === 46) {
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
