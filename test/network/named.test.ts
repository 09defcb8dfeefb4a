/** What bad nights (`storm.ts`) found once, each by its name. SPEC.md rules are cited as [n]. */
import { pack } from 'msgpackr';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUFFER_HARD_BYTES } from '../../shared/protocol/limits.ts';
import { disagreements } from './agree.ts';
import { type Dreaming, openDream, type Tab } from './pair.ts';

let dream: Dreaming;

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  for (const way of ['info', 'warn', 'error'] as const) vi.spyOn(console, way).mockImplementation(() => undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
beforeEach(async () => {
  dream = await openDream('named');
});
afterEach(async () => {
  await dream.close();
  expect(dream.house.faults).toEqual([]);
});

const still = { mx: 0, my: 0, float: false, breath: false };
const world = () => dream.house.host.dream.world;
const state = (tab: Tab) => world().people.byId[tab.me]?.state;
const cut = (tab: Tab, death: Parameters<NonNullable<Tab['device']['open']>['cut']>[0] = 'reset', kept = 0): void =>
  tab.device.open?.cut(death, kept);
/** Lets time pass until it holds, at most `seconds`. */
async function until(holds: () => boolean, seconds: number): Promise<void> {
  for (let ms = 0; ms < seconds * 1000 && !holds(); ms += 100) await dream.pass(100);
  expect(holds()).toBe(true);
}
async function joined(options = {}): Promise<Tab> {
  const tab = dream.open(options);
  await until(() => tab.live && tab.last !== null, 3);
  return tab;
}
async function whole(): Promise<void> {
  for (const tab of dream.tabs) tab.device.latencyMs = 0;
  await dream.pass(500);
  for (let tick = 0; tick < 20; tick++) {
    await dream.pass(50);
    await dream.ether.flush();
    expect(disagreements(dream)).toEqual([]);
  }
}

describe('the wall clock', () => {
  it('set back by an hour stops no dream and makes nobody a flood [15] [42]', async () => {
    const tab = await joined();
    vi.setSystemTime(Date.now() - 3_600_000);
    const from = world().tick;
    await dream.pass(10_000);
    expect(world().tick - from).toBeGreaterThan(190);
    expect(tab.heard).toEqual([]);
    await whole();
  });
});

describe('a line that only one end knows to be dead', () => {
  it('is noticed by the page, which takes it up again [9]', async () => {
    const tab = await joined();
    cut(tab, 'page-blind');
    await until(() => tab.state === 'rejoined', 12);
    await until(() => state(tab) === 'dreaming', 1);
    await whole();
  });

  it('is noticed by the server, which keeps the place meanwhile [5] [9]', async () => {
    const tab = await joined();
    cut(tab, 'server-blind');
    await dream.pass(1000);
    expect(state(tab)).toBe('dreaming');
    await until(() => tab.state === 'rejoined', 20);
    expect(dream.room.clients.length).toBe(1);
    await whole();
  });

  it('keeps no one from the new night that began meanwhile: the welcome is said again [8]', async () => {
    const [tab] = [await joined({ name: 'Ada' }), await joined()];
    const first = tab.link?.welcome.dreamId;
    cut(tab, 'both-blind');
    Object.assign(world().narrative, { ending: 'dawn', endedTick: world().tick - 100_000 });
    await until(() => tab.state === 'rejoined' && tab.link?.welcome.dreamId !== first, 20);
    expect(world().people.byId[tab.me]).toMatchObject({ name: 'Ada', state: 'dreaming' });
    await whole();
  });

  it('may still deliver what was under way, and the page does not hear it behind the next line [9] [17]', async () => {
    const tab = await joined();
    const old = tab.device.open;
    cut(tab, 'page-blind');
    await until(() => tab.state === 'rejoined', 12);
    // a name that the old line told late
    old?.page.hear(Uint8Array.from([13, 165, ...Buffer.from('names'), ...pack({ p9: 'Ghost' })]));
    await dream.pass(200);
    expect(tab.last?.names).not.toHaveProperty('p9');
    await whole();
  });
});

describe('joining and leaving in a bad moment', () => {
  it('a line that breaks before the welcome is a sentence, and no seat is left behind [1]', async () => {
    const tab = dream.open();
    await until(() => tab.device.open !== undefined, 2);
    cut(tab);
    await until(() => tab.state === 'failed', 15);
    expect(tab.heard[0]).toMatch(/cannot be reached/);
    await dream.pass(80_000);
    expect([dream.room.clients.length, dream.room.members.size, dream.room._listing.clients]).toEqual([0, 0, 0]);
  });

  it('who leaves while the line is down has left when it is back [5]', async () => {
    const tab = await joined();
    const who = tab.me;
    tab.device.awayUntilMs = performance.now() + 2000;
    cut(tab);
    await dream.pass(500);
    await tab.link?.leave();
    await until(() => world().people.byId[who]?.state === 'awake', 15);
    expect(tab.state).toBe('closed');
    expect(dream.room.members.size).toBe(0);
  });

  it('who comes back by token in the tick of their own leaving is somebody new, and not seated as nobody [4]', async () => {
    const tab = await joined();
    const token = tab.link?.welcome.token ?? '';
    const read = dream.house.identity.read.bind(dream.house.identity);
    // the leaving is heard while the next window is let in
    let reads = 0;
    dream.house.identity.read = (...given) => {
      const who = read(...given);
      // the first time it is asked whether they may, the second time who they are
      if (who === tab.me && ++reads === 2) {
        tab.device.open?.server.hear(Buffer.from([12]));
      }
      return who;
    };
    const next = await joined({ token });
    await until(() => state(next) === 'dreaming', 1);
    expect(next.me).not.toBe(tab.me);
    await whole();
  });

  it('a line that breaks in the moment it is taken up again leaves an ember and no sleepwalker [5]', async () => {
    const tab = await joined();
    const who = tab.me;
    cut(tab);
    await until(() => state(tab) === 'ember', 3);
    // the server's end closes while the room is greeting it
    const { accept } = dream.ether;
    dream.ether.accept = function (this: typeof dream.ether, line, url) {
      accept.call(this, line, url);
      line.server.readyState = 2;
      tab.device.gone = true;
    };
    await dream.pass(5000);
    expect(world().people.byId[who]?.state).toBe('ember');
    expect(dream.room.members.online()).toEqual([]);
  });

  it('a night that ends while a line is down leaves nothing of that line [8]', async () => {
    const [tab] = [await joined(), await joined()];
    tab.kill();
    await until(() => dream.room.members.online().length === 1, 3);
    Object.assign(world().narrative, { ending: 'dawn', endedTick: world().tick - 100_000 });
    await dream.pass(80_000);
    expect(dream.room.publisher.lines.size).toBe(1);
  });
});

describe('two windows [6]', () => {
  it('an older one that comes back by itself does not take the place from one opened since', async () => {
    const older = await joined();
    older.device.awayUntilMs = performance.now() + 4000;
    cut(older);
    await dream.pass(500);
    const newer = await joined({ token: older.link?.welcome.token ?? '' });
    expect(newer.me).toBe(older.me);
    await until(() => older.state === 'closed', 30);
    expect(older.heard.at(-1)).toMatch(/another window/);
    expect(newer.state).toBe('joined');
    expect(state(newer)).toBe('dreaming');
    await whole();
  });

  it('one whose answers are lost again and again is not taken for another', async () => {
    const tab = await joined();
    const { me } = tab;
    // the line can be taken up no more, so the page comes by its token; the first welcome to it is lost, and with it its new token
    const { accept } = dream.ether;
    let lost = 0;
    dream.ether.accept = function (this: typeof dream.ether, line, url) {
      accept.call(this, line, url);
      if (url.searchParams.has('reconnectionToken') || lost++ > 0) return;
      setTimeout(() => line.cut('page-blind', 0), 100);
    };
    tab.device.latencyMs = 200;
    tab.device.awayUntilMs = performance.now() + 70_000;
    cut(tab);
    await until(() => tab.state === 'rejoined', 150);
    expect(lost).toBeGreaterThan(1);
    expect(tab.me).toBe(me);
    await whole();
  });
});

describe('a reader that stalls [46]', () => {
  it('is let go once, and comes back whole', async () => {
    const tab = await joined();
    const other = await joined();
    other.link?.control({ ...still, mx: 90 });
    Object.assign(tab.device, { weight: BUFFER_HARD_BYTES, stalledUntilMs: performance.now() + 4000 });
    await until(() => dream.house.refusals['line.backPressure'] === 1, 4);
    await until(() => tab.state === 'rejoined', 20);
    other.link?.control(still);
    tab.device.weight = 1;
    expect(dream.house.refusals['line.backPressure']).toBe(1);
    await dream.pass(2000);
    await whole();
  });
});
