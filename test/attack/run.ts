/**
 * `PAIRS=2000 node test/attack/run.ts [--json] [--views] [game…]`: the whole table of what an attacker can learn. Two threads at most.
 * A game is named by the beginning of its name; without names all are played.
 */
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { PublisherKind } from './capture.ts';
import { GAMES, judge, type Pair, playPair, type Result } from './suite.ts';

const THREADS = 2;

interface Share {
  readonly game: string;
  readonly kind: PublisherKind;
  readonly from: number;
  readonly to: number;
}

function shareOut(game: string, kind: PublisherKind, pairs: number): Promise<Pair[]> {
  const each = Math.ceil(pairs / THREADS);
  const shares = Array.from({ length: THREADS }, (_, i): Share => ({ game, kind, from: i * each, to: Math.min(pairs, (i + 1) * each) }));
  return Promise.all(
    shares.map(
      (share) =>
        new Promise<Pair[]>((resolve, reject) => {
          const worker = new Worker(fileURLToPath(import.meta.url), { workerData: share });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  ).then((parts) => parts.flat());
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
  const args = process.argv.slice(2);
  const pairs = Number(process.env.PAIRS ?? 200);
  const kind: PublisherKind = args.includes('--views') ? 'views' : 'cells';
  const wanted = args.filter((a) => !a.startsWith('--'));
  const results: Result[] = [];
  for (const game of GAMES) {
    if (wanted.length > 0 && !wanted.some((w) => isMeant(game.name, w))) continue;
    const result = judge(game, kind, await shareOut(game.name, kind, pairs));
    results.push(result);
    if (!args.includes('--json')) print(result);
  }
  if (args.includes('--json')) console.log(JSON.stringify(results));
} else {
  const { game, kind, from, to } = workerData as Share;
  const found = GAMES.find((g) => g.name === game);
  const pairs: Pair[] = [];
  for (let i = from; i < to && found; i++) pairs.push(playPair(found, i, kind));
  parentPort?.postMessage(pairs);
}
