import { describe, expect, it } from 'vitest';
import { compileFiles, FILES, MAIN, places } from './bundle.ts';

const OVER = 'over/dream.yaml';
const lay = (text: string, more: Readonly<Record<string, string>> = {}) => compileFiles({ ...FILES, [OVER]: text, ...more }, OVER);
const head = 'dreamhaven: 1\nextends: ../small/dream.yaml\nid: over\n';

describe('extends', () => {
  it('merges maps, and lists of things by their id', () => {
    const { scenario, findings } = lay(
      `${head}orchestration: { minutes: 30 }\nnarrative:\n  acts:\n    - id: dawn\n      title: Later\n    - { id: noon, title: Noon, palette: healing }\n  storylets:\n    - id: s.glass\n      intensity: 0.1\n`,
    );
    expect(findings).toEqual([]);
    expect(scenario).toMatchObject({ id: 'over', title: 'A small night', knobs: { nightSeconds: 1800 } });
    expect(scenario?.acts.map((a) => [a.id, a.title, a.palette])).toEqual([
      ['dusk', 'Dusk', 'dusk'],
      ['dawn', 'Later', 'dawn'],
      ['noon', 'Noon', 'healing'],
    ]);
    expect(scenario?.storylets[0]).toMatchObject({ intensity: 0.1, text: 'The sand stops.' });
    expect(scenario?.dialogues[0]?.ink).toContain('inkVersion');
  });

  it('drops a thing, and replaces lists of plain values', () => {
    const { scenario } = lay(
      `${head}narrative:\n  acts:\n    - { id: dawn, drop: true }\njukebox:\n  tracks:\n    - id: lamp\n      to: [1, 1.2]\n`,
    );
    expect(scenario?.acts.map((a) => a.id)).toEqual(['dusk']);
    expect(scenario?.tracks[0]?.to).toEqual([1, 1.2]);
  });

  it('gives the overlaid night another hash, and an empty overlay its own id only', () => {
    const base = compileFiles(FILES).scenario;
    const over = lay(head).scenario;
    expect(over?.hash).not.toBe(base?.hash);
    expect({ ...over, id: 'small', hash: base?.hash }).toEqual(base);
  });

  it('points into the file where a fault is written', () => {
    expect(places(lay(`${head}orchestration: { minutes: 99 }\n`).findings)).toEqual([
      { file: OVER, line: 4, column: 27, rule: 'out-of-range' },
    ]);
    const base = (FILES[MAIN] as string).replace('minutes: 20', 'minutes: 99');
    expect(places(lay(head, { [MAIN]: base }).findings)[0]).toMatchObject({ file: MAIN, rule: 'out-of-range' });
  });

  it('drops only what is there', () => {
    expect(lay(`${head}narrative:\n  acts:\n    - { id: nowhere, drop: true }\n`).findings.map((f) => f.rule)).toContain('unknown-key');
  });
});

describe('circles and missing bases', () => {
  it('a file that extends itself', () => {
    const { findings, scenario } = lay('dreamhaven: 1\nextends: dream.yaml\nid: over\n');
    expect(scenario).toBeNull();
    expect(findings).toMatchObject([
      { file: OVER, line: 2, column: 10, rule: 'extends', reason: 'a circle: over/dream.yaml extends over/dream.yaml' },
    ]);
  });

  it('two and three files in a circle', () => {
    const link = (to: string) => `dreamhaven: 1\nextends: ../${to}/dream.yaml\nid: x\n`;
    const two = compileFiles({ ...FILES, 'a/dream.yaml': link('b'), 'b/dream.yaml': link('a') }, 'a/dream.yaml');
    expect(two.findings).toMatchObject([
      { file: 'b/dream.yaml', line: 2, rule: 'extends', reason: 'a circle: a/dream.yaml extends b/dream.yaml extends a/dream.yaml' },
    ]);
    const three = compileFiles(
      { ...FILES, 'a/dream.yaml': link('b'), 'b/dream.yaml': link('c'), 'c/dream.yaml': link('b') },
      'a/dream.yaml',
    );
    expect(three.findings[0]?.reason).toBe('a circle: b/dream.yaml extends c/dream.yaml extends b/dream.yaml');
  });

  it('a chain that is too long, a base outside, a base that is no path', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [`n${i}/dream.yaml`, `dreamhaven: 1\nextends: ../n${i + 1}/dream.yaml\nid: x\n`]),
    );
    expect(compileFiles({ ...FILES, ...chain, 'n9/dream.yaml': FILES[MAIN] as string }, 'n0/dream.yaml').findings[0]?.reason).toContain(
      'more than 8 files',
    );
    for (const path of ['../../etc/passwd', '/etc/passwd', 'C:/x.yaml', '[1]', '..']) {
      expect(lay(`dreamhaven: 1\nextends: ${path}\nid: over\n`).findings).toMatchObject([{ rule: 'extends', line: 2 }]);
    }
  });

  it('a broken base is told in its own file', () => {
    expect(places(lay(head, { [MAIN]: 'dreamhaven: 1\nid: [\n' }).findings)[0]).toMatchObject({ file: MAIN, rule: 'yaml' });
  });
});
