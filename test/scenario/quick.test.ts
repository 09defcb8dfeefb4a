import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { below, pick, streamOf } from '../../shared/kernel/random.ts';
import { readQuickly } from '../../shared/scenario/quick/read.ts';
import { parseWithLibrary } from '../../shared/scenario/source.ts';

const SCENARIOS = join(import.meta.dirname, '../../scenarios');
const shipped = (path: string): string => readFileSync(join(SCENARIOS, path), 'utf8');
const MANY = 100_000;

/** Everything that it reads itself, in one text. */
const PLAIN = `a: 1
b: -2.5
c: [1, "two", 'it''s', { d: e, f: [] }]
g: {}
h:
- x
- y: z
  w: |-
    one

     two
- [a]
i: "q\\"\\u00e9\\n" # r
j:
    k: 'l'   # m
n: |
  text: here # no remark
  - x

o: true
p: 00-empty
q: null
r: plain # remark
s: a#b
t: [1,
  2]
`;

describe('the quick reader', () => {
  it.each([
    '00-empty/dream.yaml',
    '00-empty/map.tmj',
    '01-the-ritual/dream.yaml',
    '02-the-first-night/dream.yaml',
    '03-the-reckoning/dream.yaml',
    '03-the-reckoning/map.tmj',
    'kitchen-sink/dream.yaml',
    'patterns/confession-well/dream.yaml',
    'patterns/starter/map.tmj',
    'themes.yaml',
  ])('reads %s itself, and as the library does', (path) => {
    const text = shipped(path);
    const read = readQuickly(path, text, MANY);
    expect(read).not.toBeNull();
    expect(parseWithLibrary(path, text)).toEqual({ tree: read, findings: [] });
  });

  it('reads every plain form', () => {
    const read = readQuickly('f', PLAIN, MANY);
    expect(read).not.toBeNull();
    expect(parseWithLibrary('f', PLAIN).tree).toEqual(read);
  });

  it.each([
    ['an empty value', 'a:\nb: 1\n'],
    ['text over two lines', 'a: one\n  two\n'],
    ['an anchor', 'a: &x 1\nb: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['folded text', 'a: >\n  b\n'],
    ['an odd number', 'a: 0x1f\n'],
    ['a word that YAML may mean otherwise', 'a: True\n'],
    ['a second document', 'a: 1\n---\nb: 2\n'],
    ['a tab', 'a:\t1\n'],
    ['an open quote', 'a: "b\n'],
    ['a colon inside', 'a: b: c\n'],
    ['a step to the side', 'a:\n    b: 1\n  c: 2\n'],
    ['a bracket that is not indented', 'a: [1,\n2]\n'],
    ['no last line end', 'a: 1'],
    ['nothing', '\n'],
  ])('leaves %s to the library', (_, text) => {
    expect(readQuickly('f', text, MANY)).toBeNull();
  });

  it('leaves more values than are allowed, and what is nested deep, to the library', () => {
    expect(readQuickly('f', 'a: [1, 2, 3]\n', 3)).toBeNull();
    expect(readQuickly('f', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`, MANY)).toBeNull();
  });

  it('is of one mind with the library over every beginning of a text, as a save that was not finished leaves it', () => {
    const map = '{ "a": [1, {"b": "c\\n"}, []],\n "d": { },\n "e": -1.5, "f": [true,\nnull] }\n';
    for (const whole of [PLAIN, map, `[${map.trim()},\n ${map}]\n`]) {
      for (let end = 1; end < whole.length; end++) {
        const text = `${whole.slice(0, end)}\n`;
        const quick = readQuickly('f', text, MANY);
        if (quick) expect(parseWithLibrary('f', text), text).toEqual({ tree: quick, findings: [] });
      }
    }
  });

  it('is of one mind with the library over 1500 mangled texts', () => {
    const rng = streamOf('1', 'quick');
    const sources = [
      PLAIN,
      shipped('00-empty/dream.yaml'),
      shipped('patterns/tea-bench/dream.yaml'),
      shipped('themes.yaml').slice(0, 1500),
    ];
    const bits = [
      ...[
        ' ',
        '  ',
        '\n',
        '\n\n',
        '- ',
        ':',
        ': ',
        ' #',
        '[',
        ']',
        '{',
        '}',
        ',',
        '"',
        "'",
        '|',
        '>',
        '|-',
        '&a',
        '*a',
        '!',
        '1e3',
        '0x1',
        '.5',
      ],
      ...['null', '~', '\\', '%', '---', '...', '?', '<<: ', 'a: b', '- a', '\n    ', '\n# r\n', '.inf', '__proto__: 1', '""', '\n---\n'],
    ];
    let read = 0;
    for (let i = 0; i < 1500; i++) {
      let text = sources[i % sources.length] as string;
      const from = text.indexOf('\n', below(rng, text.length >> 1)) + 1;
      if (i % 3 > 0) text = text.slice(from, from + 400).replace(/[^\n]*$/, '');
      const at = below(rng, text.length);
      const bit = pick(rng, bits);
      text = i % 4 === 0 ? text.slice(0, at) + text.slice(at + 1 + below(rng, 3)) : text.slice(0, at) + bit + text.slice(at);
      const quick = readQuickly('f', text, MANY);
      if (!quick) continue;
      read++;
      expect(parseWithLibrary('f', text), text).toEqual({ tree: quick, findings: [] });
    }
    expect(read).toBeGreaterThan(150);
  });
});
