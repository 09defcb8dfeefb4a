/** A campaign as a live thing: one night after the other, with what was handed on, over a restart too. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Composed, compose } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { loadJournal } from '../../server/store/journals.ts';
import { keptNights } from '../../server/store/night.ts';
import { readSeries } from '../../server/store/series.ts';
import { replay } from '../../shared/journal/replay.ts';
import { smallScenario } from '../dream/smallDream.ts';

const source = { main: 'dream.yaml', files: { 'dream.yaml': '' } };
const night = (id: string, next: string) => {
  const small = smallScenario();
  return { scenario: { ...small, id, next, hash: `${small.hash}-${id}`, knobs: { ...small.knobs, nightSeconds: 60 } }, source };
};
const campaign = [night('first', 'second'), night('second', 'third'), night('third', '')];

describe('a campaign', { timeout: 60_000 }, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dreamhaven-series-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = (): Promise<Composed> =>
    compose(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }), {
      ...(campaign[0] as (typeof campaign)[number]),
      campaign,
      citizens: 6,
      seed: 's',
      log: pino({ level: 'silent' }),
    });
  const toMorning = ({ host }: Composed): void => {
    for (let i = 0; i < 20 * 600 && host.dream.world.narrative.ending === ''; i++) host.step();
    expect(host.dream.world.narrative.ending).not.toBe('');
  };

  it('goes on to the next night with what the last handed on, and after the last begins again', async () => {
    let house = await open();
    expect(house.host.dream.scenario.id).toBe('first');
    // nobody came: the night begins anew, nothing is handed on
    house.nextNight();
    expect(house.host.dream).toMatchObject({ scenario: { id: 'first' }, world: { city: { carried: null } } });
    toMorning(house);
    const { legitimacy } = house.host.dream.world.governance;
    house.nextNight();
    expect(house.host.dream.scenario.id).toBe('second');
    expect(house.host.dream.world.city.carried).toMatchObject({ from: 'first', nights: 1 });
    expect(Math.abs(house.host.dream.world.governance.legitimacy - 0.7)).toBeLessThanOrEqual(Math.abs(legitimacy - 0.7));
    toMorning(house);
    house.nextNight();
    await house.close();

    // a restart goes on where the campaign was
    expect(readSeries(folder)).toMatchObject({ dream: 'third', carried: { from: 'second', nights: 2 } });
    house = await open();
    expect(house.host.dream.scenario.id).toBe('third');
    expect(house.host.dream.world.city.carried).toMatchObject({ from: 'second', nights: 2 });
    toMorning(house);
    const { dreamId } = house;
    house.nextNight();
    expect(house.host.dream).toMatchObject({ scenario: { id: 'first' }, world: { city: { carried: { nights: 3 } } } });
    await house.close();
    const journal = loadJournal(join(folder, 'journals', `${dreamId}.dream`));
    expect(journal.header.carried).toMatchObject({ from: 'second' });
    const { scenario } = campaign[2] as (typeof campaign)[number];
    expect(replay(journal, scenario)).toMatchObject({ mismatch: null, checked: journal.digests.length });
    expect(keptNights(folder).length).toBeGreaterThanOrEqual(5);
  });

  it('begins anew, and says so, when what was kept cannot be read', () => {
    writeFileSync(join(folder, 'series.json'), '{"format":1,"dream":"second","carried":{"format":1,"from":3}}');
    expect(readSeries(folder)).toMatch(
      /series\.json cannot be read \(carried state: ending must be a text|from must be a text\): the series begins anew/,
    );
    writeFileSync(join(folder, 'series.json'), '{"form');
    expect(readSeries(folder)).toMatch(/series\.json cannot be read .*: the series begins anew/);
    writeFileSync(join(folder, 'series.json'), '{"format":9}');
    expect(readSeries(folder)).toMatch(/another version/);
  });
});
