/** The one table of verbs and keys. Everything is remappable; a saved key wins over the table. */

export type Verb =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'float'
  | 'breathe'
  | 'autobreath'
  | 'hand'
  | 'act'
  | 'face'
  | 'lantern'
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
  | 'emote1'
  | 'emote2'
  | 'emote3'
  | 'emote4'
  | 'emote5'
  | 'emote6'
  | 'emote7'
  | 'emote8';

export interface VerbRow {
  readonly verb: Verb;
  /** what it does, for the settings table */
  readonly name: string;
  /** KeyboardEvent.code, best first */
  readonly keys: readonly string[];
  /** hold this long before it happens, s; 0 at once; held verbs last as long as the key */
  readonly holdSeconds: number;
  readonly held: boolean;
}

const tap = (verb: Verb, name: string, ...keys: string[]): VerbRow => ({ verb, name, keys, holdSeconds: 0, held: false });
const hold = (verb: Verb, name: string, ...keys: string[]): VerbRow => ({ verb, name, keys, holdSeconds: 0, held: true });
const press = (verb: Verb, name: string, holdSeconds: number, ...keys: string[]): VerbRow => ({
  verb,
  name,
  keys,
  holdSeconds,
  held: false,
});

export const VERBS: readonly VerbRow[] = [
  hold('up', 'walk away', 'KeyW', 'ArrowUp'),
  hold('down', 'walk nearer', 'KeyS', 'ArrowDown'),
  hold('left', 'walk left', 'KeyA', 'ArrowLeft'),
  hold('right', 'walk right', 'KeyD', 'ArrowRight'),
  hold('float', 'float', 'ShiftLeft', 'ShiftRight'),
  hold('breathe', 'breathe: hold in, release out', 'Space'),
  tap('autobreath', 'breathe by itself', 'KeyB'),
  tap('hand', 'offer a hand, answer, let go', 'KeyH'),
  tap('act', 'act: touch, take, tend', 'KeyE'),
  press('face', 'face a shadow', 1.2, 'KeyF'),
  press('lantern', 'plant a lantern', 1, 'KeyL'),
  tap('say', 'say something', 'Enter'),
  tap('phrases', 'phrases, in the line', 'Slash'),
  tap('wheel', 'phrase wheel', 'KeyQ'),
  tap('look', 'look up at the cloth', 'KeyU'),
  press('voice', 'raise my voice', 1.5, 'KeyR'),
  tap('vote', 'the square: charter, proposals, vote', 'KeyV'),
  tap('roles', 'the roles, and my deck', 'KeyO'),
  tap('why', 'ask why', 'KeyY'),
  tap('stop', 'stop card', 'KeyX'),
  press('wake', 'wake up', 1.5, 'Backspace'),
  tap('twin', 'read where I am', 'KeyT'),
  tap('debug', 'numbers of the line', 'Backquote'),
  ...([1, 2, 3, 4, 5, 6, 7, 8] as const).map((n) => tap(`emote${n}`, `gesture ${n}`, `Digit${n}`)),
];

const ROWS = new Map(VERBS.map((row) => [row.verb, row]));

export function rowOf(verb: Verb): VerbRow {
  return ROWS.get(verb) as VerbRow;
}

/** Key codes to verbs, with a person's own keys in place of the first of the table. */
export function keyMap(own: Readonly<Record<string, string>>): ReadonlyMap<string, Verb> {
  const map = new Map<string, Verb>();
  for (const row of VERBS) {
    const mine = own[row.verb];
    for (const key of mine ? [mine] : row.keys) if (!map.has(key)) map.set(key, row.verb);
  }
  for (const row of VERBS) {
    const mine = own[row.verb];
    if (mine) map.set(mine, row.verb);
  }
  return map;
}

/** The key of a verb as a person reads it. */
export function keyName(verb: Verb, own: Readonly<Record<string, string>> = {}): string {
  const code = own[verb] ?? rowOf(verb).keys[0] ?? '';
  const plain: Record<string, string> = { Backquote: '`', Slash: '/', ShiftLeft: 'Shift', ShiftRight: 'Shift', Escape: 'Esc' };
  return plain[code] ?? code.replace(/^(Key|Digit|Arrow)/, '');
}
