/** Brings a ledger forward, one file a migration, and stays away from a ledger that is ahead of this server. */
import type { Kysely } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import type { Tables } from '../schema.ts';
import { up as nights } from './0001-nights.ts';
import { up as carried } from './0002-carried.ts';

/** In order; names are what a ledger remembers. To add one: a file, a line here, its columns in schema.ts, and a kept file in the test. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-nights': { up: nights },
  '0002-carried': { up: carried },
};

/** The ledger was written by a newer server; the message is one sentence for people. */
export class NewerLedgerError extends Error {
  override name = 'NewerLedgerError';
}

/**
 * Runs the migrations that a ledger has not seen; `to` stops at one by name (tests of kept files).
 * @param what the ledger in words, for the sentence
 * @throws NewerLedgerError without having written anything; the database's own error when a migration fails
 */
export async function migrate(db: Kysely<Tables>, what: string, to?: string): Promise<void> {
  const unknown = (await doneIn(db)).filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0) {
    throw new NewerLedgerError(
      `${what} is of version ${unknown.at(-1)}, and this server knows only up to ${Object.keys(MIGRATIONS).at(-1)}: start the newer server, or give this one another ledger`,
    );
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to));
  if (error) throw error;
}

async function doneIn(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((t) => t.name === DEFAULT_MIGRATION_TABLE)) return [];
  const rows = await (db as unknown as Kysely<Record<typeof DEFAULT_MIGRATION_TABLE, { name: string }>>)
    .selectFrom(DEFAULT_MIGRATION_TABLE)
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map((r) => r.name);
}
