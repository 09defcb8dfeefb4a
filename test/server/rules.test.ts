/** What the room does for two people and against a bad one. SPEC.md rules are cited as [n]. */
import { Client, type Room } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../client/net/index.ts';
import { CONSENT_WORDING } from '../../shared/dream/governance/model.ts';
import { CLOSE, PROTOCOL, ROOM } from '../../shared/protocol/messages.ts';
import { openHouse, openPage, type Page, pause, type TestHouse, until } from './house.ts';

let house: TestHouse;
let a: Page;
let b: Page;

beforeAll(async () => {
  house = await openHouse();
  a = await openPage(house, { name: 'Ada', shape: 'moon', cloth: 'iris' });
  b = await openPage(house, { name: 'Ben' });
  await until(() => a.sees(b.me) !== undefined && b.sees(a.me) !== undefined, 'both in sight');
});
afterAll(async () => {
  await a.close();
  await b.close();
  await house.end();
});

const refused = (rule: string): Promise<number> => house.house.metrics.refused(rule);
const world = () => house.house.host.dream.world;
const still = { mx: 0, my: 0, float: false, breath: false };

/** A raw line of the SDK, for what no page would send. */
async function rawLine(): Promise<{ room: Room; who: string }> {
  const room = (await new Client(`http://127.0.0.1:${house.port}`).join(ROOM, { protocol: PROTOCOL })) as Room;
  const who = await new Promise<string>((resolve) => room.onMessage('welcome', (w: { me: string }) => resolve(w.me)));
  room.onMessage('*', () => undefined);
  room.reconnection.enabled = false;
  await until(() => world().space.avatars[who] !== undefined, 'the raw line in the world');
  return { room, who };
}

describe('two people', () => {
  it('see each other as they chose to look [10]', () => {
    const seen = b.sees(a.me);
    expect(seen).toMatchObject({ kind: 'person', shape: 'moon', cloth: 'iris' });
  });

  it('the room steps 12 to 28 times a second', async () => {
    const from = world().tick;
    const start = performance.now();
    await pause(3000);
    const perSecond = (world().tick - from) / ((performance.now() - start) / 1000);
    expect(perSecond).toBeGreaterThan(12);
    expect(perSecond).toBeLessThan(28);
  });

  it('walking is seen by the other, who shows it a moment later at the same place [20]', async () => {
    const from = b.sees(a.me)?.x ?? 0;
    a.link.control({ ...still, mx: 127 });
    await until(() => (b.sees(a.me)?.x ?? 0) > from + 1.5, 'a metre and a half of way');
    a.link.control(still);
    await until(() => world().space.avatars[a.me]?.vx === 0, 'standing still');
    await until(() => Math.abs((b.sees(a.me)?.x ?? 0) - (a.last?.own.avatar.x ?? 99)) < 0.05, 'the same place on both pages');
    await until(
      () => Math.abs((world().space.avatars[a.me]?.x ?? 0) - (a.last?.own.avatar.x ?? 99)) < 1e-9,
      'the same place to the last digit',
    );
  });

  it("one's breath lights the other page, and not when the input is blocked [24]", async () => {
    a.link.control({ ...still, breath: true });
    await until(() => b.sees(a.me)?.breathIn === true, 'breath on the other page');
    a.link.control(still);
    await until(() => b.sees(a.me)?.breathIn === false, 'breath out');
    a.freeze();
    a.link.control({ ...still, breath: true });
    const from = world().tick;
    await until(() => world().tick > from + 20, 'a second of the dream');
    expect(b.sees(a.me)?.breathIn).toBe(false);
    a.thaw();
    await until(() => b.sees(a.me)?.breathIn === true, 'breath again once the input flows');
    a.link.control(still);
  });

  it('a held key is let go when a page falls silent [23]', async () => {
    a.link.control({ ...still, my: 127 });
    await until(() => (world().space.avatars[a.me]?.input.my ?? 0) === 127, 'walking');
    a.freeze();
    await until(() => (world().space.avatars[a.me]?.input.my ?? 1) === 0, 'let go');
    a.link.control(still);
    a.thaw();
  });

  it('names are read within 12 m, and not beyond [31]', async () => {
    await until(() => b.last?.names[a.me] === 'Ada', 'the name of who is near');
    const avatar = world().space.avatars[a.me];
    const back = { x: avatar?.x ?? 0, y: avatar?.y ?? 0 };
    if (avatar) Object.assign(avatar, { x: 42, y: 0, groundX: 42, groundY: 0 });
    await until(() => b.last?.names[a.me] === undefined, 'no name from far');
    expect(JSON.stringify(b.last)).not.toContain('Ada');
    if (avatar) Object.assign(avatar, { ...back, groundX: back.x, groundY: back.y });
    await until(() => b.last?.names[a.me] === 'Ada', 'the name again');
  });

  it('hiding takes each out of the other page, both ways, and back [14]', async () => {
    expect(await a.link.command('hide', { who: b.me, on: true })).toBeNull();
    await until(() => a.sees(b.me) === undefined && b.sees(a.me) === undefined, 'gone both ways');
    expect(await a.link.command('hide', { who: b.me, on: false })).toBeNull();
    await until(() => a.sees(b.me) !== undefined && b.sees(a.me) !== undefined, 'back both ways');
  });

  it("what is one's own never reaches another page [12] [30]", async () => {
    await a.link.command('limit.set', { lines: ['loneliness'], veils: ['belonging'], ceiling: 0.37 });
    await a.link.command('consent.give', { purpose: 'own-view', wording: CONSENT_WORDING });
    await a.link.command('reading', {
      seq: 1,
      deviceMs: 0,
      hr: 143,
      rmssd: 31,
      arousal: 55,
      breathPhase: 0,
      breathRate: 140,
      quality: 3,
      state: 'good',
    });
    await until(() => a.last?.own.limits.ceiling === 0.37 && a.last.own.signal.hr === 143, 'own things on the own page');
    const others = JSON.stringify([b.last, rawState(b)]);
    for (const secret of ['own-view', '"loneliness"', CONSENT_WORDING]) expect(others).not.toContain(secret);
    // numbers as whole values: their digits may well stand in somebody's place
    const numbers = new Set<unknown>();
    JSON.parse(others, (key, value: unknown) => {
      if (key !== 'tick') numbers.add(value);
      return value;
    });
    expect(numbers.size).toBeGreaterThan(10);
    expect([numbers.has(0.37), numbers.has(143)]).toEqual([false, false]);
    const at = world().space.avatars[b.me];
    expect(ownPlace(b)).toEqual({ x: at?.x, y: at?.y });
    expect(others).not.toContain(String(world().space.avatars[a.me]?.x));
    await a.link.command('consent.withdraw', { purpose: 'own-view' });
  });
});

interface Inside {
  room: { state: { toJSON(): unknown } };
  sights: { people: unknown; loose: unknown; own: { x: number; y: number } };
}

/** Everything the page holds of the state: what the SDK decoded, and the crowd's frames. */
function rawState(page: Page): unknown {
  const { room, sights } = page.link as unknown as Inside;
  return [room.state.toJSON(), sights.people, sights.loose];
}

/** Where the only exact state is that a page holds. */
function ownPlace(page: Page): { x: number; y: number } {
  const { x, y } = (page.link as unknown as Inside).sights.own;
  return { x, y };
}

describe('what is refused, and counted', () => {
  it('commands that are none, of the dream alone, or of somebody else [40]', async () => {
    const { room } = await rawLine();
    const ask = (message: unknown) => room.request('command', message) as Promise<{ rule: string } | null>;
    expect(await ask('hello')).toMatchObject({ rule: 'message.shape' });
    expect(await ask({ type: 'fly', body: {} })).toMatchObject({ rule: 'command.unknown' });
    expect(await ask({ type: 'night.end', body: {} })).toMatchObject({ rule: 'command.host' });
    expect(await ask({ type: 'emote', body: { emote: 'wave' }, by: a.me })).toMatchObject({ rule: 'message.shape' });
    expect(await ask({ type: 'emote', body: { emote: 'wave', by: a.me } })).toMatchObject({ rule: 'command.field' });
    expect(await ask({ type: 'move', body: { mx: 1e300, my: 0, float: false, breath: false } })).toMatchObject({ rule: 'message.channel' });
    expect(await ask({ type: '__proto__', body: {} })).toMatchObject({ rule: 'command.unknown' });
    expect(await refused('message.shape')).toBeGreaterThanOrEqual(2);
    await room.leave();
  });

  it('movement that is no number, infinite or huge [21]', async () => {
    const { room, who } = await rawLine();
    const handle = room.input({ mode: 'reliable' }) as unknown as {
      data: { frame: number; mx: number; my: number; held: number };
      send(): number;
    };
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1e308, 1e9, 999]) {
      handle.data.frame += 1;
      handle.data.mx = value;
      handle.data.my = value;
      handle.data.held = 255;
      handle.send();
    }
    const from = world().tick;
    await until(() => world().tick > from + 10, 'half a second');
    const avatar = world().space.avatars[who];
    expect([avatar?.x, avatar?.y, avatar?.vx, avatar?.vy].every(Number.isFinite)).toBe(true);
    expect(Math.abs(avatar?.input.mx ?? 999)).toBeLessThanOrEqual(127);
    await room.leave();
  });

  it('a reading that was not agreed to changes nothing; agreed, it is taken; out of range, order or rate it is not [50]', async () => {
    const { room, who } = await rawLine();
    const reading = { seq: 1, deviceMs: 1, hr: 72, rmssd: 40, arousal: 10, breathPhase: 0, breathRate: 60, quality: 3, state: 'good' };
    const ask = (type: string, body: unknown) => room.request('command', { type, body }) as Promise<{ rule: string } | null>;
    expect(await ask('reading', reading)).toMatchObject({ rule: 'reading.consent' });
    expect(world().affect.body[who]?.state ?? 'refused').toBe('refused');
    expect(await refused('reading.consent')).toBe(1);
    expect(await ask('consent.give', { purpose: 'own-view', wording: CONSENT_WORDING })).toBeNull();
    expect(await ask('reading', reading)).toBeNull();
    expect(world().affect.body[who]?.hr).toBe(72);
    expect(await ask('reading', reading)).toMatchObject({ rule: 'reading.order' });
    expect(await ask('reading', { ...reading, seq: 2, hr: 5 })).toMatchObject({ rule: 'reading.range' });
    expect(await ask('reading', { ...reading, seq: 3, hr: Number.NaN })).toMatchObject({ rule: 'command.field' });
    expect(await ask('reading', { ...reading, seq: 4, quality: 0 })).toMatchObject({ rule: 'reading.quality' });
    const many = await Promise.all(Array.from({ length: 8 }, (_, i) => ask('reading', { ...reading, seq: 10 + i })));
    expect(many.some((answer) => answer?.rule === 'reading.rate')).toBe(true);
    await room.leave();
  });

  it('unknown messages, and a flood: its line is closed, the others walk on [41] [42]', async () => {
    const { room } = await rawLine();
    const closed = new Promise<number>((resolve) => room.onLeave(resolve));
    room.send('dance', { now: true });
    await until(async () => (await refused('message.unknown')) > 0, 'an unknown message counted');
    for (let i = 0; i < 500; i++) room.send('command', { type: 'emote', body: { emote: 'wave' } });
    expect([4002, CLOSE.flood, 1006]).toContain(await closed);
    await mustWalk();
  });

  it('a frame that is too large closes its own line only [43]', async () => {
    const { room } = await rawLine();
    const closed = new Promise<number>((resolve) => room.onLeave(resolve));
    room.sendBytes('x', new Uint8Array(10_000));
    expect([1009, 1006]).toContain(await closed);
    await mustWalk();
  });

  it('bytes that are no message at all [44]', async () => {
    const { room } = await rawLine();
    const closed = new Promise<number>((resolve) => room.onLeave(resolve));
    for (const bytes of [[], [255], [13], [13, 255, 255], [16, 1], [200, 0, 0]]) room.connection.send(Uint8Array.from(bytes));
    room.connection.send(Uint8Array.from([13, 161, 120, 193, 193]));
    await Promise.race([closed, pause(400)]);
    await mustWalk();
    if (room.connection.isOpen) await room.leave();
  });

  it('an HTTP body that is too large, and making rooms of one’s own [45]', async () => {
    const url = `http://127.0.0.1:${house.port}/matchmake`;
    const post = (path: string, body: string) =>
      fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect((await post('/join/dream', JSON.stringify({ protocol: PROTOCOL, name: 'x'.repeat(20_000) }))).status).toBe(413);
    expect((await post('/create/dream', JSON.stringify({ protocol: PROTOCOL }))).ok).toBe(false);
    expect((await post('/joinOrCreate/dream', JSON.stringify({ protocol: PROTOCOL }))).ok).toBe(false);
  });

  it('a page of another protocol is told to reload [2]', async () => {
    const old = connect(`http://127.0.0.1:${house.port}`, { protocol: PROTOCOL, name: 'x' });
    const { link } = { link: await old };
    await link.leave();
    const client = new Client(`http://127.0.0.1:${house.port}`);
    await expect(client.join(ROOM, { protocol: 99 })).rejects.toThrow(/reload the page/);
    await expect(client.join(ROOM, {})).rejects.toThrow(/protocol/);
  });
});

async function mustWalk(): Promise<void> {
  const from = a.last?.own.avatar.y ?? 0;
  const way = from > 0 ? -127 : 127;
  a.link.control({ ...still, my: way });
  await until(() => Math.abs((b.sees(a.me)?.y ?? from) - from) > 0.5, 'the others walk on');
  a.link.control(still);
}
