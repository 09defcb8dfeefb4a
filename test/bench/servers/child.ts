/** Processes of a benchmark: servers with the probe in them, started and ended by their own handle. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Channel } from '../channel.ts';
import { holdServer } from './cores.ts';
import type { Ask, Reading } from './probe.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PROBE = new URL('./probe.ts', import.meta.url).href;
/** Longest wait for a server that starts, or that builds the page first, s. */
const START_SECONDS = 120;
/** A question that came too early may never be answered; it is then asked again, ms. */
const ANSWER_MS = 1000;
/** Longest wait for a server that was told to end, s. */
const END_SECONDS = 10;

export interface ServerOptions {
  /** file from the root, and its arguments */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly port: number;
  /** its own thread on cores that no client has (`cores.ts`) */
  readonly apart?: boolean;
}

/** A free port of the loopback; it is given back at once, so use it soon. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export class TestServer {
  readonly url: string;
  readonly pid: number;
  private readonly child: ChildProcess;
  private readonly channel: Channel;
  private said = '';

  private constructor(child: ChildProcess, port: number) {
    this.child = child;
    this.channel = new Channel(child);
    this.pid = child.pid as number;
    this.url = `http://127.0.0.1:${port}`;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        this.said = (this.said + String(text)).slice(-4000);
      });
    }
  }

  /** Starts a server and waits until it answers. @throws with what it said when it ends or does not answer */
  static async start(options: ServerOptions): Promise<TestServer> {
    const server = TestServer.launch(options);
    const end = performance.now() + START_SECONDS * 1000;
    while (!(await server.answers())) {
      if (server.child.exitCode !== null) throw new Error(`${options.script} ended at its start: ${server.said}`);
      if (performance.now() > end) {
        await server.stop();
        throw new Error(`${options.script} did not answer in ${START_SECONDS} s: ${server.said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (options.apart !== false) holdServer(server.pid);
    return server;
  }

  /** Starts a server without waiting for it. */
  static launch({ script, args = [], env = {}, port }: ServerOptions): TestServer {
    const child = spawn(process.execPath, ['--import', PROBE, `${ROOT}${script}`, ...args], {
      cwd: ROOT,
      env: { ...process.env, HOST: '127.0.0.1', TRANSPORT: 'ws', LOG_LEVEL: 'error', ...env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new TestServer(child, port);
  }

  private answers(): Promise<boolean> {
    return fetch(this.url, { signal: AbortSignal.timeout(ANSWER_MS) }).then(
      async (reply) => {
        await reply.arrayBuffer();
        return true;
      },
      () => false,
    );
  }

  /** The probe begins anew. */
  async reset(): Promise<void> {
    await this.channel.ask('reset' satisfies Ask);
  }

  /** What the probe saw since `reset`. */
  read(): Promise<Reading> {
    return this.channel.ask<Reading>('read' satisfies Ask);
  }

  /** kill -9: nothing is written or told any more. */
  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), END_SECONDS * 1000);
    await gone;
    clearTimeout(late);
  }
}
