/**
 * The server's own thread and the clients on cores of their own, as they are in life on machines of their own. Where the system can hold a process to some
 * of them (Linux with `taskset`); elsewhere its scheduler may put both on one core while another rests, and what is measured is the waiting. The server's
 * other threads, which compile and collect, run wherever there is room, as they do in life too.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

interface Halves {
  readonly clients: string;
  readonly server: string;
}

/** Which cores are whose, as `taskset -c` takes them: the upper half is the server's. */
function halves(): Halves | null {
  const cores = availableParallelism();
  if (cores < 2 || spawnSync('taskset', ['-c', `0-${cores - 1}`, 'true']).status !== 0) return null;
  const half = Math.floor(cores / 2);
  return { clients: `0-${half - 1}`, server: `${half}-${cores - 1}` };
}

let known: Halves | null | undefined;

function cores(): Halves | null {
  if (known === undefined) known = halves();
  return known;
}

/** A command that runs clients with Node.js on their cores, or on all of them, and what stands before its own arguments. */
export function clientsOn(apart: boolean): { readonly command: string; readonly before: readonly string[] } {
  const held = apart ? cores() : null;
  return held ? { command: 'taskset', before: ['-c', held.clients, process.execPath] } : { command: process.execPath, before: [] };
}

/** Holds the first thread of a server that runs to the server's cores, and no other thread of it. */
export function holdServer(pid: number): void {
  const held = cores();
  if (held) spawnSync('taskset', ['-p', '-c', held.server, String(pid)]);
}

/** One sentence for a report. */
export function heldHow(): string {
  const held = cores();
  return held
    ? `The server's own thread is held to cores ${held.server}, its others to none, clients to cores ${held.clients} (taskset).`
    : 'Server and clients share all cores: taskset is not here, or there is one core.';
}
