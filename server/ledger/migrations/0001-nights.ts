/** Nights, their journals, citizens, consents, refusals, audit and erasures. */
import type { Kysely } from 'kysely';

/** Never changed again: kept ledgers were made by it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('nights')
    .addColumn('dream_id', 'text', (c) => c.primaryKey())
    .addColumn('scenario', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('scenario_hash', 'text', (c) => c.notNull())
    .addColumn('core', 'text', (c) => c.notNull())
    .addColumn('seed', 'text', (c) => c.notNull())
    .addColumn('began_ms', 'bigint')
    .addColumn('ended_ms', 'bigint')
    .addColumn('ending', 'text', (c) => c.notNull())
    .addColumn('ticks', 'integer', (c) => c.notNull())
    .addColumn('stops', 'integer', (c) => c.notNull())
    .addColumn('resumed', 'integer', (c) => c.notNull())
    .execute();
  await schema.createIndex('nights_began').on('nights').column('began_ms').execute();
  await schema
    .createTable('journals')
    .addColumn('dream_id', 'text', (c) => c.primaryKey())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .addColumn('last_head', 'text', (c) => c.notNull())
    .addColumn('damage', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('citizens')
    .addColumn('dream_id', 'text', (c) => c.notNull())
    .addColumn('who', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('joined_tick', 'integer', (c) => c.notNull())
    .addColumn('woke_tick', 'integer')
    .addPrimaryKeyConstraint('citizens_key', ['dream_id', 'who'])
    .execute();
  await schema
    .createTable('consents')
    .addColumn('dream_id', 'text', (c) => c.notNull())
    .addColumn('tick', 'integer', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('who', 'text', (c) => c.notNull())
    .addColumn('act', 'text', (c) => c.notNull())
    .addColumn('purpose', 'text')
    .addColumn('wording', 'text')
    .addColumn('sealed', 'text')
    .addPrimaryKeyConstraint('consents_key', ['dream_id', 'tick', 'seq'])
    .execute();
  await schema
    .createTable('refusals')
    .addColumn('dream_id', 'text', (c) => c.notNull())
    .addColumn('rule', 'text', (c) => c.notNull())
    .addColumn('times', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('refusals_key', ['dream_id', 'rule'])
    .execute();
  await schema
    .createTable('audit')
    .addColumn('dream_id', 'text', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('tick', 'integer', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('act', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('about', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_key', ['dream_id', 'tick', 'seq', 'origin'])
    .execute();
  await schema
    .createTable('erasures')
    .addColumn('dream_id', 'text', (c) => c.notNull())
    .addColumn('who', 'text', (c) => c.notNull())
    .addColumn('at_ms', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('erasures_key', ['dream_id', 'who'])
    .execute();
}
