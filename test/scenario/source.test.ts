import { describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '../../shared/scenario/measure.ts';
import { MAX_ALIASES, parseSource, showPath, toPlain } from '../../shared/scenario/source.ts';
import { broken, compileFiles, FILES, MAIN, places } from './bundle.ts';

const read = (text: string) => parseSource('a.yaml', text);
const first = (text: string) => read(text).findings[0];

describe('YAML that cannot be read', () => {
  it.each([
    ['an open quote', 'title: A small night', "title: «'A small", 'yaml'],
    ['a key twice', 'title: A small night', 'title: A\n«title: B', 'yaml'],
    ['a tab for indentation', '  map: map.tmj', '«\tmap: map.tmj', 'yaml'],
    ['an alias of nothing', 'title: A small night', 'title: «*nobody', 'yaml'],
    ['a colon in plain text', 'title: A small night', 'title: «A: small', 'yaml'],
  ])('%s', (_, from, to, rule) => {
    const { findings, mark, scenario } = broken(MAIN, from, to);
    expect(scenario).toBeNull();
    expect(findings[0]?.rule).toBe(rule);
    expect(findings[0]).toMatchObject({ file: mark.file, line: mark.line });
    expect(findings[0]?.reason).not.toMatch(/\n|Error:|at .*:\d+:\d+/);
  });

  it('an empty file, a list, two documents, a key that is no word', () => {
    expect(first('')?.reason).toBe('the file is empty');
    expect(compileFiles({ ...FILES, [MAIN]: '- 1\n' }).findings[0]?.rule).toBe('version');
    expect(first('a: 1\n---\nb: 2\n')?.rule).toBe('yaml');
    expect(first('? [1, 2]\n: 3\n')?.reason).toBe('a key must be a plain word');
    expect(first('__proto__: { polluted: 1 }')?.reason).toBe('a key must be a plain word');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('limits', () => {
  const deep = (n: number) => `a: ${'['.repeat(n)}${']'.repeat(n)}`;

  it(`takes ${MAX_DEPTH - 1} levels and no more, and points at the first too many`, () => {
    expect(read(deep(MAX_DEPTH - 1)).findings).toEqual([]);
    expect(first(deep(MAX_DEPTH + 1))).toMatchObject({ rule: 'too-large', line: 1, column: 3 + MAX_DEPTH });
  });

  it.each([
    ['brackets', '['.repeat(900_000)],
    ['braces', '{a: '.repeat(240_000)],
    ['dashes', '- '.repeat(450_000)],
    ['question marks', '? '.repeat(450_000)],
    ['indentation', Array.from({ length: 1300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['anchors in a row', `a: ${'&x '.repeat(300_000)}1`],
    ['tags in a row', `a: ${'!!seq '.repeat(160_000)}1`],
  ])('megabytes of %s become a finding', (_, text) => {
    const { tree, findings } = read(text);
    expect(tree).toBeNull();
    expect(findings.length).toBeGreaterThan(0);
    for (const f of findings) expect(f.reason).not.toMatch(/stack|RangeError/i);
  });

  it('more than a million characters', () => {
    expect(read(`# ${'x'.repeat(999_000)}\na: 1`).findings).toEqual([]);
    expect(first(`# ${'x'.repeat(1_000_001)}`)?.rule).toBe('too-large');
  });

  it('aliases: a few are fine, many are not, and none may multiply', () => {
    const many = (n: number) => `a: &x 1\nb: [${'*x, '.repeat(n)}]`;
    expect(read(many(MAX_ALIASES)).findings).toEqual([]);
    expect(first(many(MAX_ALIASES + 1))?.reason).toBe(`more than ${MAX_ALIASES} aliases`);
    const laughs = [
      'a: &l0 [1,1,1,1,1,1,1,1,1]',
      ...Array.from({ length: 8 }, (_, i) => `b${i}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`),
    ].join('\n');
    expect(first(laughs)?.rule).toBe('too-large');
    expect(first('a: &self [*self]')?.rule).toMatch(/too-large|yaml/);
  });
});

it('reads plain data, YAML and JSON alike', () => {
  const yaml = read('a: 1\nb: [x, "y", true, null, 1.5]\nc: &k { d: 2 }\ne: *k\n').tree;
  expect(yaml && toPlain(yaml)).toEqual({ a: 1, b: ['x', 'y', true, null, 1.5], c: { d: 2 }, e: { d: 2 } });
  const json = read('{"a": [1, {"b": "c"}]}').tree;
  expect(json && toPlain(json)).toEqual({ a: [1, { b: 'c' }] });
  expect(showPath(['a', 0, 'b', 'c.d'])).toBe('a[0].b.c.d');
});

it('stands for whatever a file holds: cut and bitten copies give findings or a scenario, never a throw', () => {
  const names = Object.keys(FILES);
  let state = 12345;
  const next = (n: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % n;
  };
  const bites = ['', '\u0000', '"', '{', '[', '- ', ':', '\n', '*', '&', '#', '\t', '-1e999', '\ud800', 'NaN', 'null'];
  for (let i = 0; i < 250; i++) {
    const name = names[next(names.length)] as string;
    const text = FILES[name] as string;
    const at = next(text.length);
    const bitten = i % 5 === 0 ? text.slice(0, at) : text.slice(0, at) + bites[next(bites.length)] + text.slice(at + next(12));
    const { scenario, findings } = compileFiles({ ...FILES, [name]: bitten });
    expect(scenario !== null || findings.length > 0, `${name} bitten at ${at}`).toBe(true);
    for (const place of places(findings)) expect(place.line).toBeGreaterThan(0);
  }
});
