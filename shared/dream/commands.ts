/**
 * All that anybody can ask of a dream. One table: who may, which fields, whether it is personal (then its body is sealed in the journal).
 * A command that cannot be done is refused with a reason, never thrown.
 */
import { ANSWERS, COUNCIL_ACTS, PURPOSES } from './governance/model.ts';
import type { CauseId, Who } from './ids.ts';
import { ROLES } from './orchestration/model.ts';
import { DECK_ACTS, WORD_ACTS } from './orchestration/table.ts';
import { CLOTHS, SHAPES } from './people/model.ts';

type Field =
  | { readonly is: 'int'; readonly min: number; readonly max: number }
  | { readonly is: 'number'; readonly min: number; readonly max: number }
  | { readonly is: 'bool' }
  | { readonly is: 'text'; readonly max: number }
  | { readonly is: 'id' }
  | { readonly is: 'one'; readonly of: readonly string[] }
  | { readonly is: 'list'; readonly max: number };

const int = (min: number, max: number) => ({ is: 'int', min, max }) as const;
const number = (min: number, max: number) => ({ is: 'number', min, max }) as const;
const bool = { is: 'bool' } as const;
const text = (max: number) => ({ is: 'text', max }) as const;
const id = { is: 'id' } as const;
const one = <const T extends readonly string[]>(of: T) => ({ is: 'one', of }) as const;
const list = (max: number) => ({ is: 'list', max }) as const;

export const SIGNAL_STATES = ['good', 'poor', 'stale', 'lost', 'refused'] as const;
export const EMOTES = ['wave', 'bow', 'hum', 'point', 'come', 'sit close', 'laugh', 'tears-and-all-right'] as const;

/** Every command. `by`: 'host' only the host itself; 'citizen' any dreamer. `personal`: body sealed with that citizen's key. */
export const COMMANDS = {
  'night.begin': { by: 'host', personal: false, fields: {} },
  'night.end': { by: 'host', personal: false, fields: {} },
  join: {
    by: 'host',
    personal: true,
    fields: {
      kind: one(['person', 'simulated', 'agent']),
      name: text(24),
      shape: one(SHAPES),
      cloth: one(CLOTHS),
      cast: text(40),
      spawn: text(40),
    },
  },
  drop: { by: 'host', personal: false, fields: {} },
  return: { by: 'host', personal: false, fields: {} },
  wake: { by: 'citizen', personal: false, fields: {} },
  erase: { by: 'host', personal: false, fields: {} },
  move: { by: 'citizen', personal: false, fields: { mx: int(-127, 127), my: int(-127, 127), float: bool, breath: bool } },
  reading: {
    by: 'citizen',
    personal: true,
    fields: {
      seq: int(0, 4294967295),
      deviceMs: number(0, 1e13),
      hr: int(0, 250),
      rmssd: int(0, 1000),
      arousal: int(-127, 127),
      breathPhase: int(0, 255),
      breathRate: int(0, 600),
      quality: int(0, 3),
      state: one(SIGNAL_STATES),
    },
  },
  'consent.give': { by: 'citizen', personal: true, fields: { purpose: one(PURPOSES), wording: text(24) } },
  'consent.withdraw': { by: 'citizen', personal: true, fields: { purpose: one(PURPOSES) } },
  'limit.set': { by: 'citizen', personal: true, fields: { lines: list(40), veils: list(40), ceiling: number(0, 0.85) } },
  act: { by: 'citizen', personal: false, fields: { target: id } },
  choose: { by: 'citizen', personal: true, fields: { scene: id, choice: text(60), words: text(90) } },
  'hand.offer': { by: 'citizen', personal: false, fields: { to: id } },
  'hand.answer': { by: 'citizen', personal: false, fields: { offer: id, accept: bool } },
  'hand.release': { by: 'citizen', personal: false, fields: { from: id } },
  face: { by: 'citizen', personal: true, fields: { shadow: id } },
  turn: { by: 'citizen', personal: true, fields: { shadow: id } },
  'lantern.plant': { by: 'citizen', personal: true, fields: { whisper: text(60) } },
  'lantern.tend': { by: 'citizen', personal: false, fields: { lantern: id } },
  'fragment.offer': { by: 'citizen', personal: true, fields: { fragment: id, words: text(90) } },
  'fragment.withdraw': { by: 'citizen', personal: true, fields: { thread: id } },
  'loom.set': { by: 'citizen', personal: false, fields: { fragment: id, place: int(-1, 400) } },
  'loom.order': { by: 'host', personal: false, fields: { order: list(400) } },
  'circle.sit': { by: 'citizen', personal: false, fields: { at: id } },
  'circle.turn': { by: 'citizen', personal: true, fields: { words: text(90) } },
  'circle.pass': { by: 'citizen', personal: true, fields: {} },
  'circle.more': { by: 'citizen', personal: true, fields: {} },
  'circle.gift': { by: 'citizen', personal: true, fields: { card: text(24) } },
  'circle.strike': { by: 'citizen', personal: true, fields: { line: id } },
  say: { by: 'citizen', personal: true, fields: { words: text(140) } },
  phrase: { by: 'citizen', personal: false, fields: { phrase: text(40) } },
  emote: { by: 'citizen', personal: false, fields: { emote: one(EMOTES) } },
  note: { by: 'citizen', personal: true, fields: { about: id } },
  'guide.ask': { by: 'citizen', personal: false, fields: {} },
  'reed.stand': { by: 'citizen', personal: true, fields: { theme: text(40) } },
  why: { by: 'citizen', personal: true, fields: { about: id } },
  stop: { by: 'citizen', personal: true, fields: {} },
  hide: { by: 'citizen', personal: true, fields: { who: id, on: bool } },
  'role.take': { by: 'citizen', personal: false, fields: { role: one(ROLES) } },
  'role.return': { by: 'citizen', personal: false, fields: { role: one(ROLES) } },
  'role.recall': { by: 'citizen', personal: false, fields: { role: one(ROLES) } },
  deck: { by: 'citizen', personal: false, fields: { act: one(DECK_ACTS), about: id, amount: number(-100, 400) } },
  'deck.words': { by: 'citizen', personal: true, fields: { act: one(WORD_ACTS), words: text(120) } },
  'deck.curve': {
    by: 'citizen',
    personal: false,
    fields: { a: number(0, 0.85), b: number(0, 0.85), c: number(0, 0.85), d: number(0, 0.85), e: number(0, 0.85) },
  },
  voice: { by: 'citizen', personal: false, fields: { on: bool } },
  propose: { by: 'citizen', personal: false, fields: { clause: id } },
  ballot: { by: 'citizen', personal: true, fields: { order: list(4) } },
  'ballot.stand': { by: 'citizen', personal: true, fields: { option: text(40) } },
  state: { by: 'citizen', personal: true, fields: { statement: id, answer: one(ANSWERS) } },
  council: { by: 'citizen', personal: false, fields: { act: one(COUNCIL_ACTS), about: id } },
} as const satisfies Record<string, { by: 'host' | 'citizen'; personal: boolean; fields: Record<string, Field> }>;

type FieldValue<F> = F extends { is: 'int' | 'number' }
  ? number
  : F extends { is: 'bool' }
    ? boolean
    : F extends { is: 'one'; of: readonly (infer O)[] }
      ? O
      : F extends { is: 'list' }
        ? string[]
        : string;

export type CommandType = keyof typeof COMMANDS;
export type CommandBody<T extends CommandType> = {
  -readonly [K in keyof (typeof COMMANDS)[T]['fields']]: FieldValue<(typeof COMMANDS)[T]['fields'][K]>;
};

/** What somebody asks. `by` is set by the host from the connection, never by the asker. */
export type Command = { [T in CommandType]: { readonly type: T; readonly by: Who; readonly body: CommandBody<T> } }[CommandType];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** An accepted command's place in the journal; its cause id is `k<tick>.<seq>`. */
export type Stamped = Command & { readonly cause: CauseId };

/** Why not: a rule's name, a sentence, and what to do. */
export interface Refusal {
  readonly rule: string;
  readonly reason: string;
  readonly fix: string;
}

export const refuse = (rule: string, reason: string, fix = ''): Refusal => ({ rule, reason, fix });

function fits(field: Field, value: unknown): boolean {
  switch (field.is) {
    case 'int':
      return Number.isInteger(value) && (value as number) >= field.min && (value as number) <= field.max;
    case 'number':
      return typeof value === 'number' && value >= field.min && value <= field.max;
    case 'bool':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string' && value.length <= field.max;
    case 'id':
      return typeof value === 'string' && value.length <= 60;
    case 'one':
      return typeof value === 'string' && field.of.includes(value);
    case 'list':
      return Array.isArray(value) && value.length <= field.max && value.every((v) => typeof v === 'string' && v.length <= 40);
  }
}

/** What a field takes, in words. */
function wanted(field: Field): string {
  switch (field.is) {
    case 'int':
      return `a whole number in ${field.min}..${field.max}`;
    case 'number':
      return `a number in ${field.min}..${field.max}`;
    case 'bool':
      return 'true or false';
    case 'text':
      return `text of at most ${field.max} characters`;
    case 'id':
      return 'an id of at most 60 characters';
    case 'one':
      return `one of ${field.of.join(', ')}`;
    case 'list':
      return `a list of at most ${field.max} tags`;
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return value.length > 24 ? `text of ${value.length} characters` : `"${value}"`;
  return typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'a list' : 'an object') : String(value);
}

type NamedField = readonly [name: string, field: Field];

/** The fields of each type in a list: a crowd's commands are looked through every tick. */
const FIELDS: ReadonlyMap<string, readonly NamedField[]> = new Map(
  Object.entries(COMMANDS).map(([type, { fields }]) => [type, Object.entries<Field>(fields)]),
);

/** Checks type and fields of anything that claims to be a command's body; the first fault, or null. */
export function bodyFault(type: string, body: unknown): Refusal | null {
  const fields = FIELDS.get(type);
  if (!fields) return refuse('command.unknown', `no command is called "${String(type).slice(0, 40)}"`, 'see COMMANDS for the list');
  if (typeof body !== 'object' || body === null || Object.getPrototypeOf(body) !== Object.prototype)
    return refuse('command.body', `${type} needs an object`, '');
  for (let i = 0; i < fields.length; i++) {
    const [name, field] = fields[i] as NamedField;
    const value = (body as Record<string, unknown>)[name];
    if (fits(field, value)) continue;
    const want = wanted(field);
    return refuse('command.field', `${name} must be ${want}, got ${describe(value)}`, `send ${name} as ${want}`);
  }
  const names = Object.keys(body);
  // none is missing: as many as there are fields are these
  if (names.length === fields.length) return null;
  const known = fields.map(([name]) => name);
  const unknown = names.find((name) => !known.includes(name)) ?? '';
  return refuse('command.field', `${type} has no field "${unknown.slice(0, 40)}"`, `its fields: ${known.join(', ')}`);
}
