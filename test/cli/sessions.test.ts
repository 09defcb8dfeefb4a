import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dreamhaven } from './run.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamhaven-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);
const NIGHT = 'scenarios/01-the-ritual';

describe('simulate and replay', () => {
  it('dreams the same dream twice, and its replay meets every digest', async () => {
    const args = ['simulate', NIGHT, '--citizens', '20', '--seed', '7', '--minutes', '1'];
    const first = await dreamhaven(...args, '--journal', file('a.dream'), '--json');
    const second = await dreamhaven(...args, '--json');
    expect([first.code, second.code, first.err]).toEqual([0, 0, '']);
    const [a, b] = [JSON.parse(first.out), JSON.parse(second.out)];
    expect(Object.keys(a)).toEqual(
      expect.arrayContaining(['scenario', 'seed', 'citizens', 'ticks', 'digest', 'wallSeconds', 'realTimeFactor', 'agentStepsPerSecond']),
    );
    expect(a).toMatchObject({ scenario: '01-the-ritual', citizens: 20, ticks: 1200, digest: b.digest });
    const replayed = await dreamhaven('replay', file('a.dream'), '--verify', '--json');
    expect(replayed.code).toBe(0);
    expect(JSON.parse(replayed.out)).toMatchObject({ digest: a.digest, exact: true, ticks: 1200, digestsChecked: 60, troubles: [] });
  });

  it('exits 1 on one flipped byte and on a cut file, and says where', async () => {
    await dreamhaven('simulate', NIGHT, '--citizens', '8', '--minutes', '0.2', '--journal', file('b.dream'));
    const bytes = readFileSync(file('b.dream'));
    const flipped = Buffer.from(bytes);
    const at = bytes.length - 900;
    flipped[at] = (flipped[at] as number) ^ 4;
    writeFileSync(file('c.dream'), flipped);
    const broken = await dreamhaven('replay', file('c.dream'), '--verify');
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/bytes \d+ to \d+: checksum or length does not match/);
    writeFileSync(file('d.dream'), bytes.subarray(0, bytes.length - 7));
    const cut = await dreamhaven('replay', file('d.dream'), '--verify');
    expect(cut.code).toBe(1);
    expect(cut.out).toMatch(/the file ends within a frame/);
    const looked = await dreamhaven('replay', file('d.dream'));
    expect(looked.code).toBe(0);
  });

  it('stops at --to and prints events one a line', async () => {
    await dreamhaven('simulate', NIGHT, '--citizens', '6', '--minutes', '0.2', '--journal', file('e.dream'));
    const { out, code } = await dreamhaven('replay', file('e.dream'), '--to', '100', '--print');
    expect(code).toBe(0);
    const events = out
      .split('\n')
      .filter((l) => l.startsWith('{'))
      .map((l) => JSON.parse(l));
    expect(events[0]).toMatchObject({ type: 'night.began', tick: 1 });
    expect(Math.max(...events.map((e) => e.tick))).toBeLessThanOrEqual(100);
  });
});

describe('a night that runs its whole length', () => {
  const ENDS = '  - id: comes-to-an-ending\n    says: The night comes to an ending.\n    eventually: { signal: ended, min: 1 }\n';

  it('has ended when its session does, in a campaign and under test, and what is expected of that has seen it', async () => {
    cpSync('scenarios/themes.yaml', file('themes.yaml'));
    for (const [id, next] of [
      ['one', 'next: two\n'],
      ['two', ''],
    ] as const) {
      cpSync('scenarios/00-empty', file(id), { recursive: true });
      const dream = readFileSync(file(`${id}/dream.yaml`), 'utf8');
      writeFileSync(file(`${id}/dream.yaml`), dream.replace('id: 00-empty\n', `id: ${id}\n${next}`) + ENDS);
    }
    const { out, code } = await dreamhaven('simulate', file('one'), '--campaign', '--citizens', '2', '--json', '--report', file('report'));
    expect(code).toBe(0);
    const nights = JSON.parse(out) as { ending: string; carried: { ending: string; nights: number } }[];
    expect(nights.map((n) => [n.ending, n.carried.ending, n.carried.nights])).toEqual([
      ['broken', 'broken', 1],
      ['broken', 'broken', 2],
    ]);
    expect(readFileSync(file('report/1-one/index.html'), 'utf8')).toMatch(/comes-to-an-ending<\/span><\/td><td>0\.000</);
    const tested = await dreamhaven('test', file('two'), '--seeds', '1', '--citizens', '2');
    expect([tested.code, tested.out]).toEqual([0, expect.stringMatching(/comes-to-an-ending +1 of 1/)]);
  });
});

describe('wrong use', () => {
  it.each([
    [['simulate', NIGHT, '--minutes', 'many'], /--minutes must be a number/],
    [['simulate', NIGHT, '--citizens', '-3'], /--citizens must be a number/],
    [['simulate', 'scenarios/nowhere'], /nowhere/],
    [['simulate'], /simulate needs a scenario, or --from with a journal/],
    [['simulate', NIGHT, '--journal', '/proc/none/a.dream', '--minutes', '0.01'], /cannot be written/],
    [['replay', 'nothing.dream'], /cannot be read/],
    [['replay', 'package.json'], /not a dream journal/],
    [['fly'], /unknown command/],
  ] as const)('%j exits 2 with one clear message and no stack', async (args, message) => {
    const { code, err, out } = await dreamhaven(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(`${out}${err}`).not.toMatch(/\n\s+at .+:\d+:\d+/);
  });

  it.each(['serve', 'simulate', 'replay', 'ledger', 'lint', 'schema'])('%s --help shows an example and exits 0', async (verb) => {
    const { code, out } = await dreamhaven(verb, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(/Example/);
  });
});
