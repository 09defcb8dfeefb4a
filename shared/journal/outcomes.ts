/**
 * Outcomes: what a night brought about, kept beside its inputs, so that it can still be watched when it can no longer be re-run: after somebody's
 * key is gone, or with another core. Everything of a person is sealed with that person's key; without it they are simply not there.
 */
import type { JudgedEffect } from '../dream/effects.ts';
import type { DreamEvent } from '../dream/events.ts';
import type { Who } from '../dream/ids.ts';
import type { Common, PersonSeen } from '../dream/observe.ts';
import { ceil, max, round } from '../kernel/math.ts';
import { toBytes } from './bytes.ts';
import type { EffectEntry, EventEntry, HappenedFrame, Sealed, SeenEntry, SeenFrame } from './format.ts';
import { BLOCK_BYTES, isPerson, LONG_BLOCK_BYTES, type Sealer } from './seal.ts';

/** Ticks between two looks (1 s): with speeds kept beside places, what lies between is drawn by a curve. */
export const SEEN_EVERY = 20;
/** Ticks between two looks that hold everything (10 s): the farthest that seeking must read back. */
export const WHOLE_EVERY = 200;
/** Seals a tick at least, and ticks at most that a look takes to be whole: before the next digest. */
const SEALS = 16;
const SEAL_TICKS = SEEN_EVERY / 2;

const FLAG = { breathIn: 1, palm: 2, ember: 4 } as const;
const PLACE = 64;
const SPEED = 16;

export type Scene = Omit<Common, 'people' | 'tick'>;

function entryOf(p: PersonSeen): SeenEntry {
  const flags = (p.breathIn ? FLAG.breathIn : 0) | (p.palm ? FLAG.palm : 0) | (p.ember ? FLAG.ember : 0);
  const place = [round(p.x * PLACE), round(p.y * PLACE), round(p.z * PLACE), round(p.vx * SPEED), round(p.vy * SPEED)] as const;
  return [p.id, p.kind, p.shape, p.cloth, ...place, flags, p.carries];
}

export function personOf(entry: SeenEntry): PersonSeen {
  const [id, kind, shape, cloth, x, y, z, vx, vy, flags, carries] = entry;
  return {
    id,
    kind: kind as PersonSeen['kind'],
    shape: shape as PersonSeen['shape'],
    cloth: cloth as PersonSeen['cloth'],
    x: x / PLACE,
    y: y / PLACE,
    z: z / PLACE,
    vx: vx / SPEED,
    vy: vy / SPEED,
    breathIn: (flags & FLAG.breathIn) !== 0,
    palm: (flags & FLAG.palm) !== 0,
    ember: (flags & FLAG.ember) !== 0,
    carries,
  };
}

/** A list's changes since the last look: items by key, null for what is gone. */
export interface ListPart {
  readonly list: readonly (readonly [key: string, item: object | null])[];
}

export const isListPart = (part: unknown): part is ListPart => typeof part === 'object' && part !== null && 'list' in part;

/** Scenes are kept to 1/100 (a centimetre, half a degree, a hundredth of a share), how well two breathe together to a tenth. */
function coarse(value: object): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    out[key] = coarseValue(key, field);
  }
  return out;
}

function coarseValue(key: string, value: unknown): unknown {
  if (typeof value === 'number') return coarseNumber(key, value);
  if (Array.isArray(value)) return value.map((item: unknown) => coarseValue(key, item));
  return typeof value === 'object' && value !== null ? coarse(value) : value;
}

function coarseNumber(key: string, x: number): number {
  const unit = key === 'g' || key === 'tune' ? 10 : 100;
  return round(x * unit) / unit;
}

function keyOf(item: object): string {
  return 'id' in item ? String(item.id) : 'a' in item && 'b' in item ? `${String(item.a)}|${String(item.b)}` : '';
}

/** A list of things that each have a name of their own: only what changed of it is written. */
function isKeyed(value: unknown): value is readonly object[] {
  if (!Array.isArray(value)) return false;
  const keys = new Set<string>();
  for (const item of value as unknown[]) {
    const key = typeof item === 'object' && item !== null ? keyOf(item) : '';
    if (key === '' || keys.has(key)) return false;
    keys.add(key);
  }
  return true;
}

/** Turns observations into frames; remembers what the last ones held, so that only what changed is written. */
export class Looks {
  private readonly sealer: Sealer | null;
  private plain = new Map<string, string>();
  private lists = new Map<string, Map<string, string>>();
  private begun = false;
  /** the look that is not whole yet, what of it is to be sealed, and how many at a time */
  private started: (SeenFrame & { readonly sealed: Record<Who, Uint8Array> }) | null = null;
  private own: [Who, SeenEntry][] = [];
  private share = SEALS;

  constructor(sealer: Sealer | null) {
    this.sealer = sealer;
  }

  /** Looks at everything now; what is people's own is sealed in the ticks that follow (`goOn`), because hundreds of seals take longer than a tick should. */
  begin(common: Common): void {
    const whole = !this.begun || common.tick % WHOLE_EVERY < SEEN_EVERY;
    this.begun = true;
    if (whole) {
      this.plain = new Map();
      this.lists = new Map();
    }
    const { people, tick, ...scene } = common;
    const parts: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(scene)) {
      const part = isKeyed(value) ? this.listPart(name, value) : this.plainPart(name, value);
      if (part !== undefined) parts[name] = part;
    }
    const open: SeenEntry[] = [];
    this.own = [];
    for (const person of people) {
      const entry = entryOf(person);
      if (this.sealer && isPerson(person.id)) this.own.push([person.id, entry]);
      else open.push(entry);
    }
    this.share = max(SEALS, ceil(this.own.length / SEAL_TICKS));
    this.started = { kind: 'seen', tick, whole, parts, people: open, sealed: {} };
  }

  /** Seals the next share, or all that is left, but for those who were erased meanwhile. @returns the frame once it is whole */
  goOn(erased: (who: Who) => boolean, all = false): SeenFrame | null {
    const { started, sealer } = this;
    if (!started) return null;
    for (const [who, entry] of this.own.splice(0, all ? this.own.length : this.share)) {
      if (sealer && !erased(who)) started.sealed[who] = sealer.seal(who, toBytes(entry));
    }
    if (this.own.length > 0) {
      this.own = this.own.filter(([who]) => !erased(who));
      return null;
    }
    this.started = null;
    return started;
  }

  private plainPart(name: string, value: unknown): unknown {
    this.lists.delete(name);
    const kept = coarseValue(name, value);
    const text = JSON.stringify(kept);
    if (this.plain.get(name) === text) return undefined;
    this.plain.set(name, text);
    return kept;
  }

  private listPart(name: string, items: readonly object[]): ListPart | undefined {
    this.plain.delete(name);
    const before = this.lists.get(name);
    const now = new Map<string, string>();
    const list: [string, object | null][] = [];
    for (const item of items) {
      const key = keyOf(item);
      const kept = coarse(item);
      const text = JSON.stringify(kept);
      now.set(key, text);
      if (before?.get(key) !== text) list.push([key, kept]);
    }
    if (before) for (const key of before.keys()) if (!now.has(key)) list.push([key, null]);
    this.lists.set(name, now);
    return list.length > 0 || !before ? { list } : undefined;
  }
}

/** Puts the parts of several looks, oldest first, back together. */
export function sceneOf(looks: readonly SeenFrame[]): Scene {
  const scene: Record<string, unknown> = {};
  const lists = new Map<string, Map<string, object>>();
  for (const { parts } of looks) {
    for (const [name, part] of Object.entries(parts)) {
      if (!isListPart(part)) {
        scene[name] = part;
        lists.delete(name);
        continue;
      }
      const items = lists.get(name) ?? new Map<string, object>();
      lists.set(name, items);
      for (const [key, item] of part.list) {
        if (item === null) items.delete(key);
        else items.set(key, item);
      }
    }
  }
  for (const [name, items] of lists) scene[name] = [...items.values()];
  return scene as unknown as Scene;
}

/** What a tick brought about, or null when it was nothing. */
export function happened(
  tick: number,
  events: readonly DreamEvent[],
  effects: readonly JudgedEffect[],
  sealer: Sealer | null,
): HappenedFrame | null {
  if (events.length === 0 && effects.length === 0) return null;
  const openEvents: EventEntry[] = [];
  const openEffects: EffectEntry[] = [];
  const theirs = new Map<Who, { events: EventEntry[]; effects: EffectEntry[] }>();
  const of = (who: Who) => {
    const found = theirs.get(who);
    if (found) return found;
    const made = { events: [], effects: [] };
    theirs.set(who, made);
    return made;
  };
  events.forEach((e, order) => {
    const entry: EventEntry = [order, e.type, e.by, e.about, e.because, e.data];
    if (sealer && isPerson(e.by)) of(e.by).events.push(entry);
    else openEvents.push(entry);
  });
  const shared = new Map<string, Who[]>();
  effects.forEach((e, order) => {
    const { outcome, rule, intensity } = e.verdict;
    const entry = (to: Who | Who[], text: string | Sealed): EffectEntry => [
      order,
      e.id,
      e.kind,
      to,
      e.by,
      e.source,
      e.theme,
      intensity,
      text,
      outcome,
      rule,
      e.because,
    ];
    const text = sealer && isPerson(e.by) && e.by !== e.to ? sealedText(sealer, e.by, e.verdict.text) : e.verdict.text;
    if (sealer && isPerson(e.to)) {
      of(e.to).effects.push(entry(e.to, text));
      return;
    }
    const key = [e.kind, e.by, e.source, e.theme, intensity, outcome, rule, e.because, e.verdict.text].join('|');
    const others = shared.get(key);
    if (others) {
      others.push(e.to);
      return;
    }
    const to = [e.to];
    shared.set(key, to);
    openEffects.push(entry(to, text));
  });
  const sealed: Record<Who, Uint8Array> = {};
  for (const [who, mine] of theirs) {
    // what the gate made of an effect, and so whether a line stood in its way, must not show in its length
    if (sealer) sealed[who] = sealer.seal(who, toBytes(mine), mine.effects.length > 0 ? LONG_BLOCK_BYTES : BLOCK_BYTES);
  }
  return { kind: 'happened', tick, events: openEvents, effects: openEffects, sealed };
}

function sealedText(sealer: Sealer, by: Who, text: string): Sealed {
  return { sealed: sealer.seal(by, toBytes(text), LONG_BLOCK_BYTES) };
}
