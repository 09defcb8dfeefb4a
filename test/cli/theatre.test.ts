import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goOn, layOpen } from '../../server/cli/fork.ts';
import { raise } from '../../server/cli/theatre.ts';
import { compose } from '../../server/compose.ts';
import { simulate } from '../../server/lab/simulate.ts';
import { JournalFile, loadJournal } from '../../server/store/journals.ts';
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream } from '../../shared/dream/world.ts';
import { JOURNAL_FORMAT } from '../../shared/journal/format.ts';
import { Recorder } from '../../shared/journal/record.ts';
import { replay } from '../../shared/journal/replay.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { shipped } from '../core/shipped.ts';
import { testConfig } from '../server/house.ts';
import { dreamhaven } from './run.ts';

/** In this very process but for one call: a start-up each would take longer than all of it. */
let folder = '';
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dreamhaven-theatre-cli-'));
  const source = await loadScenarioFiles('scenarios/01-the-ritual');
  const { scenario } = compileScenario(source);
  if (!scenario) throw new Error('the shipped night does not compile');
  const sink = new JournalFile(file('a.dream'));
  simulate({ scenario, source, seed: '1', citizens: 5, minutes: 0.5, sink });
  sink.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

it('ends with 2 and one sentence when there is no such journal', async () => {
  const { code, err, out } = await dreamhaven('theatre', file('none.dream'));
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^dreamhaven: the journal .*none\.dream cannot be read \(ENOENT\)\n$/);
});

it('says what it cannot play', async () => {
  writeFileSync(file('no.dream'), 'not a dream');
  await expect(raise(file('no.dream'), {})).rejects.toThrow(/not a dream journal/);
  await expect(raise(file('a.dream'), { expect: 'nothing-like-it' })).rejects.toThrow(
    /nothing called "nothing-like-it" is expected of this night; there is \S/,
  );
  await expect(raise(file('a.dream'), { follow: 'p99' })).rejects.toThrow(/nobody in .*a\.dream is "p99"; there are a:/);
});

it('opens three seconds before an expectation failed, and judges by a file too', async () => {
  const says = 'Everybody has done something after ten seconds.';
  writeFileSync(
    file('x.yaml'),
    `expect:\n  - id: soon\n    says: ${says}\n    each: person\n    eventually: { signal: acts, min: 1 }\n    within: 10\n`,
  );
  const { night } = await raise(file('a.dream'), { expectations: file('x.yaml') });
  const soon = night.expectations.find((e) => e.id === 'soon');
  expect(soon).toMatchObject({ says, holds: false });
  expect(soon?.curve.length).toBeGreaterThan(20);
  expect(night.open).toMatchObject({ tick: (soon?.tick ?? 0) - 60, expectation: 'soon', near: soon?.who });
});

it('goes on from a moment into a journal of its own, and refuses a moment that is not there', async () => {
  goOn({ from: file('a.dream'), at: 12.5, minutes: 0.25, journal: file('b.dream') });
  const again = replay(loadJournal(file('b.dream')), await shipped('01-the-ritual'));
  expect([again.mismatch, again.dream.world.tick]).toEqual([null, 550]);
  expect(() => goOn({ from: file('a.dream'), at: 31 })).toThrow(/which reaches 30\.0 s/);
  expect(() => goOn({ from: file('a.dream'), journal: file('a.dream') })).toThrow(/would overwrite/);
});

it('lays a moment open for a room, which goes on from it with everybody in their place', async () => {
  const { config, folder: data } = testConfig();
  const laid = layOpen({ from: file('a.dream'), at: 20 }, data);
  const house = await compose(config, { ...laid, log: pino({ level: 'silent' }) });
  const { world } = house.host.dream;
  expect([house.dreamId, world.tick, Object.keys(world.people.byId).length]).toEqual([laid.goOn, 400, 5]);
  for (let i = 0; i < 40; i++) house.host.step();
  await house.close();
  const again = replay(loadJournal(join(data, 'journals', `${laid.goOn}.dream`)), await shipped('01-the-ritual'));
  expect([again.mismatch, again.dream.world.tick]).toEqual([null, world.tick]);
  expect(world.tick).toBeGreaterThanOrEqual(440);
  rmSync(data, { recursive: true });
});

it('makes no room of a night with people: what is theirs stays there', async () => {
  const sink = new JournalFile(file('people.dream'));
  const scenario = await shipped('00-empty');
  const dream = createDream(scenario, 1);
  const { seed } = dream.world;
  const source = await loadScenarioFiles('scenarios/00-empty');
  const header = { format: JOURNAL_FORMAT, core: 'x', dreamId: 'n', seed, scenario: { hash: scenario.hash, ...source } };
  const recorder = new Recorder(sink, header, null);
  const body = { kind: 'person', name: 'Ana', shape: 'moon', cloth: 'teal', cast: '', spawn: '' } as const;
  recorder.tick(dream, stepDream(dream, [{ type: 'join', by: 'p1', body }]));
  sink.close();
  expect(() => layOpen({ from: file('people.dream') }, folder)).toThrow(/there were people in .*what is theirs stays in that night/);
});
