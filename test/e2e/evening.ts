/**
 * An evening of two people on real pages, one with a strap, in the third night among simulated citizens: played live, with a picture at each turn and the
 * night's journal kept. Nothing is asserted, a person looks: `node test/e2e/evening.ts <folder> [minutes]`; ends when the light stands without its mask.
 * The night is the shipped one but for its first shadow, which forms near the place where one falls asleep.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { Page } from 'playwright-core';
import { boot } from '../../server/main.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import { launchBrowser } from '../browser.ts';
import { shipped } from '../core/shipped.ts';
import { emulateStrap, rrPacket, STRAP_FLAGS } from '../sense/emulatedStrap.ts';
import { testConfig } from '../server/house.ts';
import { extended } from './extended.ts';
import { Player, type Sight } from './player.ts';

const [folder = 'evening', minutes = '14'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const say = (line: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);

const plain = await shipped('03-the-reckoning');
const spawn = plain.spawns[0] ?? { x: 0, y: 0 };
const far = (s: { x: number; y: number }): number => Math.hypot(s.x - spawn.x, s.y - spawn.y);
const near = [...plain.symbols].sort((a, b) => far(a) - far(b))[0];
const { scenario, source } = await extended(
  '03-the-reckoning',
  'evening',
  `title: The reckoning
narrative:
  shadows:
    form:
      - id: at-the-tables
        at: ${near?.id}
        weight: 24
        when: { night: 45 }
`,
);

const { config } = testConfig({ DATA_DIR: join(folder, 'data') });
const running = await boot(config, {
  scenario,
  source,
  seed: '11',
  citizens: 16,
  log: pino({ level: 'warn' }),
});
const world = () => running.house.host.dream.world;
const url = running.url.replace('localhost', '127.0.0.1');
const browser = await launchBrowser(STRAP_FLAGS);
const second = await launchBrowser();
const shots: string[] = [];
async function shot(player: Player, name: string): Promise<void> {
  const file = join(folder, `${String(shots.length + 1).padStart(2, '0')}-${name}.png`);
  shots.push(file);
  await player.shot(file).catch((e: Error) => say(`no picture of ${name}: ${e.message.split('\n')[0]}`));
}
const tryTo = async (what: string, does: () => Promise<void>): Promise<void> => {
  say(what);
  await does().catch((e: Error) => say(`  did not come: ${e.message.split('\n')[0]?.slice(0, 160)}`));
};

/** What somebody agrees to on the form. */
const agreeing =
  (...purposes: readonly string[]) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'change what may reach me' }).click();
    for (const purpose of purposes) await page.click(`[aria-labelledby="purpose-${purpose}"]`);
  };
const ada = await Player.join(browser, url, 'Ada', {
  viewport: { width: 1280, height: 800 },
  prepare: agreeing('own-view', 'group', 'keep'),
  pictures: null,
});
const ben = await Player.join(second, url, 'Ben', { viewport: { width: 390, height: 844 }, prepare: agreeing('keep'), pictures: null });
const [idA, idB] = [(await ada.see()).me, (await ben.see()).me];
say(`two people are asleep: ${idA}, ${idB}`);
await shot(ada, 'dusk');
await shot(ben, 'dusk-phone');

await tryTo('a strap: sixty beats at rest, then a rise', async () => {
  const strap = await emulateStrap(browser, ada.page);
  await ada.page.getByRole('button', { name: 'What may reach me' }).click();
  await ada.page.getByRole('button', { name: 'Connect a chest strap' }).click();
  await ada.page.locator('.sensor [data-state="live"]').waitFor({ timeout: 45_000 });
  const rest = (i: number): number => 880 + Math.round(30 * Math.sin(i / 2));
  for (let i = 0; i < 60; i += 2) await strap.send(rrPacket([rest(i), rest(i + 1)]));
  await ada.page.waitForTimeout(4000);
  await shot(ada, 'strap');
  await ada.page.keyboard.press('Escape');
  const mine = () => ({ ...world().jukebox.own[idA], arousal: world().affect.body[idA]?.arousal ?? 0 });
  const before = mine();
  await shot(ada, 'before-the-rise');
  let first = 0;
  for (const share of [0.92, 0.84, 0.76, 0.7, 0.66, 0.64, 0.64]) {
    await strap.send(rrPacket([Math.round(880 * share), Math.round(880 * (share - 0.02))]));
    if (first === 0 && mine().arousal > before.arousal + 0.3) first = performance.now();
    await ada.page.waitForTimeout(900);
  }
  const after = mine();
  say(
    `  arousal ${before.arousal.toFixed(2)} to ${after.arousal.toFixed(2)}, light ${before.light?.toFixed(3)} to ${after.light?.toFixed(3)}, fullness ${before.intensity?.toFixed(2)} to ${after.intensity?.toFixed(2)}`,
  );
  await shot(ada, 'after-the-rise');
});

await tryTo('two people soothe a shadow, hand in hand', async () => {
  const { shadows } = await ada.until((s: Sight) => s.shadows.length > 0, 60, 'a shadow');
  const shadow = shadows[0] ?? { x: 0, y: 0 };
  await Promise.all([ada.stopAt({ x: shadow.x - 0.8, y: shadow.y + 2 }), ben.stopAt({ x: shadow.x + 0.8, y: shadow.y + 2 })]);
  if (!(await ada.takeHand()) || !(await ben.takeHand())) say('  one of them stands without a hand');
  await Promise.all([ada.key('KeyB'), ben.key('KeyB')]);
  await ada.page.waitForTimeout(6000);
  await shot(ada, 'soothing');
  await ada.until((s) => s.fragments.length > 0, 90, 'a fragment');
  await shot(ada, 'soothed');
});

await tryTo('a fragment typed by hand becomes a thread', async () => {
  await ada.page.getByRole('button', { name: 'Leave a line' }).click();
  const field = ada.page.getByRole('textbox', { name: 'In your own words' });
  await field.fill('a dial, and my own hand on it');
  await ada.page.keyboard.press('Enter');
  await ada.until((s) => s.fragments.some((f) => f.offered), 10, 'words given');
  await shot(ada, 'words');
});

say('waiting for the light to be known; simulated citizens and two people note what is odd');
const end = Date.now() + Number(minutes) * 60_000;
let seen = '';
while (Date.now() < end && world().guide.mask.exposedTick === 0 && world().narrative.ending === '') {
  const { mask, showing } = world().guide as unknown as { mask: { evidence: readonly string[] }; showing?: { tell?: string } };
  const now = `${mask.evidence.length} known, breaches ${world().governance.breaches.length}, L ${world().governance.legitimacy.toFixed(2)}, woven ${world().narrative.threads.length}`;
  if (now !== seen) say(`  ${(world().tick / TICK_RATE / 60).toFixed(1)} min: ${now}${showing?.tell ? `, it shows ${showing.tell}` : ''}`);
  seen = now;
  for (const p of [ada, ben]) {
    const s = await p.see();
    if (s.scenes.some((q) => q.choices > 0)) await p.key('Digit1');
    const { x, y } = world().guide;
    if (Math.hypot(x - s.x, y - s.y) < 12) await p.hold('KeyY', 0.8);
  }
  await ada.page.waitForTimeout(4000);
}
say(
  world().guide.mask.exposedTick > 0
    ? `the light stands without its mask at ${(world().tick / TICK_RATE / 60).toFixed(1)} min`
    : 'it kept its mask',
);
await ada.page.waitForTimeout(2500);
await shot(ada, 'exposed');
await shot(ben, 'exposed-phone');
await ada.key('KeyU');
await ada.page.waitForTimeout(1500);
await shot(ada, 'cloth');
await ada.key('KeyU');
await Promise.all([browser.close(), second.close()]);
await running.stop();
say(`${shots.length} pictures; the night is ${running.house.dreamId} in ${join(folder, 'data', 'journals')}, with its keys beside it`);
process.exit(0);
