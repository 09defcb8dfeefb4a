/** One server a data folder: a lock file that names the process that holds it. What a killed process left behind is taken over. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders held by this very process. */
const held = new Set<string>();

/** Takes the folder. @returns the process that holds it already, or null when it is ours now; throws what the file system throws */
export function takeLock(folder: string): number | null {
  const file = join(folder, 'lock');
  if (held.has(folder)) return process.pid;
  const holder = holderOf(file);
  if (holder !== null) return holder;
  rmSync(file, { force: true });
  writeFileSync(file, `${process.pid} ${startOf(process.pid)}\n`, { flag: 'wx', mode: 0o600 });
  held.add(folder);
  return null;
}

export function releaseLock(folder: string): void {
  if (held.delete(folder)) rmSync(join(folder, 'lock'), { force: true });
}

/** The living process that holds a data folder, or null. */
export function lockHolder(folder: string): number | null {
  return held.has(folder) ? process.pid : holderOf(join(folder, 'lock'));
}

function holderOf(file: string): number | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  const [pid = 0, start = ''] = text
    .trim()
    .split(' ')
    .map((part, i) => (i === 0 ? Number(part) : part)) as [number, string];
  // our own number in a file that we did not write: an earlier process had it (in a container every server is process 1)
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return null;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
  }
  return startOf(pid) === start ? pid : null;
}

/** When a process began, in the kernel's own ticks: tells a process from a later one of the same number. '' where it cannot be known. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
