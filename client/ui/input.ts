/**
 * From keys, pointer and touch to controls and intents. A state machine without a DOM: events and the clock come in, what the person means
 * comes out. `controls.ts` listens to the page and feeds it.
 */
import type { AvatarInput } from '../../shared/dream/space/model.ts';
import { LONGEST_IN_SECONDS, pacerAt } from './breath.ts';
import { keyMap, rowOf, type Verb } from './keys.ts';

/** What a person meant once; held verbs (walking, floating, breathing) are in the controls instead. */
export type Intent =
  | {
      readonly does:
        | 'hand'
        | 'act'
        | 'face'
        | 'lantern'
        | 'plant'
        | 'say'
        | 'phrases'
        | 'wheel'
        | 'look'
        | 'voice'
        | 'vote'
        | 'roles'
        | 'why'
        | 'stop'
        | 'wake'
        | 'twin'
        | 'debug'
        | 'cancel';
    }
  | { readonly does: 'emote'; readonly index: number };

export interface InputSettings {
  readonly keys: Readonly<Record<string, string>>;
  readonly breathToggle: boolean;
  readonly floatToggle: boolean;
}

/** Two Escapes within this long while typing lay the stop card, ms. */
export const DOUBLE_ESCAPE_MS = 900;
/** Nearer than this a clicked place is reached, m; from `SLOW_M` on one slows down, as the avatar coasts. */
const THERE_M = 0.35;
const SLOW_M = 2.2;

export interface Input {
  keyDown(code: string, nowMs: number, typing: boolean): Intent[];
  keyUp(code: string): void;
  /** All keys up: the window lost focus. */
  release(): void;
  /** Intents whose key was held long enough. */
  due(nowMs: number): Intent[];
  /** 0..1 of the longest running hold, for the ring round its button */
  holding(nowMs: number): { readonly verb: Verb; readonly share: number } | null;
  /** The thumb stick: direction with length 0..1, null when let go. */
  stick(direction: { readonly x: number; readonly y: number } | null): void;
  /** Touch or a button: held until told otherwise. */
  press(verb: 'breathe' | 'float', on: boolean, nowMs: number): void;
  /** Begins a timed hold by a button, as its key would. */
  holdButton(verb: Verb, on: boolean, nowMs: number): void;
  /** Walk to a point (metres), null to stay. */
  walkTo(target: { readonly x: number; readonly y: number } | null): void;
  readonly walking: { readonly x: number; readonly y: number } | null;
  autoBreath(on: boolean): void;
  readonly autoBreathing: boolean;
  /** The controls now. `at`: where I am, m; `dreamSeconds`: the dream's clock, for the auto-breath. */
  controls(nowMs: number, at: { readonly x: number; readonly y: number }, dreamSeconds: number): AvatarInput;
}

const clampByte = (v: number): number => Math.max(-127, Math.min(127, Math.round(v)));

export function createInput(settings: () => InputSettings): Input {
  const held = new Set<Verb>();
  const codes = new Map<string, Verb>();
  const timers = new Map<Verb, number>();
  let stick: { x: number; y: number } | null = null;
  let target: { x: number; y: number } | null = null;
  let breathSince: number | null = null;
  let auto = false;
  let escapedAt = Number.NEGATIVE_INFINITY;

  const begin = (verb: Verb, nowMs: number): void => {
    const { breathToggle, floatToggle } = settings();
    if (verb === 'breathe') {
      auto = false;
      breathSince = breathToggle && breathSince !== null ? null : nowMs;
    } else if (verb === 'float' && floatToggle) {
      if (held.has('float')) held.delete('float');
      else held.add('float');
    } else held.add(verb);
  };
  const end = (verb: Verb): void => {
    const { breathToggle, floatToggle } = settings();
    timers.delete(verb);
    if (verb === 'breathe' && !breathToggle) breathSince = null;
    if (!(verb === 'float' && floatToggle)) held.delete(verb);
  };
  const once = (verb: Verb): Intent[] => {
    if (verb === 'autobreath') {
      auto = !auto;
      return [];
    }
    if (verb.startsWith('emote')) return [{ does: 'emote', index: Number(verb.slice(5)) - 1 }];
    // The key plants at once; only the button asks for a whisper first.
    return [{ does: verb === 'lantern' ? 'plant' : (verb as 'act') }];
  };
  const direction = (at: { x: number; y: number }): { x: number; y: number } => {
    const x = (held.has('right') ? 1 : 0) - (held.has('left') ? 1 : 0);
    const y = (held.has('down') ? 1 : 0) - (held.has('up') ? 1 : 0);
    if (x !== 0 || y !== 0 || stick) target = null;
    if (x !== 0 || y !== 0) return { x: x / Math.hypot(x, y), y: y / Math.hypot(x, y) };
    if (stick) return stick;
    if (!target) return { x: 0, y: 0 };
    const dx = target.x - at.x;
    const dy = target.y - at.y;
    const far = Math.hypot(dx, dy);
    if (far < THERE_M) {
      target = null;
      return { x: 0, y: 0 };
    }
    const pace = Math.min(1, Math.max(0.25, far / SLOW_M)) / far;
    return { x: dx * pace, y: dy * pace };
  };

  return {
    keyDown(code, nowMs, typing) {
      if (code === 'Escape') {
        const twice = nowMs - escapedAt < DOUBLE_ESCAPE_MS;
        escapedAt = typing && !twice ? nowMs : Number.NEGATIVE_INFINITY;
        return [{ does: twice ? 'stop' : 'cancel' }];
      }
      if (typing || codes.has(code)) return [];
      const verb = keyMap(settings().keys).get(code);
      if (!verb) return [];
      codes.set(code, verb);
      const row = rowOf(verb);
      if (row.held) {
        begin(verb, nowMs);
        return [];
      }
      if (row.holdSeconds > 0) {
        timers.set(verb, nowMs + row.holdSeconds * 1000);
        return [];
      }
      return once(verb);
    },
    keyUp(code) {
      const verb = codes.get(code);
      codes.delete(code);
      if (verb && ![...codes.values()].includes(verb)) end(verb);
    },
    release() {
      codes.clear();
      held.clear();
      timers.clear();
      stick = null;
      if (!settings().breathToggle) breathSince = null;
    },
    due(nowMs) {
      const ready: Intent[] = [];
      for (const [verb, at] of [...timers]) {
        if (nowMs < at) continue;
        timers.delete(verb);
        ready.push(...once(verb));
      }
      return ready;
    },
    holding(nowMs) {
      for (const [verb, at] of timers) {
        const length = rowOf(verb).holdSeconds * 1000;
        return { verb, share: Math.min(1, Math.max(0, 1 - (at - nowMs) / length)) };
      }
      return null;
    },
    stick(to) {
      stick = to ? { x: to.x, y: to.y } : null;
    },
    press(verb, on, nowMs) {
      if (on) begin(verb, nowMs);
      else end(verb);
    },
    holdButton(verb, on, nowMs) {
      if (on) timers.set(verb, nowMs + rowOf(verb).holdSeconds * 1000);
      else timers.delete(verb);
    },
    walkTo(to) {
      target = to ? { x: to.x, y: to.y } : null;
    },
    get walking() {
      return target;
    },
    autoBreath(on) {
      auto = on;
    },
    get autoBreathing() {
      return auto;
    },
    controls(nowMs, at, dreamSeconds) {
      if (breathSince !== null && nowMs - breathSince > LONGEST_IN_SECONDS * 1000 && settings().breathToggle) breathSince = null;
      const way = direction(at);
      const breath = auto ? pacerAt(dreamSeconds).inward : breathSince !== null && nowMs - breathSince <= LONGEST_IN_SECONDS * 1000;
      return { mx: clampByte(way.x * 127), my: clampByte(way.y * 127), float: held.has('float'), breath };
    },
  };
}
