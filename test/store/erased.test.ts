/** The numbers of an erased person: no reading, no limit and nothing that was made of them is left in the data folder, in no form. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { inflateRawSync } from 'node:zlib';
import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openScenario } from '../../server/cli/scenario.ts';
import { type Composed, compose } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { Vault } from '../../server/ledger/vault.ts';
import { journalPath, loadJournal } from '../../server/store/journals.ts';
import { CONSENT_WORDING, type Purpose } from '../../shared/dream/governance/model.ts';
import type { World } from '../../shared/dream/world.ts';
import { toBytes } from '../../shared/journal/bytes.ts';
import { decodeFrames } from '../../shared/journal/format.ts';
import { digestsOf } from '../../shared/journal/read.ts';
import { numbersIn, oddNumbers } from './numbers.ts';

const ADA = 'p1';
const BEN = 'p2';
/** Told by nobody else and made by nothing: whoever finds them has found the person. */
const CEILING: Readonly<Record<string, number>> = { [ADA]: 0.7316482915, [BEN]: 0.6428193755 };
const CLOCK: Readonly<Record<string, number>> = { [ADA]: 8675309127.8125, [BEN]: 5551234567.4375 };
/** Ticks until a snapshot has been taken, which is every 10 s. */
const WHOLE = 205;

let folder = '';
let house: Composed;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'erased-'));
  const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const log = pino({ level: 'silent' });
  house = await compose(config, { ...(await openScenario('scenarios/kitchen-sink')), seed: 'numbers', citizens: 3, log });
  for (const who of [ADA, BEN] as const) {
    const body = { kind: 'person', name: who, shape: 'moon', cloth: 'teal', cast: '', spawn: '' } as const;
    house.host.enqueue({ type: 'join', by: who, body });
    for (const purpose of ['own-view', 'group', 'near', 'keep'] satisfies Purpose[])
      house.host.enqueue({ type: 'consent.give', by: who, body: { purpose, wording: CONSENT_WORDING } });
    house.host.enqueue({ type: 'limit.set', by: who, body: { lines: [], veils: ['loneliness'], ceiling: CEILING[who] as number } });
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Two bodies with a strap each, five readings a second of their own clock. */
function dream(ticks: number): void {
  for (let i = 0; i < ticks; i++) {
    const { tick } = house.host.dream.world;
    for (const [k, by] of [ADA, BEN].entries()) {
      if (tick % 5 !== k || house.host.dream.world.people.byId[by]?.state === 'awake') continue;
      const hr = 83 + 7 * k + (tick % 17);
      const rest = {
        rmssd: 31 + (tick % 13),
        arousal: (k === 0 ? 40 : -90) + (tick % 23),
        breathPhase: tick % 256,
        breathRate: 61,
        quality: 3,
        state: 'good',
      } as const;
      house.host.enqueue({ type: 'reading', by, body: { seq: tick, deviceMs: (CLOCK[by] as number) + tick * 50, hr, ...rest } });
    }
    house.host.step();
    house.watchOver();
  }
}

/** What a world holds of somebody's body and limits, and what was sent: numbers that nothing else has. */
function numbersOf(who: string, world: World): number[] {
  const { affect, governance } = world;
  const held = [affect.body[who], affect.feeling[who], governance.limits[who], governance.comfort[who]].flatMap(oddNumbers);
  const sent = Array.from({ length: world.tick }, (_, tick) => (CLOCK[who] as number) + tick * 50);
  return [...new Set([...held, CEILING[who] as number, ...sent])];
}

function filesUnder(at: string): string[] {
  if (!existsSync(at)) return [];
  return readdirSync(at, { recursive: true, withFileTypes: true }).flatMap((e) => (e.isFile() ? [join(e.parentPath, e.name)] : []));
}

/** The journal with everything in it opened that any key opens and nothing that is still sealed, and all snapshots. */
function opened(dreamId: string): Buffer {
  const vault = new Vault(folder, dreamId);
  const bare = (value: unknown, who: string): unknown => {
    if (value instanceof Uint8Array) return vault.open(who, value) ?? '';
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((v) => bare(v, typeof value[1] === 'string' ? value[1] : who));
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, bare(v, k === 'sealed' ? who : k)]));
  };
  const frames = decodeFrames(readFileSync(journalPath(folder, dreamId))).frames.map(({ frame }) => toBytes(bare(frame, 'proof')));
  const snapshots = filesUnder(join(folder, 'snapshots')).flatMap((file) => {
    const plain = inflateRawSync(vault.night.open(readFileSync(file)) ?? Buffer.alloc(0));
    return [plain, Buffer.from(JSON.stringify(deserialize(plain)))];
  });
  return Buffer.concat([...frames, ...snapshots]);
}

const raw = (): Buffer => Buffer.concat(filesUnder(folder).map((file) => readFileSync(file)));

it('are nowhere on the disk after an erasure: not as text, not as bytes, not in what any key opens, and no digest is left to try them on', async () => {
  dream(WHOLE);
  await house.saved();
  const { dreamId } = house;
  const [ada, ben] = [ADA, BEN].map((who) => numbersOf(who, house.host.dream.world)) as [number[], number[]];
  // the search finds what is there, and nothing of it lies open
  await vi.waitFor(() => expect(filesUnder(join(folder, 'snapshots')).map((file) => file.slice(-9))).toEqual(['.snapshot']), 10_000);
  for (const numbers of [ada, ben]) expect(numbersIn(opened(dreamId), numbers, true).length).toBeGreaterThan(40);
  expect(numbersIn(raw(), [...ada, ...ben], false)).toEqual([]);
  const before = digestsOf(loadJournal(journalPath(folder, dreamId)), new Vault(folder, dreamId));
  expect([...before.keys()].filter((tick) => tick <= WHOLE)).toHaveLength(Math.floor(WHOLE / 20));

  const gone = house.erase(ADA);
  house.host.step();
  await gone;
  dream(45);
  await house.saved();
  const late = numbersOf(ADA, house.host.dream.world);
  expect(late.filter((n) => n < 1e6)).toEqual([CEILING[ADA]]);
  const after = digestsOf(loadJournal(journalPath(folder, dreamId)), new Vault(folder, dreamId));
  expect([...after.keys()].filter((tick) => tick <= WHOLE)).toEqual([]);
  await house.close();
  expect(numbersIn(opened(dreamId), ada, true)).toEqual([]);
  expect(numbersIn(opened(dreamId), [CEILING[BEN] as number], true)).toEqual([CEILING[BEN]]);
  expect(filesUnder(folder).some((file) => file.endsWith('ledger.sqlite'))).toBe(true);
  expect(numbersIn(raw(), [...ada, ...ben], false)).toEqual([]);
}, 30_000);
