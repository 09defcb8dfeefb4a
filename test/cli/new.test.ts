import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answers, begin, type Options } from '../../server/cli/new.ts';
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { dreamhaven } from './run.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamhaven-new-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
/** No terminal at all. */
const NOBODY = { input: new PassThrough(), output: new PassThrough() };
const compiled = async (path: string) => compileScenario(await loadScenarioFiles(path));

describe('new', () => {
  it('writes a dream that lints clean far from the scenarios, with the schema its first line names', async () => {
    const { code, out, err } = await dreamhaven('new', at('first'), '--title', 'Null: #1', '--palette', 'ritual', '--json');
    expect([code, err]).toEqual([0, '']);
    const files = ['README.md', 'dream.yaml', 'ink/ida.ink', 'map.tmj', 'schema.json', 'themes.yaml'];
    expect(JSON.parse(out)).toEqual({ folder: at('first'), id: 'first', files });
    const { scenario, findings } = await compiled(at('first'));
    expect(findings).toEqual([]);
    expect(scenario).toMatchObject({ id: 'first', title: 'Null: #1' });
    expect(scenario?.acts[0]?.palette).toBe('ritual');
    const schema = /\$schema=(\S+)/.exec(readFileSync(join(at('first'), 'dream.yaml'), 'utf8'))?.[1] as string;
    expect(JSON.parse(readFileSync(join(at('first'), schema), 'utf8'))).toHaveProperty('properties.narrative');
    expect(readFileSync(join(at('first'), 'README.md'), 'utf8')).toContain('`lamp.wick`');
  });

  it('reads the registry and schema that stand above it instead of bringing its own', async () => {
    mkdirSync(at('all/of-mine'), { recursive: true });
    for (const name of ['themes.yaml', 'schema.json']) writeFileSync(at(`all/${name}`), readFileSync(join('scenarios', name)));
    await begin(at('all/of-mine/2024'), { yes: true, from: [] }, NOBODY);
    expect(readdirSync(at('all/of-mine/2024')).sort()).toEqual(['README.md', 'dream.yaml', 'ink', 'map.tmj']);
    expect(readFileSync(at('all/of-mine/2024/dream.yaml'), 'utf8')).toContain('$schema=../../schema.json');
    expect((await compiled(at('all/of-mine/2024'))).findings).toEqual([]);
  });

  it('puts every pattern in at once, and leaves nothing but the dream behind', async () => {
    await begin(at('full'), { yes: true, from: ['confession-well', 'circle-at-the-hearth', 'stones-by-standing', 'tea-bench'] }, NOBODY);
    const { scenario, findings } = await compiled(at('full'));
    expect(findings).toEqual([]);
    expect(scenario?.symbols.map((s) => s.id)).toEqual(expect.arrayContaining(['lamp', 'well', 'hearth', 'yes-stone', 'tea-bench']));
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(readFileSync(join(at('full'), 'dream.yaml'), 'utf8')).toContain('# comes by itself, to whoever stands at the well');
  });

  it('makes the folder for a pattern of one’s own, and says of one that cannot stand there why', async () => {
    await begin(at('mine'), { yes: true, from: [] }, NOBODY);
    const edit = (file: string, from: string, to: string): void => {
      const text = readFileSync(join(at('mine'), file), 'utf8');
      expect(text).toContain(from);
      writeFileSync(join(at('mine'), file), text.replace(from, to));
    };
    const why = (): Promise<string> =>
      begin(at('y'), { yes: true, from: [at('mine')] }, NOBODY).then(
        () => '',
        (error: Error) => error.message,
      );
    // all of it is common ground with the starter, word for word
    expect(await why()).toBe('');
    rmSync(at('y'), { recursive: true });
    edit('dream.yaml', 'weight: 20', 'weight: 30');
    expect(await why()).toMatch(/does not fit: narrative\.shadows\.form would hold "under-the-lamp" twice; rename it in the pattern/);
    edit('dream.yaml', '- id: under-the-lamp', '- id: under-my-lamp');
    edit('dream.yaml', 'at: lamp', 'at: lump');
    expect(await why()).toMatch(/does not fit: no symbol or region is called "lump", at narrative\.shadows\.form\[2\]\.at/);
    edit('dream.yaml', 'narrative:', 'narrative: [');
    expect(await why()).toMatch(/its dream\.yaml cannot be read; `npx dreamhaven lint` says where/);
    rmSync(join(at('mine'), 'map.tmj'));
    edit('dream.yaml', 'narrative: [', 'narrative:');
    expect(await why()).toMatch(/it has no map of its own/);
    expect(readdirSync(folder)).not.toContain('y');
  });

  it('exits 2 with one sentence', async () => {
    const { code, out, err } = await dreamhaven('new', at('x'), '--yes', '--from', 'confesion-well');
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe('dreamhaven: no pattern is called "confesion-well"; did you mean "confession-well"?\n');
  });

  it('says what cannot be, and writes nothing', async () => {
    mkdirSync(at('taken'));
    writeFileSync(at('taken/notes.txt'), 'mine');
    writeFileSync(at('a-file'), '');
    const yes: Options = { yes: true, from: [] };
    const refusals: [RegExp, string, Options][] = [
      [/taken holds something already \(notes\.txt\); nothing was changed/, 'taken', yes],
      [/a-file is a file; name a folder/, 'a-file', yes],
      [/a-file\/inside cannot be written: a file stands where a folder is needed/, 'a-file/inside', yes],
      [/"My Night" cannot name a dream: .*such as my-night/, 'My Night', yes],
      [/no palette is called "dsk"; did you mean "dusk"\?/, 'x', { palette: 'dsk', from: [] }],
      [/a title needs a letter or two/, 'x', { ...yes, title: ' ' }],
      [/a title has at most 60 characters, this one has 61/, 'x', { ...yes, title: 'x'.repeat(61) }],
      [/there is no terminal to ask on: give --title and --palette, or --yes/, 'x', { title: 'X', from: [] }],
      [/no pattern is called "swimming"; one of: circle-at-the-hearth, /, 'x', { ...yes, from: ['swimming'] }],
      [/tea-bench is asked for twice/, 'x', { ...yes, from: ['tea-bench', 'tea-bench'] }],
      [/does not fit: its ground "plaza" would lie on the dream's "yard"/, 'x', { ...yes, from: ['scenarios/01-the-ritual'] }],
    ];
    for (const [says, name, options] of refusals) await expect(begin(at(name), options, NOBODY)).rejects.toThrow(says);
    expect(readdirSync(at('taken'))).toEqual(['notes.txt']);
    expect(readdirSync(folder)).not.toContain('x');
  });
});

describe('its two questions', () => {
  /** A terminal on which somebody presses keys, one each time something new was shown. */
  const terminal = (...keys: string[]) => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
    const output = Object.assign(new PassThrough(), { columns: 80, rows: 24, isTTY: true });
    let shown = '';
    let left = [...keys];
    const press = (): void => {
      const [key, ...rest] = left;
      left = rest;
      if (key !== undefined) input.write(key);
    };
    const timer = setInterval(press, 30);
    output.on('data', (d) => {
      shown += d;
    });
    return { streams: { input, output }, shown: () => shown, done: () => clearInterval(timer) };
  };

  it('takes a title and a palette from the keys', async () => {
    const t = terminal('L', 'a', 'm', 'p', '\r', '\u001b[B', '\r');
    expect(await answers('my-night', {}, t.streams).finally(t.done)).toEqual({ title: 'Lamp', palette: 'ritual' });
    expect(t.shown()).toMatch(/What is it called\?[\s\S]*Which colours does it begin in\?/);
  });

  it('offers the name of the folder, asks only what no option said, and writes nothing for who leaves', async () => {
    const first = terminal('\r');
    expect(await answers('my-night', { palette: 'dawn' }, first.streams).finally(first.done)).toEqual({
      title: 'My night',
      palette: 'dawn',
    });
    const gone = terminal('\u0003');
    await expect(answers('my-night', {}, gone.streams).finally(gone.done)).rejects.toThrow('nothing was written');
  });
});
