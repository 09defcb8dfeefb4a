/** Opens the ledger where it lies: a SQLite file in the data folder, or PostgreSQL. Every trouble becomes one sentence. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import { migrate, NewerLedgerError } from './migrations/migrate.ts';
import { OWN, type Tables } from './schema.ts';
import { isTorn, openSqlite, salvage, sqliteCode } from './sqlite.ts';

export interface Place {
  /** absolute; holds the journals, and `ledger.sqlite` unless there is a database */
  readonly dataDir: string;
  /** postgres://…, or null for SQLite */
  readonly databaseUrl: string | null;
}

export interface Connection {
  readonly db: Kysely<Tables>;
  /** one sentence when a torn file was set aside, else '' */
  readonly note: string;
}

/** ms until PostgreSQL counts as away: for a connection, and for a statement. */
const CONNECT_MS = 5000;
const STATEMENT_MS = 30_000;
/** PostgreSQL's 8-byte integers come as text; ours are all below 2^53. */
const INT8 = 20;

/** The ledger in words; never a password. */
export function nameOf(place: Place): string {
  if (place.databaseUrl === null) return `the ledger ${sqliteFile(place)}`;
  try {
    const { hostname, port, pathname } = new URL(place.databaseUrl);
    return `the ledger at ${hostname || 'localhost'}:${port || 5432}${pathname}`;
  } catch {
    return 'the ledger at DATABASE_URL';
  }
}

const sqliteFile = (place: Place): string => join(place.dataDir, 'ledger.sqlite');

/** Opens and brings forward. @throws NewerLedgerError, or the database's own error: `sentenceOf` makes one sentence of either */
export async function connect(place: Place): Promise<Connection> {
  if (place.databaseUrl !== null) return { db: await ready(postgres(place.databaseUrl), place), note: '' };
  const path = sqliteFile(place);
  try {
    return { db: await ready(sqlite(path), place), note: '' };
  } catch (error) {
    if (!isTorn(error)) throw error;
    return setAside(path, place);
  }
}

/** A connection without migrations run, for tests that make old ledgers. */
export function open(place: Place): Kysely<Tables> {
  return place.databaseUrl === null ? sqlite(sqliteFile(place)) : postgres(place.databaseUrl);
}

async function ready(db: Kysely<Tables>, place: Place): Promise<Kysely<Tables>> {
  try {
    await migrate(db, nameOf(place));
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

const sqlite = (path: string): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new SqliteDialect({ database: async () => openSqlite(path) }) });

function postgres(url: string): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    application_name: 'dreamhaven',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    statement_timeout: STATEMENT_MS,
    keepAlive: true,
    types: {
      getTypeParser: ((oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format))) as typeof pg.types.getTypeParser,
    },
  });
  // a connection that ends while nobody uses it is found out by the next statement
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** A torn file is kept for whoever wants to look; the journals fill a new one, and what only the ledger knew is taken over as far as it can be read. */
async function setAside(path: string, place: Place): Promise<Connection> {
  const kept = OWN.map((table) => ({ table, rows: salvage(path, table) }));
  const aside = freeName(path);
  for (const ending of ['', '-wal', '-shm']) if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
  rmSync(`${aside}-shm`, { force: true });
  const db = await ready(sqlite(path), place);
  for (const { table, rows } of kept) {
    for (const row of rows ?? []) {
      await db
        .insertInto(table)
        .values(row as never)
        .execute();
    }
  }
  const told = kept.map(({ table, rows }) => (rows ? `${rows.length} ${table} taken over` : `its ${table} could not be read`));
  return { db, note: `the ledger ${path} was torn: it lies in ${aside} now, a new one is filled from the journals (${told.join(', ')})` };
}

function freeName(path: string): string {
  let n = 1;
  while (existsSync(`${path}.torn-${n}`)) n++;
  return `${path}.torn-${n}`;
}

const SQLITE_SAYS: Readonly<Record<number, string>> = {
  5: 'another process holds it',
  8: 'it is read-only',
  10: 'the disk cannot be read or written',
  11: 'it is torn',
  13: 'the disk is full',
  14: 'it cannot be opened or made there',
};

/** Why the ledger cannot be used, in one sentence without a password, and what follows from it. */
export function sentenceOf(error: unknown, place: Place): string {
  if (error instanceof NewerLedgerError) return `${error.message}; the dream goes on without a ledger`;
  const code = sqliteCode(error);
  const why = code === null ? reasonOf(error) : (SQLITE_SAYS[code] ?? reasonOf(error));
  return `${nameOf(place)} cannot be used (${why}); the dream goes on, its journals keep everything, and the ledger catches up when it is back`;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return code.startsWith('E') && code.length > 3 ? code : error.message.replaceAll(/\s+/g, ' ').slice(0, 160);
}
