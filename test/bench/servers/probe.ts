/**
 * Loaded with `node --import` into a server under test, before its own code: times steps and patches from outside, by wrapping Colyseus's room class,
 * the same for every room. Nothing of the product's own counters is read. Asked and answered over the process's message channel.
 */
import { readFileSync } from 'node:fs';
import { Server } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Serializer } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { Room } from '@colyseus/core';

/** Resolution of the loop's delay, ms; what a turn takes beyond it is delay. */
const RESOLUTION_MS = 5;

/** One step with the patches that followed it. Times of `performance.now()`, ms. */
export interface Step {
  readonly atMs: number;
  tickMs: number;
  patchMs: number;
  /** CPU time of the server's thread in both, ms: what they would take on a machine of their own */
  cpuMs: number;
}

/** One value that the engine's own serialiser copied: what snapshots are made of. */
export interface Copied {
  readonly atMs: number;
  readonly tookMs: number;
  readonly cpuMs: number;
  /** in a step, and not between two */
  readonly inStep: boolean;
}

/** What the probe answers to 'read'. */
export interface Reading {
  /** epoch ms of the server's own zero, to lay its steps beside a file's time */
  readonly originMs: number;
  readonly seconds: number;
  /** CPU of all threads of the process as a share of one core */
  readonly cpu: number;
  readonly steps: readonly Step[];
  readonly copied: readonly Copied[];
  /** from the process's beginning until it listened, and until now: by the clock, CPU of all threads, and its first thread in line for a core, s */
  readonly risen: { readonly listening: Spent | null; readonly now: Spent };
  /** share of the time in which the server's thread could have run and another process had the core; null where the system does not tell */
  readonly waited: number | null;
  readonly loopP50Ms: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly rssMb: number;
}

export interface Spent {
  readonly seconds: number;
  readonly cpuS: number;
  readonly waitedS: number;
}

export type Ask = 'reset' | 'read';

let steps: Step[] = [];
let copied: Copied[] = [];
let since = performance.now();
let cpu = process.cpuUsage();
let waitMs = waitedMs();
let delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
/** patch time within the step that runs; null between steps */
let inside: { patchMs: number } | null = null;

const threadMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** How long this process's first thread stood in line for a core so far, ms; null where the system does not tell. */
function waitedMs(): number | null {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return null;
  }
}

function spent(): Spent {
  const { user, system } = process.cpuUsage();
  return { seconds: performance.now() / 1000, cpuS: (user + system) / 1e6, waitedS: (waitedMs() ?? 0) / 1000 };
}

let listening: Spent | null = null;
const listen = Server.prototype.listen as (...args: unknown[]) => Server;
Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
  this.once('listening', () => {
    listening ??= spent();
  });
  return listen.apply(this, args);
};

type Callback = (...args: never[]) => unknown;

function timed(step: Callback): Callback {
  return function (this: unknown, ...args: never[]): unknown {
    const atMs = performance.now();
    const atCpuMs = threadMs();
    inside = { patchMs: 0 };
    try {
      return step.apply(this, args);
    } finally {
      const { patchMs } = inside;
      inside = null;
      steps.push({ atMs, tickMs: performance.now() - atMs - patchMs, patchMs, cpuMs: threadMs() - atCpuMs });
    }
  };
}

const room = Room.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
for (const name of ['setFixedTimestep', 'setTimestep']) {
  const original = room[name] as (...args: unknown[]) => unknown;
  room[name] = function (this: unknown, step: unknown, ...rest: unknown[]): unknown {
    return original.call(this, timed(step as Callback), ...rest);
  };
}
const broadcastPatch = room.broadcastPatch as () => unknown;
room.broadcastPatch = function (this: unknown): unknown {
  const begun = performance.now();
  const begunCpuMs = threadMs();
  try {
    return broadcastPatch.call(this);
  } finally {
    const tookMs = performance.now() - begun;
    const last = steps.at(-1);
    if (inside) inside.patchMs += tookMs;
    else if (last) {
      last.patchMs += tookMs;
      last.cpuMs += threadMs() - begunCpuMs;
    }
  }
};

const serializer = Serializer.prototype as unknown as { writeValue(value: unknown): unknown };
const writeValue = serializer.writeValue;
serializer.writeValue = function (value: unknown): unknown {
  const atMs = performance.now();
  const atCpuMs = threadMs();
  try {
    return writeValue.call(this, value);
  } finally {
    copied.push({ atMs, tookMs: performance.now() - atMs, cpuMs: threadMs() - atCpuMs, inStep: inside !== null });
  }
};

function reset(): void {
  steps = [];
  copied = [];
  since = performance.now();
  cpu = process.cpuUsage();
  waitMs = waitedMs();
  delay.disable();
  delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
}

function read(): Reading {
  const seconds = (performance.now() - since) / 1000;
  const used = process.cpuUsage(cpu);
  const beyond = (ns: number): number => Math.max(0, ns / 1e6 - RESOLUTION_MS);
  return {
    originMs: performance.timeOrigin,
    seconds,
    cpu: (used.user + used.system) / 1e6 / seconds,
    waited: waitMs === null ? null : ((waitedMs() ?? waitMs) - waitMs) / 1000 / seconds,
    steps,
    copied,
    risen: { listening, now: spent() },
    loopP50Ms: beyond(delay.percentile(50)),
    loopP99Ms: beyond(delay.percentile(99)),
    loopMaxMs: beyond(delay.max),
    rssMb: process.memoryUsage.rss() / 2 ** 20,
  };
}

// the server's other threads load this too: there it would only wake them 200 times a second, on the core that the tick has
if (isMainThread) {
  process.on('message', (ask: Ask) => {
    if (ask === 'reset') reset();
    process.send?.({ answer: ask === 'read' ? read() : null });
  });
  // the channel must not keep a server alive that wants to end
  process.channel?.unref();
  // and whoever started it may be killed: nothing is left behind
  process.on('disconnect', () => process.exit(0));
  reset();
}
