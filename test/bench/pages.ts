/** Pages in real browsers that are inside while their server is killed: what they show before and after, and when the dream goes on in them. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../browser.ts';
import { Player, type Sight } from '../e2e/player.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;

/** A window of a desk, painted by the processor, 10 pictures a second; the pages after the first are not painted at all. */
const VIEWPORT = { width: 1280, height: 720 };
const UNPAINTED = ['--disable-3d-apis'];
/** No tick came for longer than this, ms: the line was down. */
const SILENCE_MS = 800;
const LOOK_MS = 20;
/** Farther than this from where one was is another place, m. Nobody walks. */
const SAME_PLACE_M = 1;
/** Longest wait for what is told to be whole again, ms. */
const TOLD_MS = 2000;

interface Scene extends Sight {
  readonly act: string;
}

/** Runs in the page: from now on, when each first tick after a silence came, epoch ms. A crowded machine is silent now and then without a kill. */
function listen({ silenceMs, lookMs }: { readonly silenceMs: number; readonly lookMs: number }): void {
  const page = window as unknown as { backsMs: number[]; dreamhaven: { seen: { common: { tick: number } } } };
  let tick = page.dreamhaven.seen.common.tick;
  let lastMs = Date.now();
  page.backsMs = [];
  setInterval(() => {
    const now = page.dreamhaven.seen.common.tick;
    if (now === tick) return;
    const nowMs = Date.now();
    if (nowMs - lastMs > silenceMs) page.backsMs.push(nowMs);
    tick = now;
    lastMs = nowMs;
  }, lookMs);
}

const act = (player: Player): Promise<string> =>
  player.page.evaluate(
    () => (window as unknown as { dreamhaven: { seen: { common: { act: { id: string } } } } }).dreamhaven.seen.common.act.id,
  );

export class Pages {
  private readonly browsers: readonly Browser[];
  private readonly players: readonly Player[];
  private before: Scene[] = [];

  private constructor(browsers: readonly Browser[], players: readonly Player[]) {
    this.browsers = browsers;
    this.players = players;
  }

  /** Each in a browser of its own; the first two take each other's hand, if they come to. */
  static async open(count: number, url: string): Promise<Pages> {
    const browsers = await Promise.all(Array.from({ length: count }, (_, i) => launchBrowser(i === 0 ? [] : UNPAINTED)));
    const players = await Promise.all(browsers.map((b, i) => Player.join(b, url, `Page ${i + 1}`, { viewport: VIEWPORT })));
    const pages = new Pages(browsers, players);
    const [one, two] = players;
    if (one && two) await joinHands(one, two);
    return pages;
  }

  get held(): number {
    return this.before.filter((s) => s.partners.length > 0).length;
  }

  /** What they see now is what they should see again. @param folder for a picture of the first; '' for none */
  async note(folder: string): Promise<void> {
    await Promise.all(this.players.map((p) => p.page.evaluate(listen, { silenceMs: SILENCE_MS, lookMs: LOOK_MS })));
    await this.picture(folder, 'before');
    this.before = await this.scenes();
  }

  /** Epoch ms at which the dream went on in each page after `killedMs`, in their order; null where it did not within `seconds`. */
  backMs(killedMs: number, seconds: number): Promise<(number | null)[]> {
    const timeout = seconds * 1000;
    return Promise.all(
      this.players.map(({ page }) =>
        page
          .waitForFunction((since) => (window as unknown as { backsMs: number[] }).backsMs.find((ms) => ms > since), killedMs, {
            timeout,
            polling: 100,
          })
          .then((found) => found.jsonValue() as Promise<number>)
          .catch(() => null),
      ),
    );
  }

  /** What is not as it was, a sentence for each page where something is: who and where they are, the act, and whom they hold. */
  async changed(folder: string): Promise<string[]> {
    let changed: string[] = [];
    // both ends of a held hand are told of it when both are back
    for (const end = Date.now() + TOLD_MS; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
      const after = await this.scenes();
      changed = after.flatMap((now, i) => this.changesOf(i, now));
      if (changed.length === 0 || Date.now() > end) break;
    }
    await this.picture(folder, 'after');
    return changed;
  }

  private changesOf(index: number, now: Scene): string[] {
    const was = this.before[index] as Scene;
    const all: string[] = [];
    if (now.me !== was.me) all.push(`is ${now.me}, was ${was.me}`);
    if (now.act !== was.act) all.push(`is in ${now.act}, was in ${was.act}`);
    const metres = Math.hypot(now.x - was.x, now.y - was.y);
    if (metres >= SAME_PLACE_M) all.push(`is ${metres.toFixed(1)} m from where it was`);
    if (`${now.partners}` !== `${was.partners}`) all.push(`holds ${now.partners.length} hands, held ${was.partners.length}`);
    return all.length > 0 ? [`Page ${index + 1} ${all.join(', ')}.`] : [];
  }

  async close(): Promise<void> {
    await Promise.all(this.browsers.map((b) => b.close()));
  }

  private scenes(): Promise<Scene[]> {
    return Promise.all(this.players.map(async (p) => ({ ...(await p.see()), act: await act(p) })));
  }

  private async picture(folder: string, name: string): Promise<void> {
    if (folder === '') return;
    mkdirSync(folder, { recursive: true });
    await this.players[0]?.shot(join(folder, `${name}.png`));
  }
}

async function joinHands(one: Player, two: Player): Promise<void> {
  const { me } = await two.see();
  for (let i = 0; i < 4; i++) {
    const [a, b] = [await one.see(), await two.see()];
    if (a.partners.includes(me)) return;
    if (Math.hypot(a.x - b.x, a.y - b.y) > 2) await two.stopAt({ x: a.x + 1, y: a.y }, 0.7, 20);
    await one.key('KeyH');
    await two.maybe((s) => s.offers.includes(a.me), 4);
    await two.key('KeyH');
    if (await one.maybe((s) => s.partners.includes(me), 3)) return;
  }
}
