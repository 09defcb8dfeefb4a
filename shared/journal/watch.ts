/**
 * A night watched from its outcomes, not re-run: works with any core, and after an erasure shows the night without whoever is gone from it.
 * What cannot be opened is not there: their figure, their words, their hands in others' hands, their threads.
 */
import type { CauseId, Who } from '../dream/ids.ts';
import type { PersonSeen } from '../dream/observe.ts';
import { fromBytes } from './bytes.ts';
import type { EffectEntry, EventEntry, HappenedFrame, SealedBy, SeenEntry, SeenFrame } from './format.ts';
import { personOf, type Scene, sceneOf } from './outcomes.ts';
import { isSealed, type Journal } from './read.ts';
import { isPerson, type Opener } from './seal.ts';

export interface Watched {
  readonly tick: number;
  readonly scene: Scene;
  readonly people: readonly PersonSeen[];
}

export interface WatchedEvent {
  readonly id: CauseId;
  readonly tick: number;
  readonly type: string;
  readonly by: Who;
  readonly about: string;
  readonly because: readonly string[];
  readonly data: Readonly<Record<string, number | string | boolean>>;
}

export interface WatchedEffect {
  readonly tick: number;
  readonly id: string;
  readonly kind: string;
  readonly to: Who;
  readonly by: Who;
  readonly source: string;
  readonly theme: string | null;
  readonly intensity: number;
  /** null: words of somebody whose key is gone */
  readonly text: string | null;
  readonly outcome: string;
  readonly rule: string;
  readonly because: readonly string[];
}

export class Watch {
  readonly lastTick: number;
  private readonly journal: Journal;
  private readonly opener: Opener | null;
  private readonly hidden = new Set<Who>();

  constructor(journal: Journal, opener: Opener | null) {
    this.journal = journal;
    this.opener = opener;
    this.lastTick = journal.seen.at(-1)?.tick ?? 0;
    for (const frame of [...journal.seen, ...journal.happened]) {
      for (const who of Object.keys(frame.sealed)) {
        if (this.hidden.has(who)) continue;
        if (!this.open(who, frame.sealed[who])) this.hidden.add(who);
      }
    }
  }

  /** People of this night who cannot be shown any more. */
  get gone(): readonly Who[] {
    return [...this.hidden].sort();
  }

  /** What was to be seen at a tick or last before it; null before the first look. */
  at(tick: number): Watched | null {
    const { seen } = this.journal;
    let last = seen.length - 1;
    while (last >= 0 && (seen[last] as SeenFrame).tick > tick) last--;
    if (last < 0) return null;
    let first = last;
    while (first > 0 && !(seen[first] as SeenFrame).whole) first--;
    const frame = seen[last] as SeenFrame;
    const people = [...frame.people, ...this.opened<SeenEntry>(frame.sealed)].map(personOf);
    return { tick: frame.tick, scene: this.without(sceneOf(seen.slice(first, last + 1))), people };
  }

  /** Events after tick `from` up to tick `to`, in order. */
  events(from: number, to: number): WatchedEvent[] {
    return this.each(from, to, (frame) => {
      const theirs = this.opened<{ events: EventEntry[] }>(frame.sealed).flatMap((m) => m.events);
      return [...frame.events, ...theirs]
        .sort((a, b) => a[0] - b[0])
        .map(([order, type, by, about, because, data]) => ({
          id: `e${frame.tick}.${order}`,
          tick: frame.tick,
          type,
          by,
          about,
          because,
          data,
        }));
    }).filter((e) => !this.hidden.has(e.about));
  }

  /** Effects after the gate, of those ticks, in order. */
  effects(from: number, to: number): WatchedEffect[] {
    return this.each(from, to, (frame) => {
      const theirs = this.opened<{ effects: EffectEntry[] }>(frame.sealed).flatMap((m) => m.effects);
      return [...frame.effects, ...theirs].sort((a, b) => a[0] - b[0]).flatMap((e) => this.effectsOf(frame.tick, e));
    }).filter((e) => !this.hidden.has(e.by));
  }

  private effectsOf(tick: number, entry: EffectEntry): WatchedEffect[] {
    const [, id, kind, to, by, source, theme, intensity, text, outcome, rule, because] = entry;
    const words = isSealed(text) ? this.open(by, text.sealed) : null;
    const plain = isSealed(text) ? (words ? (fromBytes(words) as string) : null) : (text as string);
    const all = typeof to === 'string' ? [to] : to;
    return all.map((one) => ({ tick, id, kind, to: one, by, source, theme, intensity, text: plain, outcome, rule, because }));
  }

  private each<T>(from: number, to: number, read: (frame: HappenedFrame) => T[]): T[] {
    return this.journal.happened.filter((f) => f.tick > from && f.tick <= to).flatMap(read);
  }

  private opened<T>(sealed: SealedBy): T[] {
    return Object.keys(sealed).flatMap((who) => {
      const bytes = this.hidden.has(who) ? null : this.open(who, sealed[who]);
      return bytes ? [fromBytes(bytes) as T] : [];
    });
  }

  private open(who: Who, sealed: Uint8Array | undefined): Uint8Array | null {
    return sealed ? (this.opener?.open(who, sealed) ?? null) : null;
  }

  private without(scene: Scene): Scene {
    const there = (who: Who): boolean => !(isPerson(who) && this.hidden.has(who));
    return {
      ...scene,
      hands: scene.hands.filter((h) => there(h.a) && there(h.b)),
      pairs: scene.pairs.filter((p) => there(p.a) && there(p.b)),
      threads: scene.threads.filter((t) => there(t.by)),
      // a journal of an older core has no roles
      roles: (scene.roles ?? []).map((r) => (there(r.by) ? r : { ...r, by: '' })),
      signs: (scene.signs ?? []).filter((s) => there(s.by)),
      loose: scene.loose.map((l) => (there(l.heldBy) ? l : { ...l, heldBy: '' })),
    };
  }
}
