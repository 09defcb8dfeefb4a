import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answers } from '../../server/cli/new.ts';
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { dreamhaven } from './run.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamhaven-new-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
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
    const { code } = await dreamhaven('new', at('all/of-mine/2024'), '--yes');
    expect(code).toBe(0);
    expect(readdirSync(at('all/of-mine/2024')).sort()).toEqual(['README.md', 'dream.yaml', 'ink', 'map.tmj']);
    expect(readFileSync(at('all/of-mine/2024/dream.yaml'), 'utf8')).toContain('$schema=../../schema.json');
    expect((await compiled(at('all/of-mine/2024'))).findings).toEqual([]);
  });

  it('puts every pattern in at once, and leaves nothing but the dream behind', async () => {
    const patterns = ['confession-well', 'circle-at-the-hearth', 'stones-by-standing', 'tea-bench'];
    const { code, err } = await dreamhaven('new', at('full'), '--yes', ...patterns.flatMap((p) => ['--from', p]));
    expect([code, err]).toEqual([0, '']);
    const { scenario } = await compiled(at('full'));
    expect(scenario?.symbols.map((s) => s.id)).toEqual(expect.arrayContaining(['lamp', 'well', 'hearth', 'yes-stone', 'tea-bench']));
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(readFileSync(join(at('full'), 'dream.yaml'), 'utf8')).toContain('# comes by itself, to whoever stands at the well');
  });

  it('says in one sentence what cannot be, exits 2 and writes nothing', async () => {
    mkdirSync(at('taken'));
    writeFileSync(at('taken/notes.txt'), 'mine');
    writeFileSync(at('a-file'), '');
    const refusals: [RegExp, ...string[]][] = [
      [/taken holds something already \(notes\.txt\); nothing was changed/, at('taken'), '--yes'],
      [/a-file is a file; name a folder/, at('a-file'), '--yes'],
      [/a-file\/inside cannot be written: a file stands where a folder is needed/, at('a-file/inside'), '--yes'],
      [/"My Night" cannot name a dream: .*such as my-night/, at('My Night'), '--yes'],
      [/no palette is called "dsk"; did you mean "dusk"\?/, at('x'), '--palette', 'dsk'],
      [/a title needs a letter or two/, at('x'), '--title', ' ', '--yes'],
      [/there is no terminal to ask on: give --title and --palette, or --yes/, at('x'), '--title', 'X'],
      [/no pattern is called "confesion-well"; did you mean "confession-well"\?/, at('x'), '--yes', '--from', 'confesion-well'],
      [/no pattern is called "swimming"; one of: circle-at-the-hearth, /, at('x'), '--yes', '--from', 'swimming'],
      [/tea-bench is asked for twice/, at('x'), '--yes', '--from', 'tea-bench', '--from', 'tea-bench'],
      [/does not fit: its ground "plaza" would lie on the dream's "yard"/, at('x'), '--yes', '--from', 'scenarios/01-the-ritual'],
    ];
    const ended = await Promise.all(refusals.map(([, ...args]) => dreamhaven('new', ...args)));
    for (const [i, { code, out, err }] of ended.entries()) {
      expect(err).toMatch((refusals[i] as [RegExp])[0]);
      expect([code, out, err.split('\n').length]).toEqual([2, '', 2]);
    }
    expect(readdirSync(at('taken'))).toEqual(['notes.txt']);
    expect(readdirSync(folder)).not.toContain('x');
  }, 30_000);
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
