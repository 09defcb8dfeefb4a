/** `bench recovery`: kill -9 with everybody inside, start again at once, and wait until the last of them is back where they were. */
import { atLeast, atMost, type Bench, type Goal, type Row } from '../../server/lab/bench/report.ts';
import { largest, quantile } from '../../server/lab/bench/statistics.ts';
import type { Back } from './clients/process.ts';
import { Pages } from './pages.ts';
import { TestServer } from './servers/child.ts';
import { pause, type Stand, withDream } from './servers/dream.ts';
import type { Reading } from './servers/probe.ts';

/** Clients try again so often, ms. */
const EVERY_MS = 250;
/** Who is not back by then does not come back, s. */
const GIVE_UP_S = 60;
/** Clients that are inside beside pages. */
const BESIDE_PAGES = 20;

interface Run {
  readonly joined: number;
  readonly refused: readonly string[];
  /** from the kill to each client's state, s */
  readonly backS: readonly number[];
  readonly asNew: number;
  readonly away: number;
  /** CPU of all processes of clients meanwhile, s */
  readonly clientsCpuS: number;
  /** what the server that rose took, until it listened and until all were back */
  readonly risen: Reading['risen'];
  readonly pages: PagesBack | null;
}

interface PagesBack {
  /** from the kill until the dream goes on in each, s; null where it did not */
  readonly backS: readonly (number | null)[];
  /** how many held hands before */
  readonly held: number;
  /** a sentence for each page that is not as it was */
  readonly changed: readonly string[];
}

/** Who is inside when the server is killed. */
interface Inside {
  readonly clients: number;
  /** processes that the clients are spread over */
  readonly workers: number;
  /** pages in browsers */
  readonly pages: number;
  /** where pictures of the first page go, '' for none */
  readonly pictures: string;
}

/** @param seconds that everybody is inside before */
export async function recover(inside: Inside, seconds: number): Promise<Run> {
  const run = async ({ server, people, again: options }: Stand): Promise<Run> => {
    const { joined, refused } = await people.join(inside.clients, { url: server.url, room: 'dream', crowd: 'gathered' });
    const pages = inside.pages > 0 ? await Pages.open(inside.pages, server.url) : null;
    try {
      await pause(seconds * 1000);
      await pages?.note(inside.pictures);
      return { joined, refused, ...(await killed(server, people, options, pages, inside.pictures)) };
    } finally {
      await pages?.close();
    }
  };
  // all cores are everybody's: a server that rises uses more than one, and so do two hundred clients that all try again
  return withDream('start', inside.workers, run, false);
}

async function killed(
  server: TestServer,
  people: Stand['people'],
  options: Stand['again'],
  pages: Pages | null,
  pictures: string,
): Promise<Omit<Run, 'joined' | 'refused'>> {
  await people.comeBack(EVERY_MS);
  await people.reset();
  const killedMs = performance.timeOrigin + performance.now();
  await server.kill();
  const again = TestServer.launch(options);
  const since = (ms: number): number => (ms - killedMs) / 1000;
  try {
    const seen = pages?.backMs(killedMs, GIVE_UP_S);
    let back: Back = await people.backYet();
    for (const end = performance.now() + GIVE_UP_S * 1000; back.away > 0 && performance.now() < end; back = await people.backYet()) {
      await pause(50);
    }
    const [{ risen }, { cpuS }] = await Promise.all([again.read(), people.read()]);
    const pagesBack =
      pages && seen
        ? { backS: (await seen).map((ms) => (ms === null ? null : since(ms))), held: pages.held, changed: await pages.changed(pictures) }
        : null;
    return { backS: back.backMs.map(since), asNew: back.asNew, away: back.away, clientsCpuS: cpuS, risen, pages: pagesBack };
  } finally {
    await again.stop();
  }
}

function rowOf({ joined, backS, asNew, away, risen, clientsCpuS, pages }: Run): Row {
  const last = backS.length > 0 ? largest(backS) : null;
  const pagesS = pages?.backS.filter((s) => s !== null) ?? [];
  return {
    clients: joined,
    back: backS.length,
    'back as somebody new': asNew,
    'still away': away,
    'first back s': backS.length > 0 ? Math.min(...backS) : null,
    'half back s': backS.length > 0 ? quantile(backS, 0.5) : null,
    'last back s': last,
    // whoever else has the machine: what it would take where the server had a core of its own
    'and not waiting for a core': last === null ? null : last - risen.now.waitedS,
    'listening after s': risen.listening?.seconds ?? null,
    'its CPU s': risen.listening?.cpuS ?? null,
    'server CPU s': risen.now.cpuS,
    'clients CPU s': clientsCpuS,
    ...(pages && {
      pages: pages.backS.length,
      'last page back s': pagesS.length > 0 ? largest(pagesS) : null,
      'pages as they were': pages.backS.length - pages.changed.length,
      'pages hand in hand': pages.held,
    }),
  };
}

/** @param who in words */
function goalsOf(who: string, { joined, backS, pages }: Run): Goal[] {
  const seen = pages?.backS.length ?? 0;
  const all = joined + seen;
  const came = [...backS, ...(pages?.backS ?? [])].filter((s) => s !== null);
  const goals = [
    atLeast(`${who} killed: everybody is back as who they were`, backS.length + seen - (pages?.changed.length ?? 0), all, `of ${all}`),
  ];
  const within = `${who} killed: the last is back within 3 s`;
  goals.push(
    came.length === all && all > 0
      ? atMost(within, largest(came), 3, 's')
      : { goal: within, measured: 'not all came back', reached: false },
  );
  return goals;
}

export const recoveryBench: Bench = {
  async run(options) {
    const rows: Row[] = [];
    const goals: Goal[] = [];
    const notes: string[] = [];
    const { workers, pictures } = options;
    const one = async (who: string, clients: number, pages: number): Promise<void> => {
      for (let i = 0; i < options.repeat; i++) {
        options.say(`recovery: ${who}, run ${i + 1} of ${options.repeat}`);
        const run = await recover({ clients, workers, pages, pictures }, options.seconds);
        rows.push(rowOf(run));
        goals.push(...goalsOf(who, run));
        notes.push(...(run.pages?.changed ?? []));
        if (run.refused.length > 0) notes.push(`${run.refused.length} of ${clients} were turned away at first: "${run.refused[0]}"`);
      }
    };
    for (const clients of options.clients) await one(`${clients} clients`, clients, 0);
    if (options.pages > 0) await one(`${options.pages} pages and ${BESIDE_PAGES} clients`, BESIDE_PAGES, options.pages);
    const how =
      `kill -9 after ${options.seconds} s of walking, \`server/start.ts\` started at once on the same folder and port; clients try every ${EVERY_MS} ms ` +
      `with their token for at most ${GIVE_UP_S} s. Back: the welcome says so and a state has come; counted from the kill. Listening: from the beginning of the new ` +
      'process. CPU of the server is that of all its threads until everybody is back, of the clients that of all their processes since the kill.';
    const eyes =
      'Pages are in browsers of their own, 1280 x 720, the first one painted by the processor at 10 pictures a second, the others not painted; a page is back with its first tick, and as it ' +
      'was by who, place, act and held hands.';
    return { bench: 'recovery', rows, goals, notes: [...notes, how, ...(options.pages > 0 ? [eyes] : [])] };
  },
};
