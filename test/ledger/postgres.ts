/** A PostgreSQL of our own for the tests, where its programs are installed: a cluster in a temporary folder, on a free loopback port, ended by its pid. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, chmodSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Where distributions put the programs, beside PATH. */
const HOMES = ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt', '/usr/local/opt'];

/** The folder that holds `initdb` and `postgres`, or null. */
export function postgresPrograms(): string | null {
  const homes = HOMES.flatMap((home) => {
    try {
      return readdirSync(home)
        .sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a))
        .map((version) => join(home, version, 'bin'));
    } catch {
      return [];
    }
  });
  const places = [...(process.env.PATH ?? '').split(':').filter((p) => p !== ''), ...homes];
  return places.find((place) => ['initdb', 'postgres'].every((name) => runs(join(place, name)))) ?? null;
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** PostgreSQL does not run as root: then as `postgres` or `nobody`. */
function owner(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }).trim()));
      if (uid && gid) return { uid, gid };
    } catch {
      // no such user here
    }
  }
  throw new Error('running as root, and there is neither a user "postgres" nor "nobody" to run PostgreSQL as');
}

export class PostgresServer {
  readonly port: number;
  private readonly programs: string;
  private readonly folder: string;
  private readonly as: { uid?: number; gid?: number };
  private child: ChildProcess | null = null;
  private made = 0;

  private constructor(programs: string, folder: string, as: { uid?: number; gid?: number }, port: number) {
    this.programs = programs;
    this.folder = folder;
    this.as = as;
    this.port = port;
  }

  /** Makes a cluster and starts it. @throws an Error with what the programs said */
  static async make(programs: string): Promise<PostgresServer> {
    const as = owner();
    const folder = mkdtempSync(join(tmpdir(), 'ledger-postgres-'));
    chmodSync(folder, 0o700);
    if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
    const args = ['-D', join(folder, 'data'), '-U', 'dream', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(programs, 'initdb'), args, { ...as, cwd: folder, stdio: 'pipe' });
    const server = new PostgresServer(programs, folder, as, await freePort());
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${this.folder}`, 'fsync=off', 'shared_buffers=16MB'];
    const args = ['-D', join(this.folder, 'data'), '-p', String(this.port), ...settings.flatMap((s) => ['-c', s])];
    const child = spawn(join(this.programs, 'postgres'), args, { ...this.as, cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] });
    this.child = child;
    let said = '';
    child.stderr?.on('data', (d) => {
      said = (said + d).slice(-2000);
    });
    for (;;) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said}`);
      const client = new pg.Client({ connectionString: this.url('postgres') });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.end();
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** Ends it as an administrator would, with connections open (SIGINT: fast shutdown). */
  async stop(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await gone;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  url(database: string): string {
    return `postgres://dream@127.0.0.1:${this.port}/${database}`;
  }

  /** A fresh, empty database. */
  async newUrl(): Promise<string> {
    const name = `t${++this.made}`;
    const client = new pg.Client({ connectionString: this.url('postgres') });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    return this.url(name);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
