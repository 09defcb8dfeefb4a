/** One seeded bad night: pages that come, walk, ask, go and come back over lines that do all that lines do; then quiet, and everything is compared. */
import { vi } from 'vitest';
import { below, chance, pick, streamOf, uniform } from '../../shared/kernel/random.ts';
import { disagreements } from './agree.ts';
import { type Dreaming, openDream, SLICE_MS, type Tab } from './pair.ts';
import type { Death } from './sockets.ts';

const STORM_MS = 5000;
/** Longest time until everybody is back once the network is well again: pings, silence and retries, ms. */
const CALM_MS = 60_000;
const MOST_TABS = 8;
const DEATHS: readonly Death[] = ['reset', 'reset', 'server-blind', 'page-blind', 'both-blind'];
/** Who is being pushed is shown this near, m: corrections are eased out. The exact place is compared as `own`. */
const NEAR_M = 0.3;
const START_MS = Date.UTC(2026, 0, 1);

export interface Outcome {
  readonly faults: readonly string[];
  /** comparisons of one page with what is right for it */
  readonly compared: number;
  readonly ticks: number;
  readonly did: Readonly<Record<string, number>>;
}

class Storm {
  readonly dream: Dreaming;
  readonly did: Record<string, number> = {};
  private readonly rng: ReturnType<typeof streamOf>;

  constructor(dream: Dreaming, rng: ReturnType<typeof streamOf>) {
    this.dream = dream;
    this.rng = rng;
  }

  private count(what: string): void {
    this.did[what] = (this.did[what] ?? 0) + 1;
  }

  private some(): Tab | undefined {
    const there = this.dream.tabs.filter((tab) => !tab.device.gone);
    return there.length > 0 ? pick(this.rng, there) : undefined;
  }

  /** Draws what happens in this slice; most of the time little does. */
  step(): void {
    const { rng, dream } = this;
    if (dream.tabs.length < 3 || (chance(rng, 0.02) && dream.tabs.length < MOST_TABS)) this.open({});
    const tab = this.some();
    if (!tab) return;
    if (chance(rng, 0.3)) this.walk(tab);
    if (chance(rng, 0.15)) this.ask(tab);
    if (chance(rng, 0.06)) this.trouble(tab);
    if (chance(rng, 0.02)) this.comeAndGo(tab);
    if (chance(rng, 0.01)) this.strange(tab);
  }

  private open(options: { token?: string }): void {
    const { rng } = this;
    const tab = this.dream.open({ name: `n${this.dream.tabs.length}`, ...options });
    tab.device.latencyMs = below(rng, 150);
    tab.device.weight = pick(rng, [1, 1, 30, 300]);
    tab.device.losesAnswers = pick(rng, [0, 0, 0, 0.3]);
    this.count('open');
  }

  private walk(tab: Tab): void {
    const { rng } = this;
    const way = (): number => (chance(rng, 0.3) ? 0 : below(rng, 255) - 127);
    tab.link?.control({ mx: way(), my: way(), float: chance(rng, 0.2), breath: chance(rng, 0.2) });
  }

  private ask(tab: Tab): void {
    const { rng, dream } = this;
    const { link } = tab;
    if (!link) return;
    const other = `p${1 + below(rng, 8)}`;
    const asks: (() => Promise<unknown>)[] = [
      () => link.command('emote', { emote: 'wave' }),
      () => link.command('hide', { who: other, on: chance(rng, 0.6) }),
      () => link.command('limit.set', { lines: chance(rng, 0.5) ? ['loneliness'] : [], veils: [], ceiling: below(rng, 8) / 10 }),
      () => link.command('hand.offer', { to: other }),
      () => link.command('hand.answer', { offer: dream.house.host.dream.world.space.offers[0]?.id ?? 'none', accept: true }),
      () => link.command('act', { target: 'fountain' }),
      () => link.command('say', { words: `hello ${below(rng, 99)}` }),
    ];
    const what = pick(rng, asks);
    // a page that tries again because it heard nothing asks twice
    for (let n = chance(rng, 0.2) ? 2 : 1; n > 0; n--) void what();
    this.count('ask');
  }

  private trouble(tab: Tab): void {
    const { rng } = this;
    const { device } = tab;
    const line = device.open;
    const kind = below(rng, 4);
    if (kind === 0) {
      const seconds = pick(rng, [0.3, 1, 3, 6]);
      device.stalledUntilMs = performance.now() + seconds * 1000;
      this.count('stall');
    } else if (kind === 1) {
      device.awayUntilMs = performance.now() + below(rng, 8000);
      line?.cut('reset', below(rng, 4));
      this.count('away');
    } else if (line) {
      const death = pick(rng, DEATHS);
      line.cut(death, chance(rng, 0.5) ? below(rng, 6) : 0);
      this.count(death);
    }
    if (chance(rng, 0.2)) device.latencyMs = below(rng, 300);
  }

  private comeAndGo(tab: Tab): void {
    const { rng, dream } = this;
    const token = tab.link?.welcome.token;
    const kind = below(rng, 5);
    if (kind === 0 && tab.link) {
      void tab.link.leave();
      this.count('leave');
    } else if (kind <= 2 && token && dream.tabs.length < MOST_TABS) {
      // a refresh, or a second window while the first is still there
      if (kind === 1) tab.kill();
      this.open({ token });
      this.count(kind === 1 ? 'refresh' : 'second window');
    } else if (kind === 3) {
      tab.kill();
      this.count('kill');
    } else if (token) {
      // many windows at once for one citizen
      for (let n = 0; n < 3 && dream.tabs.length < MOST_TABS; n++) this.open({ token });
      this.count('rejoin storm');
    }
  }

  private strange(tab: Tab): void {
    const { rng, dream } = this;
    const kind = below(rng, 6);
    const { world } = dream.house.host.dream;
    if (kind === 0) {
      vi.setSystemTime(Date.now() + pick(rng, [-3_600_000, -5000, 5000, 3_600_000]));
      this.count('clock jump');
    } else if (kind === 1) {
      tab.awake = !tab.awake;
      this.count('frozen page');
    } else if (kind === 2) {
      Object.assign(world.narrative, { ending: 'dawn', endedTick: world.tick - 100_000 });
      this.count('next night');
    } else if (kind === 3) {
      dream.room.meanStepMs = 100;
      this.count('overload');
    } else if (kind === 4 && tab.link && chance(rng, 0.3)) {
      void tab.link.erase();
      this.count('erase');
    } else {
      const avatar = world.space.avatars[tab.me];
      const [x, y] = chance(rng, 0.5) ? [0, 5] : [uniform(rng) * 300 - 150, uniform(rng) * 300 - 150];
      if (avatar) Object.assign(avatar, { x, y, groundX: x, groundY: y, vx: 0, vy: 0 });
      this.count('carried away');
    }
  }

  /** The network is well again, and everybody stands. */
  heal(): void {
    for (const tab of this.dream.tabs) {
      Object.assign(tab.device, { latencyMs: 0, stalledUntilMs: 0, awayUntilMs: 0, losesAnswers: 0, weight: 1 });
      tab.awake = true;
      tab.link?.control({ mx: 0, my: 0, float: false, breath: false });
    }
  }
}

/** Nobody is on their way any more, and no half of a line is left. */
function quiet({ room, tabs }: Dreaming): boolean {
  const live = tabs.filter((tab) => tab.live);
  return tabs.every(settled) && live.every((tab) => tab.device.open?.dead === null) && room.members.online().length === live.length;
}

/** Nobody is on the mist's way back: a page is ahead by its frames there, where a frame may be a metre, and right all the same (seed 40220). */
function resting({ house, tabs }: Dreaming): boolean {
  const { avatars } = house.host.dream.world.space;
  return tabs.every((tab) => !tab.live || (avatars[tab.me]?.mist ?? 0) === 0);
}

const settled = (tab: Tab): boolean => tab.live || tab.state === 'closed' || tab.state === 'failed' || tab.device.gone;

/** @param stormMs how long it lasts, ms of the dream */
export async function runStorm(seed: string, stormMs = STORM_MS): Promise<Outcome> {
  vi.setSystemTime(START_MS);
  const rng = streamOf(seed, 'storm');
  const dream = await openDream(seed, () => uniform(rng));
  const storm = new Storm(dream, rng);
  const faults: string[] = [];
  let compared = 0;
  for (let passed = 0; passed < stormMs; passed += SLICE_MS) {
    storm.step();
    await dream.pass(SLICE_MS);
  }
  storm.heal();
  let calm = 0;
  while (calm < CALM_MS && !(calm >= 1000 && quiet(dream))) {
    calm += 250;
    await dream.pass(250);
    storm.heal();
  }
  await dream.pass(2000);
  for (let ms = 0; ms < CALM_MS && !resting(dream); ms += 50) await dream.pass(50);
  for (const tab of dream.tabs.filter((t) => !settled(t))) faults.push(`${tab.device.host} is ${tab.state}: ${tab.heard.join(' | ')}`);
  for (let tick = 0; tick < 12 && faults.length === 0; tick++) {
    await dream.pass(50);
    await dream.ether.flush();
    faults.push(...disagreements(dream));
    compared += dream.tabs.filter((t) => t.live).length;
  }
  faults.push(...seats(dream));
  const ticks = dream.house.host.dream.world.tick;
  await goAll(dream);
  faults.push(...leaks(dream), ...dream.house.faults);
  await dream.close();
  return { faults, compared, ticks, did: storm.did };
}

/** Exactly those pages are seated that believe it, and all of them dream; oneself is shown where one is, corrections eased out. */
function seats({ house, room, tabs }: Dreaming): string[] {
  const faults: string[] = [];
  const { world } = house.host.dream;
  const live = tabs.filter((tab) => tab.live);
  const believed = live.map((tab) => tab.me).sort();
  const seated = room.members
    .online()
    .map((m) => m.who)
    .sort();
  if (believed.join() !== seated.join()) faults.push(`pages are ${believed}, seats are of ${seated}`);
  const dreaming = Object.values(world.people.byId).filter((p) => p.kind === 'person' && p.state === 'dreaming');
  const here = dreaming.map((p) => p.id).sort();
  if (here.join() !== seated.join()) faults.push(`seats are of ${seated}, dreaming are ${here}`);
  for (const tab of live) {
    const avatar = world.space.avatars[tab.me];
    tab.draw();
    const mine = tab.last?.own.avatar;
    if (!avatar || !mine || !(Math.hypot(mine.x - avatar.x, mine.y - avatar.y) < NEAR_M)) {
      faults.push(`${tab.me} shows oneself at ${mine?.x}, ${mine?.y} and is at ${avatar?.x}, ${avatar?.y}`);
    }
  }
  return faults;
}

/** Everybody goes: half of them say so, the others are cut off. Then the time in which a line may be taken up again passes. */
async function goAll({ house, tabs, pass }: Dreaming): Promise<void> {
  for (const [index, tab] of tabs.entries()) {
    if (index % 2 === 0 && tab.live) void tab.link?.leave();
    else if (!tab.device.gone) {
      tab.device.open?.cut('reset', 0);
      tab.kill();
    }
  }
  await pass(1000);
  for (const tab of tabs) if (!tab.device.gone) tab.kill();
  house.sleep();
  for (let n = 0; n < 80; n++) {
    vi.advanceTimersByTime(1000);
    await pass(SLICE_MS);
  }
}

function leaks({ room, ether }: Dreaming): string[] {
  const left: Record<string, number> = {
    clients: room.clients.length,
    members: room.members.size,
    lines: room.publisher.lines.size,
    'reserved seats': Object.getOwnPropertyNames(room._reservedSeats).length,
    reconnections: Object.keys(room._reconnections).length,
    inputs: room._inputController.accessors.size,
    'seats in the listing': room._listing.clients,
    sockets: [...ether.devices.values()].flatMap((d) => d.lines).filter((l) => l.server.readyState !== 3).length,
  };
  return Object.entries(left)
    .filter(([, n]) => n !== 0)
    .map(([what, n]) => `leaked: ${n} ${what}`);
}
