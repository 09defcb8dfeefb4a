/** A person at a real page: sees what the page was told (`window.dreamhaven.seen`) and acts by keys and clicks only. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { calmScreen } from '../browser.ts';

/** What the person can see, small enough to fetch often. */
export interface Sight {
  readonly me: string;
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
  readonly partners: readonly string[];
  readonly offers: readonly string[];
  readonly tune: number;
  readonly breaths: number;
  readonly scenes: readonly { readonly choices: number }[];
  readonly fragments: readonly { readonly id: string; readonly offered: boolean }[];
  readonly reach: { readonly id: string; readonly kind: string } | null;
  readonly shadows: readonly {
    readonly id: string;
    readonly x: number;
    readonly y: number;
    readonly weight: number;
    readonly ring: number;
  }[];
  readonly asleep: readonly string[];
  readonly bridges: Readonly<Record<string, number>>;
  readonly threads: readonly { readonly by: string }[];
  readonly people: readonly {
    readonly id: string;
    readonly kind: string;
    readonly x: number;
    readonly y: number;
    readonly palm: boolean;
    readonly breathIn: boolean;
  }[];
  readonly lanterns: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** How fast one slows down without input, 1/s. */
const COAST = 1.4;
const KEYS = { left: 'KeyA', right: 'KeyD', up: 'KeyW', down: 'KeyS' } as const;

/** Runs in the page before all else: a valve on what goes out by its web sockets. */
function valve(): void {
  const send = WebSocket.prototype.send;
  let open = true;
  const waiting: (() => void)[] = [];
  WebSocket.prototype.send = function (this: WebSocket, data: Parameters<typeof send>[0]) {
    if (open) send.call(this, data);
    else {
      const copy = data instanceof Uint8Array ? Uint8Array.from(data) : data;
      waiting.push(() => send.call(this, copy));
    }
  };
  Object.assign(window, {
    uplink(to: boolean): void {
      open = to;
      if (to) for (const late of waiting.splice(0)) late();
    },
  });
}

const ok = (): boolean => true;
const no = (): boolean => false;

/** In the page: true when I stand. */
function resting(): boolean {
  // biome-ignore lint/suspicious/noExplicitAny: the page's debug handle is typed on the page's side only
  const me = (window as any).dreamhaven.frame.people[0];
  return Math.hypot(me.vx, me.vy) < 0.15;
}

interface Way {
  readonly along: 'x' | 'y';
  readonly sign: number;
  readonly goal: number;
  readonly coast: number;
}

/** In the page: true when letting go now carries me to the goal or beyond. */
function passed({ along, sign, goal, coast }: Way): boolean {
  // biome-ignore lint/suspicious/noExplicitAny: the page's debug handle is typed on the page's side only
  const me = (window as any).dreamhaven.frame.people[0];
  return (goal - me[along] - me[`v${along}`] / coast) * sign <= 0;
}

export class Player {
  readonly page: Page;
  readonly context: BrowserContext;
  private readonly down = new Set<string>();
  private breathing: Promise<void> | null = null;
  private breathe = false;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  /** Opens the page and falls asleep by its own form; `prepare` fills in what else the form asks. `pictures`: a second, at most; null = as many as there can be. */
  static async join(
    browser: Browser,
    url: string,
    name: string,
    {
      query = '',
      viewport = { width: 480, height: 300 },
      prepare,
      pictures = 10,
    }: {
      readonly query?: string;
      readonly viewport?: { readonly width: number; readonly height: number };
      readonly prepare?: (page: Page) => Promise<void>;
      readonly pictures?: number | null;
    } = {},
  ): Promise<Player> {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.addInitScript(valve);
    if (pictures !== null) await page.addInitScript(calmScreen, pictures);
    await page.goto(`${url}/?q=low${query}`);
    await page.getByLabel('What shall we call you?').fill(name);
    await prepare?.(page);
    await page.getByRole('button', { name: 'Fall asleep' }).click();
    const player = new Player(context, page);
    await player.until((s) => s.me !== '', 60);
    return player;
  }

  see(): Promise<Sight> {
    return this.page.evaluate(() => {
      // biome-ignore lint/suspicious/noExplicitAny: the page's debug handle is typed on the page's side only
      const d = (window as any).dreamhaven;
      const seen = d?.seen;
      if (!seen) return { me: '' } as never;
      const { common, own, people } = seen;
      return {
        me: own.id,
        x: own.avatar.x,
        y: own.avatar.y,
        vx: own.avatar.vx,
        vy: own.avatar.vy,
        partners: own.partners,
        offers: own.offers.map((o: { by: string }) => o.by),
        tune: own.tune,
        breaths: own.breaths,
        scenes: own.scenes.map((s: { choices: unknown[] }) => ({ choices: s.choices.length })),
        fragments: own.fragments.map((f: { id: string; offered: boolean }) => ({ id: f.id, offered: f.offered })),
        reach: own.reach && { id: own.reach.id, kind: own.reach.kind },
        shadows: common.shadows.filter((s: { gone: boolean }) => !s.gone),
        asleep: common.symbols.filter((s: { awake: boolean }) => !s.awake).map((s: { id: string }) => s.id),
        bridges: Object.fromEntries(common.bridges.map((b: { id: string; length: number }) => [b.id, b.length])),
        threads: common.threads,
        people: people.map((p: Sight['people'][number]) => ({
          id: p.id,
          kind: p.kind,
          x: p.x,
          y: p.y,
          palm: p.palm,
          breathIn: p.breathIn,
        })),
        lanterns: common.lanterns.length,
      };
    });
  }

  /** Waits until what is seen satisfies `holds`; throws with the last sight when it never does. */
  async until(holds: (s: Sight) => boolean, seconds: number, what = 'what was waited for'): Promise<Sight> {
    const end = Date.now() + seconds * 1000;
    let sight = await this.see();
    while (!holds(sight)) {
      if (Date.now() > end) throw new Error(`${what} did not come in ${seconds} s: ${JSON.stringify(sight).slice(0, 900)}`);
      await this.page.waitForTimeout(150);
      sight = await this.see();
    }
    return sight;
  }

  async maybe(holds: (s: Sight) => boolean, seconds: number): Promise<boolean> {
    return this.until(holds, seconds).then(
      () => true,
      () => false,
    );
  }

  key(code: string): Promise<void> {
    return this.page.keyboard.press(code);
  }

  async hold(code: string, seconds: number): Promise<void> {
    await this.page.keyboard.down(code);
    await this.page.waitForTimeout(seconds * 1000);
    await this.page.keyboard.up(code);
  }

  /** Breathes by the space key, in 4 s, out 6 s, until told to stop. */
  startBreathing(): void {
    if (this.breathing) return;
    this.breathe = true;
    this.breathing = (async () => {
      while (this.breathe) {
        await this.hold('Space', 4);
        for (let i = 0; i < 24 && this.breathe; i++) await this.page.waitForTimeout(250);
      }
    })();
  }

  async stopBreathing(): Promise<void> {
    this.breathe = false;
    await this.breathing;
    this.breathing = null;
  }

  /** Walks by WASD to within `near` metres of a spot; true when there. */
  async walk(to: Spot, near = 1.2, seconds = 30): Promise<boolean> {
    const end = Date.now() + seconds * 1000;
    let there = false;
    while (Date.now() < end) {
      const { x, y } = await this.see();
      const [dx, dy] = [to.x - x, to.y - y];
      there = Math.hypot(dx, dy) <= near;
      if (there) break;
      const want = new Set<string>();
      const side = Math.max(0.5, Math.hypot(dx, dy) * 0.35);
      if (dx < -side) want.add(KEYS.left);
      if (dx > side) want.add(KEYS.right);
      if (dy < -side) want.add(KEYS.up);
      if (dy > side) want.add(KEYS.down);
      await this.press(want);
      await this.page.waitForTimeout(90);
    }
    await this.press(new Set());
    await this.page.waitForTimeout(350);
    return there;
  }

  /**
   * Walks by WASD, one way at a time, and comes to a stand within `near` metres of a spot: lets go early, as one coasts. The page itself is
   * asked at each of its frames, so this is as exact on a busy machine. True when there.
   */
  async stopAt(to: Spot, near = 0.8, seconds = 30): Promise<boolean> {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      const s = await this.see();
      // where one would come to rest, letting go now
      const [dx, dy] = [to.x - s.x - s.vx / COAST, to.y - s.y - s.vy / COAST];
      if (Math.hypot(dx, dy) <= near * 0.9) {
        if (await this.page.waitForFunction(resting, null, { timeout: 8000 }).then(ok, no)) {
          const { x, y } = await this.see();
          if (Math.hypot(to.x - x, to.y - y) <= near) return true;
        }
        continue;
      }
      const along = Math.abs(dx) > Math.abs(dy) ? 'x' : 'y';
      const sign = (along === 'x' ? dx : dy) > 0 ? 1 : -1;
      const code = along === 'x' ? (sign > 0 ? KEYS.right : KEYS.left) : sign > 0 ? KEYS.down : KEYS.up;
      await this.page.keyboard.down(code);
      const way: Way = { along, sign, goal: to[along], coast: COAST };
      await this.page.waitForFunction(passed, way, { timeout: 8000 }).then(ok, no);
      await this.page.keyboard.up(code);
    }
    return false;
  }

  async path(spots: readonly Spot[], near = 1.2): Promise<boolean> {
    let there = true;
    for (const spot of spots) there = (await this.walk(spot, near)) && there;
    return there;
  }

  private async press(want: ReadonlySet<string>): Promise<void> {
    for (const code of [...this.down]) {
      if (want.has(code)) continue;
      this.down.delete(code);
      await this.page.keyboard.up(code);
    }
    for (const code of want) {
      if (this.down.has(code)) continue;
      this.down.add(code);
      await this.page.keyboard.down(code);
    }
  }

  /** Takes a palm that is open to me, else goes to whoever is nearest and opens mine; true when hands are joined. */
  async takeHand(tries = 4): Promise<boolean> {
    for (let i = 0; i < tries; i++) {
      const s = await this.see();
      if (s.partners.length > 0) return true;
      if (s.offers.length === 0) {
        const far = (p: Spot): number => Math.hypot(p.x - s.x, p.y - s.y);
        const [near] = s.people.filter((p) => p.id !== s.me && p.kind !== 'agent').sort((a, b) => far(a) - far(b));
        if (near && far(near) < 9) await this.walk({ x: near.x, y: near.y + 0.5 }, 1.4, 6);
      }
      await this.key('KeyH');
      if (await this.maybe((q) => q.partners.length > 0, 3.5)) return true;
    }
    return false;
  }

  /** One person as this page draws them; null when they are not to be seen. */
  sees(who: string): Promise<{ readonly breathIn: boolean; readonly light: number; readonly x: number; readonly y: number } | null> {
    return this.page.evaluate((id) => {
      // biome-ignore lint/suspicious/noExplicitAny: the page's debug handle is typed on the page's side only
      const { seen, frame } = (window as any).dreamhaven;
      const told = seen?.people.find((p: { id: string }) => p.id === id);
      const drawn = frame?.people.find((p: { id: string }) => p.id === id);
      return told && drawn ? { breathIn: told.breathIn, light: drawn.breath ?? -1, x: drawn.x, y: drawn.y } : null;
    }, who);
  }

  /** Shut: nothing that the page says leaves this device, as on a line that stalls; open: all of it goes at once, and the line is free. */
  uplink(open: boolean): Promise<void> {
    return this.page.evaluate((to) => (window as unknown as { uplink(open: boolean): void }).uplink(to), open);
  }

  shot(file: string): Promise<Buffer> {
    return this.page.screenshot({ path: file, timeout: 60_000 });
  }

  async close(): Promise<void> {
    this.breathe = false;
    await this.context.close();
  }
}
