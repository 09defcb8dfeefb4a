/** Processes that each play one night back for the running server: `dreamhaven theatre` on a loopback port of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { HttpAnswer } from '../../http/answer.ts';

const CLI = fileURLToPath(new URL('../../cli/dreamhaven.ts', import.meta.url));
/** Nights that are played at once; beyond it the one that was asked least lately ends. */
const MOST = 2;
/** Nobody asked for so long: it ends. */
const IDLE_MS = 15 * 60_000;
/** Headers that a page's answer is made of. */
const KEPT = ['content-type', 'cache-control', 'etag', 'content-security-policy', 'x-content-type-options', 'referrer-policy'];

interface Player {
  readonly child: ChildProcess;
  /** its address, or a rejection with one sentence */
  readonly url: Promise<string>;
  idle: NodeJS.Timeout;
}

export class Players {
  private readonly playing = new Map<string, Player>();

  /** @param path the journal's file @param ask path of the page or of its data */
  async ask(path: string, ask: string): Promise<HttpAnswer | string> {
    const player = this.playing.get(path) ?? this.raise(path);
    // asked last: at the end
    this.playing.delete(path);
    this.playing.set(path, player);
    player.idle.refresh();
    try {
      const answer = await fetch((await player.url) + ask);
      const headers = Object.fromEntries(
        KEPT.flatMap((name) => (answer.headers.has(name) ? [[name, answer.headers.get(name) as string]] : [])),
      );
      return { status: answer.status, headers, body: new Uint8Array(await answer.arrayBuffer()) };
    } catch (error) {
      this.end(path);
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** A file of the page, which is the same for all nights; null while none plays or it has no such file. */
  async asset(ask: string): Promise<HttpAnswer | null> {
    const last = [...this.playing.keys()].at(-1);
    const found = last === undefined ? null : await this.ask(last, ask);
    return found === null || typeof found === 'string' || found.status !== 200 ? null : found;
  }

  /** Ends all of them. */
  close(): void {
    for (const path of [...this.playing.keys()]) this.end(path);
  }

  private raise(path: string): Player {
    const oldest = this.playing.keys().next().value;
    if (this.playing.size >= MOST && oldest !== undefined) this.end(oldest);
    const child = spawn(process.execPath, [CLI, 'theatre', path, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const player = { child, url: addressOf(child), idle: setTimeout(() => this.end(path), IDLE_MS) };
    player.idle.unref();
    player.url.catch(() => undefined);
    child.once('exit', () => this.forget(path, child));
    return player;
  }

  private end(path: string): void {
    const player = this.playing.get(path);
    if (!player) return;
    this.forget(path, player.child);
    player.child.kill();
  }

  private forget(path: string, child: ChildProcess): void {
    const player = this.playing.get(path);
    if (player?.child !== child) return;
    clearTimeout(player.idle);
    this.playing.delete(path);
  }
}

/** Resolves when it says where it plays; rejects with what it said instead. */
function addressOf(child: ChildProcess): Promise<string> {
  let [out, err] = ['', ''];
  child.stderr?.on('data', (bytes: Buffer) => (err = `${err}${bytes}`.slice(-2000)));
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (bytes: Buffer) => {
      out = `${out}${bytes}`.slice(-4000);
      const found = /http:\/\/localhost:(\d+)\//.exec(out);
      if (found) resolve(`http://127.0.0.1:${found[1]}`);
    });
    child.once('error', reject);
    child.once('exit', () => {
      const said = err.split('\n').findLast((line) => line.startsWith('dreamhaven: '));
      reject(new Error(said?.slice('dreamhaven: '.length) ?? 'the night could not be played'));
    });
  });
}
