/** node:sqlite in the shape that Kysely's own SQLite dialect asks for. The one file that imports it; its contract is `test/ledger/sqlite.test.ts`. */
import { accessSync, constants, existsSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** ms that a statement waits for another process that writes the same file. */
const BUSY_MS = 5000;

/** SQLite's own codes (sqlite.org/rescode.html): SQLITE_READONLY; and SQLITE_CORRUPT and SQLITE_NOTADB, of a file that cannot be trusted any more. */
const READ_ONLY = 8;
const TORN: readonly number[] = [11, 26];

/** The result code of SQLite (primary, without its extension), or null for other errors. */
export function sqliteCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

export function isTorn(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && TORN.includes(code);
}

/**
 * Opens or makes a file. Written ahead (WAL), synced at checkpoints only: what a power cut takes from it, the journals give back.
 * @throws an error with `errcode`; a torn file throws one for which `isTorn` is true
 */
export function openSqlite(path: string): SqliteDatabase {
  mustBeWritable(path);
  const file = new DatabaseSync(path);
  try {
    file.exec(`pragma busy_timeout = ${BUSY_MS}; pragma journal_mode = wal; pragma synchronous = normal`);
    const [check] = file.prepare('pragma quick_check(1)').all() as { quick_check: string }[];
    if (check?.quick_check !== 'ok') throw Object.assign(new Error(String(check?.quick_check)), { errcode: TORN[0] });
  } catch (error) {
    file.close();
    throw error;
  }
  return {
    close: () => file.close(),
    prepare: (sql) => statement(file, sql),
  };
}

/** Asked before SQLite opens a file that may only be read, because it would lay files beside it that stay read-only when this one no longer is. */
function mustBeWritable(path: string): void {
  if (!existsSync(path)) return;
  try {
    accessSync(path, constants.W_OK);
  } catch {
    throw Object.assign(new Error('the file is read-only'), { errcode: READ_ONLY });
  }
}

/** Rows of a table that can still be read from a torn file; null when none can. */
export function salvage(path: string, table: string): Record<string, unknown>[] | null {
  try {
    const file = new DatabaseSync(path, { readOnly: true });
    try {
      return file.prepare(`select * from ${table}`).all() as Record<string, unknown>[];
    } finally {
      file.close();
    }
  } catch {
    return null;
  }
}

function statement(file: DatabaseSync, sql: string): SqliteStatement {
  const made = file.prepare(sql);
  return {
    reader: made.columns().length > 0,
    all: (values) => made.all(...(values as SQLInputValue[])),
    run: (values) => made.run(...(values as SQLInputValue[])),
    iterate: (values) => made.iterate(...(values as SQLInputValue[])),
  };
}
