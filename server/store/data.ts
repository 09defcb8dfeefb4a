/** The data folder: made when missing, checked for writing, and the key that signs identities. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { releaseLock, takeLock } from './lock.ts';

const KEY_BYTES = 32;

/** A folder that cannot be used; the message is one sentence for people. */
export class DataDirError extends Error {}

export interface DataDir {
  readonly path: string;
  /** signs identity tokens; the same after a restart, so that people come back to a restored dream */
  readonly identityKey: Uint8Array;
}

/** Takes the folder for this server alone. @throws DataDirError when it cannot be made or written, or another server has it */
export function openDataDir(path: string): DataDir {
  try {
    makeFolder(path);
    const probe = join(path, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
    const holder = takeLock(path);
    if (holder !== null)
      throw new DataDirError(`Another server (process ${holder}) dreams in the folder ${path}; end it, or choose another DATA_DIR.`);
    return { path, identityKey: identityKey(join(path, 'identity.key')) };
  } catch (error) {
    if (error instanceof DataDirError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new DataDirError(`The folder ${path} cannot be written (${code}); choose another with DATA_DIR or change its rights.`);
  }
}

export function closeDataDir(data: DataDir): void {
  releaseLock(data.path);
}

/** Step by step: mkdir's own `recursive` never returns where a folder exists and takes no children, as in /proc. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

function identityKey(file: string): Uint8Array {
  try {
    const found = readFileSync(file);
    if (found.length === KEY_BYTES) return found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = randomBytes(KEY_BYTES);
  writeFileSync(file, made, { mode: 0o600 });
  return made;
}

/** A file, whole or not at all; its folder is made. @throws what the file system says */
export function put(file: string, content: string | Uint8Array): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}
