/**
 * Server and clients on cores of their own, as they are in life on machines of their own. Where the system can hold a process to some of them (Linux with
 * `taskset`); elsewhere its scheduler may put both on one core while another rests, and what is measured is the waiting.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

type Side = 'server' | 'clients';

/** Which cores are whose, as `taskset -c` takes them: the upper half is the server's. */
function halves(): Readonly<Record<Side, string>> | null {
  const cores = availableParallelism();
  if (cores < 2 || spawnSync('taskset', ['-c', `0-${cores - 1}`, 'true']).status !== 0) return null;
  const half = Math.floor(cores / 2);
  return { clients: `0-${half - 1}`, server: `${half}-${cores - 1}` };
}

let known: ReturnType<typeof halves> | undefined;

/** A command that runs Node.js on one side's cores, or on all of them, and what stands before its own arguments. */
export function nodeOn(side: Side, apart: boolean): { readonly command: string; readonly before: readonly string[] } {
  known ??= halves();
  return known && apart ? { command: 'taskset', before: ['-c', known[side], process.execPath] } : { command: process.execPath, before: [] };
}

/** One sentence for a report. */
export function heldHow(): string {
  known ??= halves();
  return known
    ? `The server is held to cores ${known.server}, clients to cores ${known.clients} (taskset).`
    : 'Server and clients share all cores: taskset is not here, or there is one core.';
}
