/**
 * `PAIRS=2000 node test/attack/run.ts [--json] [--views] [--seed TABLE] [--seconds S] [game…]`: the whole table of what an attacker can learn, a thread a core.
 * Every run draws a table of its own and names it; `--seed` plays one again. `--seconds`: a game ends
 * after so long with as many pairs as were played. A game is named by the beginning of its name; without names all are played.
 */
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { PublisherKind } from './capture.ts';
import { Names, type PackedRow, Row } from './rows.ts';
import { GAMES, judge, type Pair, playPair, type Result } from './suite.ts';

const THREADS = availableParallelism();

interface Share {
  readonly game: string;
  readonly table: string;
  readonly kind: PublisherKind;
  readonly from: number;
  readonly to: number;
  /** wall clock, ms since 1970 */
  readonly until: number;
}

interface Played {
  readonly names: readonly string[];
  readonly pairs: readonly { readonly one: PackedRow; readonly zero: PackedRow; readonly equal: boolean }[];
}

async function shareOut(what: Pick<Share, 'game' | 'table' | 'kind' | 'until'>, pairs: number): Promise<Pair[]> {
  const each = Math.ceil(pairs / THREADS);
  const shares = Array.from({ length: THREADS }, (_, i): Share => ({ ...what, from: i * each, to: Math.min(pairs, (i + 1) * each) }));
  const played = await Promise.all(
    shares.map(
      (share) =>
        new Promise<Played>((resolve, reject) => {
          const worker = new Worker(fileURLToPath(import.meta.url), { workerData: share });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
  const names = new Names();
  return played.flatMap((part) =>
    part.pairs.map(({ one, zero, equal }): Pair => {
      const first = new Row(names, names.adopt(one, part.names));
      return { one: first, zero: one === zero ? first : new Row(names, names.adopt(zero, part.names)), equal };
    }),
  );
}

function play({ game, table, kind, from, to, until }: Share): Played {
  const found = GAMES.find((g) => g.name === game);
  const names = new Names();
  const pairs: Played['pairs'][number][] = [];
  for (let i = from; i < to && found && Date.now() < until; i++) {
    const { one, zero, equal } = playPair(found, table, i, kind);
    const first = names.pack(one);
    pairs.push({ one: first, zero: one === zero ? first : names.pack(zero), equal });
  }
  return { names: names.list, pairs };
}

/** A whole name means that game alone, a part of one all that begin so. */
function isMeant(name: string, wanted: string): boolean {
  return GAMES.some((g) => g.name === wanted) ? name === wanted : name.startsWith(wanted);
}

const shown = (a: { auc: number; low: number; high: number }): string =>
  `${a.auc.toFixed(3)} (${a.low.toFixed(3)} to ${a.high.toFixed(3)})`;

function print(r: Result): void {
  const what = [
    `${r.game} [${r.publisher}]`,
    `${r.pairs} pairs, ${r.equal} equal to the byte`,
    `one world ${shown(r.single)}`,
    `both ${shown(r.both)}`,
  ];
  console.log(`${what.join(' | ')}${r.tells.length > 0 ? `\n    looks at: ${r.tells.join('; ')}` : ''}`);
}

if (isMainThread) {
  const { values, positionals: wanted } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      views: { type: 'boolean', default: false },
      seed: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  const pairs = Number(process.env.PAIRS ?? 200);
  const kind: PublisherKind = values.views ? 'views' : 'cells';
  const table = values.seed ?? randomBytes(6).toString('hex');
  const results: Result[] = [];
  if (!values.json) console.log(`table ${table}, ${pairs} pairs a game (the same again: --seed ${table})`);
  for (const game of GAMES) {
    if (wanted.length > 0 && !wanted.some((w) => isMeant(game.name, w))) continue;
    const until = values.seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + 1000 * Number(values.seconds);
    const result = judge(game, kind, await shareOut({ game: game.name, table, kind, until }, pairs));
    results.push(result);
    if (!values.json) print(result);
  }
  if (values.json) console.log(JSON.stringify({ table, results }));
} else {
  parentPort?.postMessage(play(workerData as Share));
}
