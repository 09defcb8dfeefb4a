/**
 * Provenance: every command and event that may be named as a cause, one row each. What nothing in the dream leads to any more is swept away, so
 * that a night's memory stays flat; the digest takes how many there ever were and their running hash, which no sweep changes.
 * `explain` gives the chain behind a thing for one viewer: their own data and public causes only.
 */
import { Hasher } from '../kernel/hash.ts';
import type { CauseId, ThingId, Who } from './ids.ts';

export interface Cause {
  readonly id: CauseId;
  readonly type: string;
  readonly by: Who;
  readonly about: ThingId;
  readonly because: readonly CauseId[];
}

export interface Causes {
  /**
   * What sweeps kept, oldest first, in pages of lines: id, type and by as numbers of `names` in base 36, about, then the causes, tabs between.
   * Texts are copied and packed in no time, where as many objects took 100 ms.
   */
  pages: string[];
  /** the lines of the last seconds */
  fresh: string[];
  /** types and people that rows speak of, in the order they first came; as many as those who ever came and a hundred */
  names: string[];
  /** causes there ever were, kept or not */
  count: number;
  /** lanes of the running hash over all of them */
  chain: [number, number];
}

/** One kept cause, as a sweep sees it. */
export interface Row {
  readonly id: CauseId;
  readonly tick: number;
  readonly text: string;
  readonly because: readonly CauseId[];
  /** rows that name this one */
  named: number;
}

/** What is found quickly about the rows of one `Causes`; never part of the world, made anew from its rows after a restore. */
export interface Index {
  pages: Row[][];
  fresh: Row[];
  readonly byId: Map<CauseId, Row>;
  /** number of a text among `names`, as it is written in a row */
  readonly names: Map<string, string>;
  /** commands of this tick named before they were accepted, which is after their events */
  early: Map<CauseId, number>;
  earlyTick: number;
}

const indices = new WeakMap<Causes, Index>();
const running = new Hasher();

export function noCauses(): Causes {
  return { pages: [], fresh: [], names: [], count: 0, chain: [0, 0] };
}

const tickOf = (id: CauseId): number => Number.parseInt(id.slice(1), 10);

/** The index of these rows, for who keeps them (sweep.ts). */
export function indexOf(causes: Causes): Index {
  const known = indices.get(causes);
  if (known) return known;
  const names = new Map(causes.names.map((name, i) => [name, i.toString(36)]));
  const byId = new Map<CauseId, Row>();
  const read = (text: string): Row => {
    const [id = '', , , , ...because] = text.split('\t');
    const row = { id, tick: tickOf(id), text, because, named: 0 };
    byId.set(id, row);
    return row;
  };
  const pages = causes.pages.map((page) => page.split('\n').map(read));
  const index: Index = { pages, fresh: causes.fresh.map(read), byId, names, early: new Map(), earlyTick: -1 };
  for (const row of byId.values()) for (const id of row.because) name(index, id, 1);
  indices.set(causes, index);
  return index;
}

/** One row more, or less, names `id`; false when that has no row. */
export function name(index: Index, id: CauseId, times: number): boolean {
  const row = index.byId.get(id);
  if (row) row.named += times;
  return row !== undefined;
}

function numberOf(causes: Causes, index: Index, text: string): string {
  let number = index.names.get(text);
  if (number === undefined) {
    number = (causes.names.push(text) - 1).toString(36);
    index.names.set(text, number);
  }
  return number;
}

/** Counts a cause that nobody can name (an effect on a person): it is in the running hash and leaves no row. */
export function pass(causes: Causes, cause: Cause): void {
  causes.count++;
  running.resume(causes.chain);
  running.text(cause.id);
  running.text(cause.type);
  running.text(cause.by);
  running.text(cause.about);
  running.u32(cause.because.length);
  for (const id of cause.because) running.text(id);
  causes.chain = running.lanes();
}

/** Keeps a cause for who may name it. */
export function remember(causes: Causes, cause: Cause): void {
  pass(causes, cause);
  const index = indexOf(causes);
  const { id, about, because } = cause;
  const tick = tickOf(id);
  if (index.earlyTick !== tick) {
    if (index.early.size > 0) index.early.clear();
    index.earlyTick = tick;
  }
  let text = `${id}\t${numberOf(causes, index, cause.type)}\t${numberOf(causes, index, cause.by)}\t${about.replace(/[\t\n]/g, ' ')}`;
  for (const named of because) {
    text += `\t${named}`;
    if (!name(index, named, 1)) index.early.set(named, (index.early.get(named) ?? 0) + 1);
  }
  causes.fresh.push(text);
  const row = { id, tick, text, because, named: index.early.get(id) ?? 0 };
  index.fresh.push(row);
  index.byId.set(id, row);
}

/** The record of a cause; undefined for a move, which has none, and for what was swept away. */
export function causeOf(causes: Causes, id: CauseId): Cause | undefined {
  const row = indexOf(causes).byId.get(id);
  if (!row) return undefined;
  const [, type = '', by = '', about = ''] = row.text.split('\t');
  const named = (n: string): string => causes.names[Number.parseInt(n, 36)] ?? '';
  return { id, type: named(type), by: named(by), about, because: row.because };
}

/** How many causes are kept. */
export function keptCauses(causes: Causes): number {
  return indexOf(causes).byId.size;
}

/** The commands a cause ends in, oldest first; ids whose record is missing are returned under `open`. */
export function rootsOf(causes: Causes, ids: readonly CauseId[]): { commands: CauseId[]; open: CauseId[] } {
  const seen = new Set<CauseId>();
  const commands: CauseId[] = [];
  const open: CauseId[] = [];
  const queue = [...ids];
  while (queue.length > 0) {
    const id = queue.pop() as CauseId;
    if (seen.has(id)) continue;
    seen.add(id);
    if (id.startsWith('k')) {
      commands.push(id);
      continue;
    }
    const cause = causeOf(causes, id);
    if (!cause || cause.because.length === 0) open.push(id);
    else queue.push(...cause.because);
  }
  return { commands: commands.sort(byAge), open };
}

/** Order of two cause ids by tick, then sequence. */
export function byAge(a: CauseId, b: CauseId): number {
  const [at, as] = a.slice(1).split('.').map(Number) as [number, number];
  const [bt, bs] = b.slice(1).split('.').map(Number) as [number, number];
  return at - bt || as - bs;
}

/** One sentence of an answer to "why?": an i18n key and what it names. */
export interface WhyLine {
  readonly cause: CauseId;
  readonly type: string;
  readonly about: ThingId;
  /** true: from the asker's own doing or data (drawn as a rust diamond) */
  readonly own: boolean;
  /** who did it: the asker, 'dream', a cast member, or '' for somebody who stays unnamed */
  readonly by: Who;
}

/** The chain from the thing's causes back to commands, newest first, at most `limit` lines. Other people's private acts are named only as "someone". */
export function explain(causes: Causes, viewer: Who, ids: readonly CauseId[], limit = 5): WhyLine[] {
  const lines: WhyLine[] = [];
  const seen = new Set<CauseId>();
  let front = [...ids];
  while (front.length > 0 && lines.length < limit) {
    const next: CauseId[] = [];
    const sorted = [...front].sort((a, b) => byAge(b, a));
    for (const id of sorted) {
      if (seen.has(id)) continue;
      seen.add(id);
      const cause = causeOf(causes, id);
      if (!cause) continue;
      const own = cause.by === viewer;
      const hidden = CONCERNING.has(cause.type) ? cause.about !== viewer : !own && PRIVATE.has(cause.type);
      if (!hidden && lines.length < limit) {
        const named = own || cause.by === 'dream' || cause.by.startsWith('a:') || cause.by === 'guide' || isSigned(cause.type);
        lines.push({ cause: id, type: cause.type, about: cause.about, own, by: named ? cause.by : '' });
      }
      next.push(...cause.because);
    }
    front = next;
  }
  return lines;
}

/** True for what is nobody else's business. */
export const isPrivate = (type: string): boolean => PRIVATE.has(type);

/** What is done by a role, or on a string that all may pluck, is signed: everybody may know who did it, and the type says by which right. */
const isSigned = (type: string): boolean => type.startsWith('deck.') || SIGNED.has(type);
const SIGNED = new Set(['deck', 'role.taken', 'role.returned', 'string.plucked']);
/** What the guide asked of or took from somebody: theirs alone, whom it is about. */
const CONCERNING = new Set(['guide.asked', 'guide.learned']);

const PRIVATE = new Set([
  ...CONCERNING,
  'note',
  'noted',
  'reed.stand',
  'reed.stood',
  'reading',
  'signal.changed',
  'limit.set',
  'consent.give',
  'consent.withdraw',
  'consent.given',
  'consent.withdrawn',
  'stop',
  'card.laid',
  'hide',
  'hid',
  'face',
  'turn',
  'shadow.faced',
  'turned.away',
  'choose',
  'scene.chosen',
  'why',
  'asked.why',
  'ballot',
  'ballot.stand',
  'ballot.cast',
  'state',
  'statement.answered',
]);
