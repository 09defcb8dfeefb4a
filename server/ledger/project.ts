/**
 * Writes what a journal holds into the ledger. Rows are keyed (dreamId, tick, seq) and each stretch of a journal is written in one transaction with
 * the place where it ends: the same journal twice, a prefix and then the whole, or two servers at once give the same tables.
 */
import type { Kysely, Transaction } from 'kysely';
import { journalPath } from '../store/journals.ts';
import { beganMs, type Gathered, gather, titleOf } from './gather.ts';
import type { JournalState, Tables } from './schema.ts';
import { PROJECTED } from './schema.ts';
import { type Chunk, type Cursor, readOn, START } from './tail.ts';

/** A journal that the system would not let us read; the message is one sentence for people. */
export class UnreadableJournal extends Error {
  override name = 'UnreadableJournal';
}

/** Rows in one statement; SQLite takes at most 32,766 values in one (sqlite.org/limits.html). */
const ROWS = 1000;

/**
 * Brings the ledger up to what the journal holds now.
 * @param anew forget what was projected of this night, and begin at its start
 * @returns the journal's state afterwards, null when nobody ever saw such a journal
 * @throws UnreadableJournal, or the database's error; either with nothing half written
 */
export async function projectNight(db: Kysely<Tables>, dataDir: string, dreamId: string, anew = false): Promise<JournalState | null> {
  const path = journalPath(dataDir, dreamId);
  let again = anew;
  for (;;) {
    const known = await db.selectFrom('journals').selectAll().where('dream_id', '=', dreamId).executeTakeFirst();
    // a removed file that is there again is read from its start
    if (known?.state === 'removed') again = true;
    const chunk = readOf(path, again ? START : (known ?? START));
    if (chunk === 'gone') return markRemoved(db, dreamId);
    if (chunk === 'other') {
      again = true;
      continue;
    }
    if (chunk.frames.length === 0 && chunk.gap === '' && !again) return known?.state ?? null;
    const state = await write(db, dreamId, chunk, again);
    // somebody else was faster: read on from where they are
    if (state === 'moved') continue;
    again = false;
    if (!chunk.more) return state;
  }
}

function readOf(path: string, cursor: Cursor): ReturnType<typeof readOn> {
  try {
    return readOn(path, cursor);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UnreadableJournal(`the journal ${path} cannot be read (${code}), so its night is missing in the ledger`);
  }
}

function write(db: Kysely<Tables>, dreamId: string, chunk: Chunk, anew: boolean): Promise<JournalState | 'moved'> {
  return db.transaction().execute(async (tx) => {
    // written first, so that both databases hold the night's row for this transaction alone
    await tx
      .insertInto('journals')
      .values({ dream_id: dreamId, state: 'open', ...START, damage: '' })
      .onConflict((c) => c.column('dream_id').doNothing())
      .execute();
    const before = await tx
      .updateTable('journals')
      .set((eb) => (anew ? START : { bytes: eb.ref('bytes') }))
      .where('dream_id', '=', dreamId)
      .returning('bytes')
      .executeTakeFirstOrThrow();
    if (before.bytes !== chunk.from.bytes) return 'moved';
    if (anew) await forget(tx, dreamId);
    const found = gather(chunk.frames);
    await addNight(tx, dreamId, found, chunk.writtenMs);
    await addRows(tx, dreamId, found);
    const state = chunk.gap !== '' ? 'damaged' : found.ended ? 'closed' : 'open';
    await tx
      .updateTable('journals')
      .set({ ...chunk.to, state, damage: chunk.gap })
      .where('dream_id', '=', dreamId)
      .execute();
    return state;
  });
}

/** Takes out what was projected of a night; erasures stay. */
async function forget(tx: Transaction<Tables>, dreamId: string): Promise<void> {
  for (const table of PROJECTED) if (table !== 'journals') await tx.deleteFrom(table).where('dream_id', '=', dreamId).execute();
}

async function addNight(tx: Transaction<Tables>, dreamId: string, found: Gathered, writtenMs: number): Promise<void> {
  const { header } = found;
  if (header) {
    const { id, title } = titleOf(header);
    await tx
      .insertInto('nights')
      .values({
        dream_id: dreamId,
        scenario: id,
        title,
        scenario_hash: header.scenario.hash,
        core: header.core,
        seed: header.seed,
        began_ms: beganMs(header),
        ended_ms: null,
        ending: '',
        ticks: 0,
        stops: 0,
        resumed: 0,
      })
      .onConflict((c) => c.column('dream_id').doNothing())
      .execute();
  }
  await tx
    .updateTable('nights')
    .set((eb) => ({
      stops: eb('stops', '+', found.stops),
      resumed: eb('resumed', '+', found.resumed),
      ...(found.ticks > 0 ? { ticks: found.ticks } : {}),
      ...(found.ending === '' ? {} : { ending: found.ending }),
      // the core has no clock: a closed file is as old as its last frame
      ...(found.ended ? { ended_ms: writtenMs } : found.resumed > 0 ? { ended_ms: null } : {}),
    }))
    .where('dream_id', '=', dreamId)
    .execute();
}

async function addRows(tx: Transaction<Tables>, dream_id: string, found: Gathered): Promise<void> {
  for (const rows of parts(found.citizens)) {
    await tx
      .insertInto('citizens')
      .values(rows.map((r) => ({ dream_id, ...r })))
      .onConflict((c) => c.columns(['dream_id', 'who']).doNothing())
      .execute();
  }
  for (const [who, tick] of found.woke) {
    await tx.updateTable('citizens').set({ woke_tick: tick }).where('dream_id', '=', dream_id).where('who', '=', who).execute();
  }
  for (const rows of parts(found.consents)) {
    await tx
      .insertInto('consents')
      .values(rows.map((r) => ({ dream_id, ...r })))
      .onConflict((c) => c.columns(['dream_id', 'tick', 'seq']).doNothing())
      .execute();
  }
  if (found.consents.length > 0) await dropErased(tx, dream_id);
  for (const rows of parts(found.audit)) {
    await tx
      .insertInto('audit')
      .values(rows.map((r) => ({ dream_id, ...r })))
      .onConflict((c) => c.columns(['dream_id', 'tick', 'seq', 'origin']).doNothing())
      .execute();
  }
  for (const [rule, times] of found.refusals) {
    await tx
      .insertInto('refusals')
      .values({ dream_id, rule, times })
      .onConflict((c) => c.columns(['dream_id', 'rule']).doUpdateSet((eb) => ({ times: eb('refusals.times', '+', times) })))
      .execute();
  }
}

/** What somebody who was erased had sealed is taken out, whenever it came in. */
export async function dropErased(db: Kysely<Tables>, dreamId: string): Promise<void> {
  await db
    .updateTable('consents')
    .set({ sealed: null, purpose: null, wording: null })
    .where('dream_id', '=', dreamId)
    .where('who', 'in', (eb) => eb.selectFrom('erasures').select('who').where('erasures.dream_id', '=', dreamId))
    .execute();
}

async function markRemoved(db: Kysely<Tables>, dreamId: string): Promise<JournalState | null> {
  const { numUpdatedRows } = await db.updateTable('journals').set({ state: 'removed' }).where('dream_id', '=', dreamId).executeTakeFirst();
  return numUpdatedRows > 0n ? 'removed' : null;
}

function* parts<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < rows.length; i += ROWS) yield rows.slice(i, i + ROWS);
}
