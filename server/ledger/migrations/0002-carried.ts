/** What nights of a series hand on to the next: charter, wounds, tapestry, by name. */
import type { Kysely } from 'kysely';

/** Never changed again: kept ledgers were made by it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('carried')
    .addColumn('series', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('dream_id', 'text', (c) => c.notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('carried_key', ['series', 'name'])
    .execute();
}
