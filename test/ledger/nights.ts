/** Journals for the ledger's tests: one dreamt by the core, one written frame by frame; and all rows of a ledger, to be compared. */
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { PROJECTED, type Tables } from '../../server/ledger/schema.ts';
import type { Vault } from '../../server/ledger/vault.ts';
import { journalPath } from '../../server/store/journals.ts';
import type { Command } from '../../shared/dream/commands.ts';
import { CONSENT_WORDING } from '../../shared/dream/governance/model.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream } from '../../shared/dream/world.ts';
import { encodeFrame, type Frame, JOURNAL_FORMAT } from '../../shared/journal/format.ts';
import { Recorder } from '../../shared/journal/record.ts';
import { smallScenario } from '../dream/smallDream.ts';

export const BEGAN_MS = 1_795_000_000_000;
/** Ids as the server makes them: d, time, six digits. */
export const idOf = (n: number): string => `d${(BEGAN_MS + n * 1000).toString(36)}${n.toString(16).padStart(6, '0')}`;

export function header(dreamId: string): Frame {
  return {
    kind: 'header',
    format: JOURNAL_FORMAT,
    core: 'core-1',
    dreamId,
    seed: 'seed-1',
    scenario: { hash: 'hash-1', main: '01-small/dream.yaml', files: { '01-small/dream.yaml': 'id: 01-small\ntitle: A small dream\n' } },
  };
}

/** Frames of one night, with everything in it that the ledger keeps. */
export function framesOf(dreamId: string, ticks = 60): Frame[] {
  const frames: unknown[] = [header(dreamId)];
  const command = (tick: number, ...commands: [string, string, unknown][]) => frames.push({ kind: 'commands', tick, commands });
  const happened = (tick: number, events: unknown[], effects: unknown[]) =>
    frames.push({ kind: 'happened', tick, events, effects, sealed: { p1: new Uint8Array([1, 2, 3]) } });
  const refused = (order: number, rule: string) => [order, `f9.${order}`, 'image', 's1', 'dream', 'sh1', null, 0, '', 'refused', rule, []];
  command(
    1,
    ['night.begin', 'dream', {}],
    ['join', 's1', { kind: 'simulated', name: 'Bo', shape: 'moon', cloth: 'teal', cast: 'bo', spawn: '' }],
  );
  happened(
    1,
    [
      [0, 'night.began', 'dream', '', ['k1.0'], {}],
      [2, 'act.opened', 'dream', 'a1', ['e1.0'], { index: 0 }],
    ],
    [],
  );
  command(5, ['join', 'p1', { sealed: new Uint8Array([9, 9, 9]) }]);
  command(
    7,
    ['consent.give', 'p1', { sealed: new Uint8Array([7, 7]) }],
    ['consent.give', 's1', { purpose: 'group', wording: CONSENT_WORDING }],
  );
  happened(9, [], [refused(0, 'floor.line'), refused(1, 'floor.line'), refused(2, 'floor.hidden')]);
  command(12, ['stop', 'p1', { sealed: new Uint8Array([1]) }]);
  for (let tick = 13; tick < ticks; tick++) {
    command(tick, ['move', 's1', { mx: tick, my: 0, float: false, breath: false }]);
    if (tick % 10 === 0) happened(tick, [[0, 'hourglass.turned', 'dream', '', [], { phase: 'build' }]], [refused(0, 'floor.line')]);
  }
  command(ticks, ['consent.withdraw', 's1', { purpose: 'group' }], ['wake', 'p1', {}], ['night.end', 'dream', {}]);
  happened(ticks, [[4, 'night.ended', 'dream', '', [], { ending: 'dawn', threads: 3 }]], []);
  return frames as Frame[];
}

export const END = (tick: number): Frame => ({ kind: 'end', tick });

export function bytesOf(frames: readonly Frame[]): Uint8Array {
  return new Uint8Array(Buffer.concat(frames.map(encodeFrame)));
}

/** Time of every journal that `writeJournal` writes: when a closed one ended. */
export const WRITTEN_MS = BEGAN_MS + 3_600_000;

export function writeJournal(dataDir: string, dreamId: string, bytes: Uint8Array): void {
  const path = journalPath(dataDir, dreamId);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  utimesSync(path, WRITTEN_MS / 1000, WRITTEN_MS / 1000);
}

export function appendJournal(dataDir: string, dreamId: string, bytes: Uint8Array): void {
  appendFileSync(journalPath(dataDir, dreamId), bytes);
}

/** A night as the core dreams it: one person who says, consents and withdraws, and is sealed by the vault. */
export function dreamtBytes(dreamId: string, vault: Vault): Uint8Array {
  const scenario = smallScenario();
  const parts: Uint8Array[] = [];
  const dream = createDream(scenario, 1);
  const recorder = new Recorder(
    { write: (b) => void parts.push(b) },
    {
      format: JOURNAL_FORMAT,
      core: 'core-1',
      dreamId,
      seed: dream.world.seed,
      scenario: { hash: scenario.hash, main: '01-small/dream.yaml', files: {} },
    },
    vault,
  );
  const step = (commands: readonly Command[]): void => recorder.tick(dream, stepDream(dream, commands));
  step([
    { type: 'night.begin', by: 'dream', body: {} },
    { type: 'join', by: 'p1', body: { kind: 'person', name: 'Rumpelstilz', shape: 'moon', cloth: 'teal', cast: '', spawn: '' } },
  ]);
  step([{ type: 'consent.give', by: 'p1', body: { purpose: 'group', wording: CONSENT_WORDING } }]);
  step([{ type: 'say', by: 'p1', body: { words: 'my secret garden' } }]);
  for (let i = 0; i < 30; i++) step([]);
  step([{ type: 'consent.withdraw', by: 'p1', body: { purpose: 'group' } }]);
  step([{ type: 'consent.give', by: 'p1', body: { purpose: 'keep', wording: CONSENT_WORDING } }]);
  recorder.end(dream);
  return new Uint8Array(Buffer.concat(parts));
}

/** Every row that was projected, in one order. */
export async function rowsOf(db: Kysely<Tables>): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of PROJECTED) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
    // node:sqlite gives objects without a prototype
    all[table] = rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
  }
  return all;
}
