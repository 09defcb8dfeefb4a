import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Running } from '../../server/main.ts';
import { batchReading, type TimedBeat } from '../../shared/biometrics/features.ts';
import type { BodySignal } from '../../shared/dream/affect/model.ts';
import type { CommandOf } from '../../shared/dream/commands.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import { launchBrowser } from '../browser.ts';
import { shipped } from '../core/shipped.ts';
import { type EmulatedStrap, emulateStrap, rrPacket, STRAP_FLAGS } from '../sense/emulatedStrap.ts';
import { openHouse } from '../server/house.ts';
import { Player } from './player.ts';

/** Measured intervals, ms: those of the oracle for heart-rate variability. */
const { nnMs } = JSON.parse(readFileSync(new URL('../biometrics/hrvanalysis.json', import.meta.url), 'utf8')) as { nnMs: number[] };
/** As a strap tells them, 1/1024 s, with one missed and one extra beat. */
const RR = nnMs.slice(0, 150).map((ms) => Math.round((ms * 1024) / 1000));
RR.splice(110, 2, (RR[110] as number) + (RR[111] as number));
RR.splice(130, 1, 300, (RR[130] as number) - 300);

/** What the world made of a tick, as far as hearts go. */
interface Beat {
  readonly tick: number;
  readonly accepted: readonly CommandOf<'reading'>[];
  readonly refused: readonly CommandOf<'reading'>[];
  readonly bodies: Readonly<Record<string, BodySignal>>;
  /** of my own view */
  readonly light: number;
}

describe('a heart strap on the real page', { timeout: 180_000 }, () => {
  let browser: Browser;
  let house: Running & { end(): Promise<void> };
  let v: Player;
  let strap: EmulatedStrap;
  let me = '';
  const ticks: Beat[] = [];
  const body = (): BodySignal | undefined => house.house.host.dream.world.affect.body[me];

  beforeAll(async () => {
    house = await openHouse({ scenario: await shipped('01-the-ritual'), seed: '4', page: true, citizens: 4 });
    const { host } = house.house;
    const step = host.step.bind(host);
    host.step = () => {
      const result = step();
      ticks.push({
        tick: result.tick,
        accepted: result.accepted.filter((c) => c.type === 'reading'),
        refused: result.refused.map((r) => r.command).filter((c) => c.type === 'reading'),
        bodies: structuredClone(host.dream.world.affect.body),
        light: host.dream.world.jukebox.own[me]?.light ?? 1,
      });
      return result;
    };
  }, 120_000);
  afterAll(() => house?.end());
  // the emulation belongs to the browser, so each test has its own
  beforeEach(async () => {
    browser = await launchBrowser([...STRAP_FLAGS, '--disable-3d-apis']);
    ticks.length = 0;
  });
  afterEach(() => browser?.close());

  async function fallAsleep(name: string, purposes: readonly string[]): Promise<void> {
    v = await Player.join(browser, house.url.replace('localhost', '127.0.0.1'), name, {
      prepare: async (page) => {
        await page.getByRole('button', { name: 'change what may reach me' }).click();
        for (const purpose of purposes) await page.click(`[aria-labelledby="purpose-${purpose}"]`);
      },
    });
    me = (await v.see()).me;
    strap = await emulateStrap(browser, v.page);
    await v.page.getByRole('button', { name: 'What may reach me' }).click();
  }

  const state = (name: string) => v.page.locator(`.sensor [data-state="${name}"]`).waitFor({ timeout: 45_000 });
  async function connect(): Promise<void> {
    await v.page.getByRole('button', { name: 'Connect a chest strap' }).click();
    await state('live');
  }
  async function beat(rr: readonly number[]): Promise<void> {
    for (let i = 0, size = 1; i < rr.length; i += size, size = (size % 4) + 1) await strap.send(rrPacket(rr.slice(i, i + size)));
  }
  /** Batch value of the same intervals. */
  const batch = (rr: readonly number[]) => {
    const history: TimedBeat[] = rr.map((raw) => ({ rrMs: (raw * 1000) / 1024, atMs: 0 }));
    return batchReading(history, 0);
  };

  // twice more: on a page that stood still for 3 s the strap fell silent, and its beats are no longer one run
  it("the server's reading is the batch value of the same beats; a rise turns light and music in 2 s; out of range it fades within 5 s", {
    retry: 2,
  }, async () => {
    await fallAsleep('Ida', ['own-view', 'group']);
    expect(Object.keys(house.house.host.dream.world.governance.consents[me] ?? {}).sort()).toEqual(['group', 'own-view']);
    await connect();
    await beat(RR);
    const { hr, rmssd, arousal, quality } = batch(RR);
    expect(quality).toBe(3);
    expect(arousal).not.toBe(0);
    const heard = () => ticks.flatMap((t) => t.accepted).findLast((c) => c.by === me && c.body.state === 'good')?.body;
    await expect.poll(heard, { timeout: 45_000 }).toMatchObject({ hr, rmssd, arousal, quality, state: 'good' });
    // as the world had it in that tick: on a slow machine the silence after it may have been told already
    const taken = ticks.findLast((t) => t.accepted.some((c) => c.by === me && c.body.state === 'good'));
    expect(taken?.bodies[me]).toMatchObject({ hr, rmssd, arousal: arousal / 127, quality });
    await expect.poll(() => Math.max(...ticks.map((t) => t.bodies[me]?.weight ?? 0)), { timeout: 45_000 }).toBe(1);

    // a rise, in packets once a second, as straps send them: light and music of this page turn
    const shown = () =>
      v.page.evaluate(() => {
        const { light, intensity } = (window as unknown as { dreamhaven: { seen: { own: { params: Record<string, number> } } } }).dreamhaven
          .seen.own.params;
        return [light ?? 0, intensity ?? 0];
      });
    const [light = 0, intensity = 0] = await shown();
    const pace = RR.slice(-12).reduce((sum, rr) => sum + rr, 0) / 12;
    const began = house.house.host.dream.world.tick;
    for (const share of [0.9, 0.82, 0.74, 0.68, 0.66, 0.66]) {
      await strap.send(rrPacket([Math.round(pace * share), Math.round(pace * (share - 0.03))]));
      await v.page.waitForTimeout(900);
    }
    const [turnedLight = 1, turnedMusic = 0] = await shown();
    expect(turnedLight).toBeLessThan(light - 0.03);
    expect(turnedMusic).toBeGreaterThan(intensity + 0.2);
    const risen = ticks.find((t) => t.tick > began && (t.bodies[me]?.arousal ?? 0) > arousal / 127 + 0.4);
    const turned = ticks.find((t) => t.tick > (risen?.tick ?? Infinity) && t.light < light - 0.03);
    expect((turned?.tick ?? Infinity) - (risen?.tick ?? 0)).toBeLessThanOrEqual(2 * TICK_RATE);

    await strap.drop();
    await expect.poll(body, { timeout: 45_000 }).toMatchObject({ state: 'lost', weight: 0 });
    const lost = ticks.find((t) => t.bodies[me]?.state === 'lost');
    const neutral = ticks.find((t) => t.tick >= (lost?.tick ?? 0) && t.bodies[me]?.weight === 0);
    expect(lost?.bodies[me]?.weight).toBeGreaterThan(0);
    expect((neutral?.tick ?? Infinity) - (lost?.tick ?? 0)).toBeLessThanOrEqual(5 * TICK_RATE);
    // told by the strap, not by silence
    expect(ticks.flatMap((t) => t.accepted).at(-1)?.body).toMatchObject({ state: 'lost', hr: 0, rmssd: 0, arousal: 0, quality: 0 });
  });

  it('a strap taken off and put on again is heard again', async () => {
    await fallAsleep('Ola', ['own-view']);
    await connect();
    await beat(RR.slice(0, 40));
    await expect.poll(() => body()?.state, { timeout: 45_000 }).toBe('good');
    await v.page.getByRole('button', { name: 'Take it off' }).click();
    await expect.poll(() => body()?.state, { timeout: 45_000 }).toBe('lost');
    await connect();
    await beat(RR.slice(0, 40));
    await expect.poll(body, { timeout: 45_000 }).toMatchObject({ state: 'good', hr: batch(RR.slice(0, 40)).hr });
    // it counts anew, and not one reading is refused for that
    expect(await house.house.metrics.refused('reading.order')).toBe(0);
    const said = ticks.flatMap((t) => t.accepted).map((c) => c.body.seq);
    expect(said.filter((seq, i) => seq <= (said[i - 1] ?? seq)).length).toBe(2);
  });

  it('without consent nothing of it arrives, and what is sent all the same is refused and counted', async () => {
    await fallAsleep('Una', []);
    await connect();
    await beat(RR.slice(0, 60));
    await v.page.getByText('kept on this device: nothing above is on').waitFor();
    await state('good');
    const from = house.house.host.dream.world.tick;
    await expect.poll(() => house.house.host.dream.world.tick - from, { timeout: 45_000 }).toBeGreaterThan(2 * TICK_RATE);
    expect(ticks.flatMap((t) => [...t.accepted, ...t.refused])).toEqual([]);
    expect(body()).toBeUndefined();

    const before = await house.house.metrics.refused('reading.consent');
    const refusal = await v.page.evaluate(
      (reading) =>
        (
          window as unknown as { dreamhaven: { link: { command(type: string, body: object): Promise<{ rule: string } | null> } } }
        ).dreamhaven.link.command('reading', reading),
      { ...batch(RR), seq: 1, deviceMs: 1000 },
    );
    expect(refusal?.rule).toBe('reading.consent');
    expect(await house.house.metrics.refused('reading.consent')).toBe(before + 1);
    expect(ticks.some((t) => t.bodies[me] !== undefined)).toBe(false);
  });
});
