/** Bytes and values that no page of ours would send: drawn by a seed, from nothing or from what one did send. */
import { pack } from 'msgpackr';
import { COMMANDS } from '../../shared/dream/commands.ts';
import { below, chance, pick, type StreamState, uniform } from '../../shared/kernel/random.ts';

/** Colyseus's codes of what a client may send: pings, frames, requests. */
const CODES = [10, 18, 19, 19, 19, 20, 20, 21, 21, 21, 22, 0, 255, 147];
/** A word that cannot be read, and leaving. */
const ENDING = [12, 13, 17];
const TYPES = Object.keys(COMMANDS).filter((type) => type !== 'wake');
const STRANGE_KEYS = ['__proto__', 'constructor', 'type', 'body', 'by', 'who', 'mx', ''];

export function randomBytes(rng: StreamState, most: number): Uint8Array {
  const bytes = new Uint8Array(below(rng, most + 1));
  for (let i = 0; i < bytes.length; i++) bytes[i] = below(rng, 256);
  return bytes;
}

/** Some other bytes near the given ones: turned, cut, doubled, stuffed. */
export function mutated(rng: StreamState, from: Uint8Array): Uint8Array {
  let bytes = Uint8Array.from(from);
  for (let n = 1 + below(rng, 4); n > 0; n--) {
    const at = below(rng, bytes.length + 1);
    const kind = below(rng, 5);
    if (kind === 0 && bytes.length > 0) bytes[at % bytes.length] = below(rng, 256);
    else if (kind === 1 && bytes.length > 0) bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ (1 << below(rng, 8));
    else if (kind === 2) bytes = bytes.slice(0, at);
    else if (kind === 3) bytes = Uint8Array.from([...bytes.slice(0, at), ...randomBytes(rng, 6), ...bytes.slice(at)]);
    else bytes = Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(below(rng, bytes.length + 1))]);
  }
  return bytes;
}

/** Any value that can be packed, mostly wrong. */
export function anyValue(rng: StreamState, depth = 0): unknown {
  const simple: (() => unknown)[] = [
    () => null,
    () => undefined,
    () => chance(rng, 0.5),
    () => below(rng, 300) - 150,
    () => uniform(rng),
    () => pick(rng, [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 2 ** 31, 2 ** 53, 1e308, 5e-324]),
    () =>
      pick(rng, ['', 'fountain', 'p1', 'p2', 'wave', 'loneliness', 'own-view', 'x'.repeat(below(rng, 300)), '\u0000\u202e', '__proto__']),
    () => new Date(below(rng, 1e9)),
    () => randomBytes(rng, 20),
    () => 2n ** BigInt(below(rng, 63)),
  ];
  const kind = depth < 3 ? below(rng, 14) : below(rng, 10);
  if (kind < 10) return (simple[kind] as () => unknown)();
  if (kind < 12) return Array.from({ length: below(rng, 5) }, () => anyValue(rng, depth + 1));
  return Object.fromEntries(
    Array.from({ length: below(rng, 4) }, () => [pick(rng, [...STRANGE_KEYS, ...TYPES]), anyValue(rng, depth + 1)]),
  );
}

/** A body with the right fields for a command, each of them right or not. */
function bodyFor(rng: StreamState, type: string): unknown {
  if (chance(rng, 0.15)) return anyValue(rng);
  const fields = COMMANDS[type as keyof typeof COMMANDS]?.fields ?? {};
  const body = Object.fromEntries(Object.keys(fields).map((name) => [name, chance(rng, 0.3) ? anyValue(rng) : likely(rng, name)]));
  return chance(rng, 0.1) ? { ...body, [pick(rng, STRANGE_KEYS)]: anyValue(rng) } : body;
}

/** A value that may well be right for a field of this name. */
function likely(rng: StreamState, name: string): unknown {
  const lists = { lines: ['loneliness'], veils: [], consents: [] } as Record<string, unknown>;
  const known = {
    on: true,
    accept: false,
    float: false,
    breath: true,
    ceiling: 0.4,
    purpose: 'own-view',
    emote: 'wave',
    kind: 'person',
    shape: 'moon',
    cloth: 'iris',
    state: 'good',
    who: 'p2',
    to: 'p2',
  } as Record<string, unknown>;
  if (name in lists) return lists[name];
  if (name in known) return known[name];
  return chance(rng, 0.5) ? below(rng, 100) : pick(rng, ['fountain', 'p1', 'hello', 'own-view-1', '']);
}

/** A message as the SDK would frame it: code, number of the request, type, packed value. */
export function message(rng: StreamState): Uint8Array {
  const name = pick(rng, [
    'command',
    'command',
    'command',
    'command',
    'renew',
    'move',
    'toString',
    'constructor',
    'hasOwnProperty',
    '__proto__',
    '*',
    'x'.repeat(31),
  ]);
  const type = pick(rng, TYPES);
  const claim = chance(rng, 0.8) ? { type: chance(rng, 0.9) ? type : anyValue(rng), body: bodyFor(rng, type) } : anyValue(rng);
  const value = chance(rng, 0.1) && typeof claim === 'object' ? { ...claim, [pick(rng, STRANGE_KEYS)]: anyValue(rng) } : claim;
  const request = chance(rng, 0.9);
  const head = request ? [21, below(rng, 128)] : [13];
  return Uint8Array.from([...head, 160 + name.length, ...Buffer.from(name), ...pack(value)]);
}

export function anyFrame(rng: StreamState, heard: readonly Uint8Array[]): Uint8Array {
  const kind = below(rng, 10);
  if (kind < 5) return message(rng);
  const bytes = kind < 8 && heard.length > 0 ? mutated(rng, chance(rng, 0.5) ? message(rng) : pick(rng, heard)) : randomBytes(rng, 60);
  const code = (bytes[0] ?? 0) & 31;
  if (bytes.length > 0 && kind >= 8) bytes[0] = pick(rng, CODES);
  // these end their line when they cannot be read; some, so that another is opened, but not most
  else if (ENDING.includes(code) && chance(rng, 0.95)) bytes[0] = 21;
  return bytes;
}
