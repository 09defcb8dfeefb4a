/** What the ledger is asked: nights, consents, erasures, and what one night hands on to the next. */
import type { Kysely } from 'kysely';
import { fromBytes } from '../../shared/journal/bytes.ts';
import { dropErased } from './project.ts';
import type { ConsentsTable, JournalState, Tables } from './schema.ts';

/** One night in the list of nights. */
export interface Session {
  readonly dreamId: string;
  readonly scenario: string;
  readonly title: string;
  readonly scenarioHash: string;
  readonly core: string;
  readonly seed: string;
  /** ms since 1970; null when unknown */
  readonly beganMs: number | null;
  readonly endedMs: number | null;
  /** '' when it has none (yet) */
  readonly ending: string;
  readonly ticks: number;
  readonly people: number;
  readonly simulated: number;
  readonly stops: number;
  readonly resumed: number;
  readonly journal: JournalState;
  /** what is wrong with its journal, '' when nothing */
  readonly damage: string;
}

/** Most nights in one answer. */
const MANY = 500;

/** Nights, the latest first. `limit` 1..500. */
export async function sessions(
  db: Kysely<Tables>,
  { limit = 100, offset = 0 }: { limit?: number; offset?: number } = {},
): Promise<Session[]> {
  const rows = await db
    .selectFrom('nights')
    .innerJoin('journals', 'journals.dream_id', 'nights.dream_id')
    .selectAll('nights')
    .select(['journals.state', 'journals.damage'])
    .select((eb) => [
      eb
        .selectFrom('citizens')
        .select((c) => c.fn.countAll<number>().as('n'))
        .whereRef('citizens.dream_id', '=', 'nights.dream_id')
        .where('kind', '=', 'person')
        .as('people'),
      eb
        .selectFrom('citizens')
        .select((c) => c.fn.countAll<number>().as('n'))
        .whereRef('citizens.dream_id', '=', 'nights.dream_id')
        .where('kind', '=', 'simulated')
        .as('simulated'),
    ])
    .orderBy('nights.began_ms', (o) => o.desc().nullsLast())
    .orderBy('nights.dream_id', 'desc')
    .limit(Math.min(MANY, Math.max(1, Math.floor(limit))))
    .offset(Math.max(0, Math.floor(offset)))
    .execute();
  return rows.map((r) => ({
    dreamId: r.dream_id,
    scenario: r.scenario,
    title: r.title,
    scenarioHash: r.scenario_hash,
    core: r.core,
    seed: r.seed,
    beganMs: r.began_ms,
    endedMs: r.ended_ms,
    ending: r.ending,
    ticks: r.ticks,
    people: r.people ?? 0,
    simulated: r.simulated ?? 0,
    stops: r.stops,
    resumed: r.resumed,
    journal: r.state,
    damage: r.damage,
  }));
}

/** A consent of a night, as far as its person's key still opens it. */
export interface ConsentRecord {
  readonly who: string;
  readonly purpose: string;
  readonly wording: string;
  readonly givenTick: number;
  /** null: never taken back */
  readonly withdrawnTick: number | null;
}

export type ConsentRow = Omit<ConsentsTable, 'dream_id'>;

/** Consents of a night as the journal has them, in their order; `consentsOf` opens them. */
export function consents(db: Kysely<Tables>, { dreamId }: { dreamId: string }): Promise<ConsentRow[]> {
  return db
    .selectFrom('consents')
    .select(['tick', 'seq', 'who', 'act', 'purpose', 'wording', 'sealed'])
    .where('dream_id', '=', dreamId)
    .orderBy('tick')
    .orderBy('seq')
    .execute();
}

/** Opens consents with the vault of their night. `unreadable` counts those whose key is gone: nobody can say any more what they were for. */
export function consentsOf(
  rows: readonly ConsentRow[],
  vault: { open(who: string, sealed: Uint8Array): Uint8Array | null },
): { readonly consents: readonly ConsentRecord[]; readonly unreadable: number } {
  const records: { -readonly [K in keyof ConsentRecord]: ConsentRecord[K] }[] = [];
  let unreadable = 0;
  for (const row of rows) {
    const body = row.sealed === null ? row : opened(vault.open(row.who, Buffer.from(row.sealed, 'base64')));
    if (!body?.purpose) unreadable++;
    else if (row.act === 'given') {
      records.push({ who: row.who, purpose: body.purpose, wording: body.wording ?? '', givenTick: row.tick, withdrawnTick: null });
    } else {
      // a second consent to the same purpose stands for the first, so one withdrawal ends them all
      for (const r of records) if (r.who === row.who && r.purpose === body.purpose && r.withdrawnTick === null) r.withdrawnTick = row.tick;
    }
  }
  return { consents: records, unreadable };
}

function opened(bytes: Uint8Array | null): { purpose?: string | null; wording?: string | null } | null {
  return bytes ? (fromBytes(bytes) as { purpose?: string; wording?: string }) : null;
}

/** Records that somebody's key was destroyed, and takes out what they had sealed. The first time counts. */
export async function erase(db: Kysely<Tables>, { dreamId, who, atMs }: { dreamId: string; who: string; atMs: number }): Promise<null> {
  await db
    .insertInto('erasures')
    .values({ dream_id: dreamId, who, at_ms: Math.floor(atMs) })
    .onConflict((c) => c.columns(['dream_id', 'who']).doNothing())
    .execute();
  await dropErased(db, dreamId);
  return null;
}

export interface Erasure {
  readonly dreamId: string;
  readonly who: string;
  readonly atMs: number;
}

/** Everybody who was erased: a night that is shown is shown without them. */
export async function erasures(db: Kysely<Tables>): Promise<Erasure[]> {
  const rows = await db.selectFrom('erasures').selectAll().orderBy('at_ms').orderBy('dream_id').orderBy('who').execute();
  return rows.map((r) => ({ dreamId: r.dream_id, who: r.who, atMs: r.at_ms }));
}

export interface Carried {
  readonly name: string;
  readonly value: unknown;
  readonly dreamId: string;
  readonly atMs: number;
}

/** Leaves something to the next nights of a series; what was left under that name before is replaced. `value` must be JSON. */
export async function carry(
  db: Kysely<Tables>,
  { series, name, value, dreamId, atMs }: Carried & { readonly series: string },
): Promise<null> {
  const row = { value: JSON.stringify(value ?? null), dream_id: dreamId, at_ms: Math.floor(atMs) };
  await db
    .insertInto('carried')
    .values({ series, name, ...row })
    .onConflict((c) => c.columns(['series', 'name']).doUpdateSet(row))
    .execute();
  return null;
}

/** What the nights of a series have left, by name. */
export async function carried(db: Kysely<Tables>, { series }: { series: string }): Promise<Carried[]> {
  const rows = await db.selectFrom('carried').selectAll().where('series', '=', series).orderBy('name').execute();
  return rows.map((r) => ({ name: r.name, value: JSON.parse(r.value), dreamId: r.dream_id, atMs: r.at_ms }));
}
