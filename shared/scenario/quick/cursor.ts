/** Where the quick reader stands in a text. */
import type { Place } from '../report.ts';
import type { Traced } from '../source.ts';

/** Thrown at the first thing that is not plain; never leaves this folder. */
export class Unsure extends Error {}
export const unsure = (): never => {
  throw new Unsure();
};

/** Levels it follows; deeper files are the library's to measure. */
export const DEEPEST = 30;

/** Codes of the characters that it looks for. */
export const SPACE = 32;
export const LINE = 10;
export const HASH = 35;
export const DASH = 45;
export const COLON = 58;

export type Entries = Map<string, { readonly key: Place; readonly node: Traced }>;

export const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;

export class Cursor {
  readonly text: string;
  private readonly file: string;
  private left: number;
  at = 0;
  /** column of `at` whenever it stands on the first character of a line that says something; -1 at the end */
  column = 0;

  /** `most` is the number of values at which it gives up. */
  constructor(file: string, text: string, most: number) {
    this.file = file;
    this.text = text;
    this.left = most;
  }

  place(offset: number): Place {
    if (--this.left < 0) unsure();
    return { file: this.file, offset };
  }

  code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  overSpaces(): void {
    while (this.text.charCodeAt(this.at) === SPACE) this.at++;
  }

  /** From the start of a line to the first character that says something, over blank lines and remarks. */
  toContent(): void {
    const { text } = this;
    for (;;) {
      const start = this.at;
      this.overSpaces();
      if (this.at >= text.length) {
        this.column = -1;
        return;
      }
      const c = text.charCodeAt(this.at);
      if (c === LINE) {
        this.at++;
      } else if (c === HASH) {
        this.at = text.indexOf('\n', this.at) + 1;
      } else {
        this.column = this.at - start;
        return;
      }
    }
  }

  /** After a value: nothing but a remark may follow on its line, and what comes next may not be deeper than `parent`, for then it would go on. */
  endLine(parent: number): void {
    const before = this.at;
    this.overSpaces();
    const c = this.code();
    if (c !== LINE && !(c === HASH && this.at > before)) unsure();
    this.at = this.text.indexOf('\n', this.at) + 1;
    this.toContent();
    if (this.column > parent) unsure();
  }

  /** Does an item of a list begin here? */
  isDash(): boolean {
    const next = this.code(1);
    return this.code() === DASH && (next === SPACE || next === LINE);
  }

  /** Where a plain key that begins here ends, or -1. */
  keyEnd(): number {
    const { text } = this;
    let end = this.at;
    for (let c = text.charCodeAt(end); isLetter(c) || (end > this.at && (isDigit(c) || c === 46 || c === DASH)); c = text.charCodeAt(end))
      end++;
    if (end === this.at || text.charCodeAt(end) !== COLON) return -1;
    const next = text.charCodeAt(end + 1);
    return next === SPACE || next === LINE ? end : -1;
  }
}

/** A key's name; twice the same, or a word that YAML takes for something else, is the library's matter. */
export function nameOf(name: string, entries: Entries): string {
  if (entries.has(name) || name === '__proto__' || /^(null|true|false)$/i.test(name)) unsure();
  return name;
}
