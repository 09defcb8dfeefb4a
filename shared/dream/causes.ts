/**
 * Provenance: every event, effect and command that others name as a cause. Append-only; the digest takes the running hash, a snapshot the whole.
 * `explain` gives the chain behind a thing for one viewer: their own data and public causes only.
 */
import { hashOf } from '../kernel/hash.ts';
import type { CauseId, ThingId, Who } from './ids.ts';

export interface Cause {
  readonly id: CauseId;
  readonly type: string;
  readonly by: Who;
  readonly about: ThingId;
  readonly because: readonly CauseId[];
}

export interface Causes {
  byId: Record<CauseId, Cause>;
  count: number;
  /** hash of the whole list so far */
  chain: string;
}

export function noCauses(): Causes {
  return { byId: {}, count: 0, chain: '' };
}

export function remember(causes: Causes, cause: Cause): void {
  causes.byId[cause.id] = cause;
  causes.count++;
  causes.chain = hashOf([causes.chain, cause.id, cause.type, cause.by, cause.about, cause.because]);
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
    const cause = causes.byId[id];
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
      const cause = causes.byId[id];
      if (!cause) continue;
      const own = cause.by === viewer;
      const hidden = !own && PRIVATE.has(cause.type);
      if (!hidden && lines.length < limit) {
        const named = own || cause.by === 'dream' || cause.by.startsWith('a:') || cause.by === 'guide';
        lines.push({ cause: id, type: cause.type, about: cause.about, own, by: named ? cause.by : '' });
      }
      next.push(...cause.because);
    }
    front = next;
  }
  return lines;
}

/** Causes that are nobody else's business. */
const PRIVATE = new Set([
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
]);
