/**
 * From text to values that remember where they stand. YAML 1.2 (core schema) and JSON alike; limits on everything, findings for everything.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { MAX_DEPTH, measure } from './measure.ts';
import { readQuickly } from './quick/read.ts';
import { type Finding, findingAt, type Place } from './report.ts';

/** Characters in one file. */
export const MAX_FILE_CHARACTERS = 1_000_000;
/** Aliases (`*name`) in one file. */
export const MAX_ALIASES = 100;
/** Values in one file after aliases are written out. */
export const MAX_VALUES = 100_000;

/** A value and where it stands. A map's entry also knows where its key stands. */
export type Traced =
  | { readonly is: 'map'; readonly place: Place; readonly entries: ReadonlyMap<string, { readonly key: Place; readonly node: Traced }> }
  | { readonly is: 'list'; readonly place: Place; readonly items: readonly Traced[] }
  | { readonly is: 'scalar'; readonly place: Place; readonly value: unknown };

export type Path = readonly PropertyKey[];

/** Stops a walk at something that cannot be read; never leaves this file. */
class ReadError extends Error {
  readonly rule: 'too-large' | 'yaml';
  readonly offset: number;
  readonly fix: string;
  constructor(rule: 'too-large' | 'yaml', message: string, offset: number, fix: string) {
    super(message);
    this.rule = rule;
    this.offset = offset;
    this.fix = fix;
  }
}

/** Parses one file; the tree is null when there is a finding that leaves nothing to read. */
export function parseSource(file: string, text: string): { tree: Traced | null; findings: Finding[] } {
  const quick = text.length <= MAX_FILE_CHARACTERS ? readQuickly(file, text, MAX_VALUES) : null;
  return quick ? { tree: quick, findings: [] } : parseWithLibrary(file, text);
}

/** The same for every text, plain or not, good or bad; slow. */
export function parseWithLibrary(file: string, text: string): { tree: Traced | null; findings: Finding[] } {
  const files = { [file]: text };
  const fail = (offset: number, rule: string, reason: string, fix: string): { tree: null; findings: Finding[] } => ({
    tree: null,
    findings: [findingAt(files, { file, offset }, { rule, reason, fix })],
  });
  if (text.length > MAX_FILE_CHARACTERS) {
    return fail(0, 'too-large', `the file has more than ${MAX_FILE_CHARACTERS} characters`, 'split it, or move words to ink files');
  }
  const { over, lastQuote } = measure(text);
  if (over) return fail(over.offset, 'too-large', over.reason, 'write it flatter');
  try {
    // keys are compared in the walk: the library's own check is quadratic
    const doc = parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
    const errors = [...doc.errors, ...doc.warnings];
    if (errors.length > 0) {
      const isOpenQuote = (e: (typeof errors)[number]): boolean => e.code === 'MISSING_CHAR' && e.message.includes('quote');
      // what follows a first fault is mostly its echo, after an open quote entirely so
      const told = isOpenQuote(errors[0] as (typeof errors)[number]) ? errors.slice(0, 1) : errors.slice(0, 3);
      const findings = told.map((e) =>
        findingAt(
          files,
          { file, offset: isOpenQuote(e) ? lastQuote : e.pos[0] },
          { rule: 'yaml', reason: plain(e.message), fix: yamlFix(e.code) },
        ),
      );
      return { tree: null, findings };
    }
    if (doc.contents === null) return fail(0, 'yaml', 'the file is empty', 'begin with `dreamhaven: 1`');
    return { tree: new Walk(file, doc).node(doc.contents, 0), findings: [] };
  } catch (error) {
    if (error instanceof ReadError) return fail(error.offset, error.rule, error.message, error.fix);
    if (error instanceof RangeError) return fail(0, 'too-large', 'nested too deeply to be read', 'write it flatter');
    return fail(0, 'yaml', plain(error instanceof Error ? error.message : String(error)), '');
  }
}

class Walk {
  private readonly file: string;
  private readonly doc: Document;
  private values = 0;
  private aliases = 0;

  constructor(file: string, doc: Document) {
    this.file = file;
    this.doc = doc;
  }

  private place(node: Node | null | undefined): Place {
    return { file: this.file, offset: node?.range?.[0] ?? 0 };
  }

  node(node: Node | null, depth: number, at: Place = this.place(node)): Traced {
    if (depth > MAX_DEPTH) throw new ReadError('too-large', `nested deeper than ${MAX_DEPTH} levels`, at.offset, 'write it flatter');
    if (++this.values > MAX_VALUES)
      throw new ReadError('too-large', `more than ${MAX_VALUES} values`, at.offset, 'use fewer aliases or split the file');
    if (isAlias(node)) {
      if (++this.aliases > MAX_ALIASES)
        throw new ReadError('too-large', `more than ${MAX_ALIASES} aliases`, at.offset, 'write the values out, or use `extends`');
      const target = node.resolve(this.doc);
      if (!target) throw new ReadError('yaml', `nothing is called &${node.source}`, at.offset, 'set the anchor before the alias');
      return this.node(target, depth + 1, at);
    }
    if (isMap(node)) {
      const entries = new Map<string, { key: Place; node: Traced }>();
      for (const pair of node.items) {
        const key = pair.key as Node | null;
        const name = isScalar(key) ? String(key.value) : null;
        const keyAt = this.place(key);
        if (name === null || name === '__proto__') throw new ReadError('yaml', 'a key must be a plain word', keyAt.offset, 'rename it');
        if (entries.has(name))
          throw new ReadError('yaml', `the key "${name.slice(0, 40)}" stands here twice`, keyAt.offset, 'keep one of the two');
        entries.set(name, { key: keyAt, node: this.node((pair.value as Node | null) ?? null, depth + 1, pair.value ? undefined : keyAt) });
      }
      return { is: 'map', place: at, entries };
    }
    if (isSeq(node)) return { is: 'list', place: at, items: node.items.map((item) => this.node(item as Node | null, depth + 1)) };
    return { is: 'scalar', place: at, value: isScalar(node) ? node.value : null };
  }
}

/** Plain data without places. */
export function toPlain(node: Traced): unknown {
  if (node.is === 'scalar') return node.value;
  if (node.is === 'list') return node.items.map(toPlain);
  const out: Record<string, unknown> = {};
  for (const [name, entry] of node.entries) out[name] = toPlain(entry.node);
  return out;
}

/** The node at a path, or the deepest one on the way. */
export function nodeAt(tree: Traced, path: Path): Traced {
  let node = tree;
  for (const step of path) {
    const next = node.is === 'map' ? node.entries.get(String(step))?.node : node.is === 'list' ? node.items[Number(step)] : undefined;
    if (!next) break;
    node = next;
  }
  return node;
}

/** Where the value at a path stands; the nearest thing around it if it is not written. */
export const placeOf = (tree: Traced, path: Path): Place => nodeAt(tree, path).place;

/** Where the key of the last step stands. */
export function placeOfKey(tree: Traced, path: Path): Place {
  const around = nodeAt(tree, path.slice(0, -1));
  const entry = around.is === 'map' ? around.entries.get(String(path.at(-1))) : undefined;
  return entry?.key ?? placeOf(tree, path);
}

/** `narrative.storylets[3].theme` */
export function showPath(path: Path): string {
  let out = '';
  for (const step of path) out += typeof step === 'number' ? `[${step}]` : `${out === '' ? '' : '.'}${String(step)}`;
  return out;
}

const plain = (message: string): string => {
  const first = message.split('\n')[0] ?? '';
  return first.length > 160 ? `${first.slice(0, 160)}…` : first;
};

function yamlFix(code: string): string {
  switch (code) {
    case 'BAD_INDENT':
    case 'TAB_AS_INDENT':
      return 'indent by two spaces, never by tabs';
    case 'MISSING_CHAR':
      return 'close the quote or bracket, or put the text in quotes';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'check the indentation, and quote text that holds a colon';
    case 'MULTIPLE_DOCS':
      return 'one file holds one document: remove the line `---`';
    default:
      return 'check the indentation and quotes of this line';
  }
}
