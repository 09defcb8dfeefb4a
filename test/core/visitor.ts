/**
 * A lone visitor, scripted: does by commands what a curious person would do with the keys, seeing only what `common` and `own` show them.
 */
import type { DreamHost } from '../../server/host/host.ts';
import { steer, wayTo } from '../../shared/citizens/walk.ts';
import type { Command, CommandBody, CommandType } from '../../shared/dream/commands.ts';
import { TICK_RATE } from '../../shared/dream/ids.ts';
import { type Common, common, type Own, own } from '../../shared/dream/observe.ts';
import type { TickResult } from '../../shared/dream/tick.ts';

const CYCLE = 10 * TICK_RATE;

export class Visitor {
  readonly host: DreamHost;
  readonly me: string;
  /** milestones reached, s after joining */
  readonly reached: Record<string, number> = {};
  readonly heard: string[] = [];
  private readonly joinedAt: number;
  private breathing = false;
  private held = { mx: 0, my: 0, float: false, breath: false };

  constructor(host: DreamHost) {
    this.host = host;
    this.me = host.newPerson();
    this.joinedAt = host.dream.world.tick;
    this.host.enqueue({
      type: 'join',
      by: this.me,
      body: { kind: 'person', name: 'Mirel', shape: 'leaf', cloth: 'teal', cast: '', spawn: '' },
    });
  }

  get seconds(): number {
    return (this.host.dream.world.tick - this.joinedAt) / TICK_RATE;
  }

  see(): { all: Common; mine: Own } {
    const { world, scenario } = this.host.dream;
    const mine = own(world, scenario, this.me);
    if (!mine) throw new Error('the visitor is not in the dream');
    return { all: common(world, scenario), mine };
  }

  ask<T extends CommandType>(type: T, body: CommandBody<T>): void {
    this.host.enqueue({ type, by: this.me, body } as unknown as Command);
  }

  /** Lets ticks go by with the present controls until `until` holds or the time is over; true when it held. */
  run(seconds: number, until: () => boolean = () => false): boolean {
    for (let i = 0; i < seconds * TICK_RATE; i++) {
      this.control({ ...this.held, breath: this.breathing && this.host.dream.world.tick % CYCLE < 4 * TICK_RATE });
      this.note(this.host.step());
      if (until()) return true;
    }
    return false;
  }

  breathe(on: boolean): void {
    this.breathing = on;
  }

  /** Walks over whole bridges to within `near` metres of a point. */
  walk(to: { x: number; y: number }, near = 1.2, seconds = 40): boolean {
    const { world, scenario } = this.host.dream;
    for (let i = 0; i < seconds * 4; i++) {
      const at = world.space.avatars[this.me];
      if (!at) return false;
      const way = wayTo(world, scenario, at, to) ?? [to];
      while (way.length > 1 && Math.hypot((way[0]?.x ?? 0) - at.x, (way[0]?.y ?? 0) - at.y) < 1.3) way.shift();
      const next = way[0] ?? to;
      if (Math.hypot(to.x - at.x, to.y - at.y) <= near) break;
      this.held = steer(scenario, at, next, way.length > 1 ? 0.5 : near * 0.7, false);
      this.run(0.25);
    }
    this.held = { mx: 0, my: 0, float: false, breath: false };
    this.run(0.1);
    const at = world.space.avatars[this.me];
    return at !== undefined && Math.hypot(to.x - at.x, to.y - at.y) <= near + 0.8;
  }

  /** Takes a palm that is open to me; else goes to whoever is nearest and offers mine. */
  takeNearestHand(): void {
    for (let tries = 0; tries < 3 && this.see().mine.partners.length === 0; tries++) {
      const { all, mine } = this.see();
      const me = mine.avatar;
      const [palm] = mine.offers;
      if (palm) {
        this.ask('hand.answer', { offer: palm.id, accept: true });
      } else {
        const far = (p: { x: number; y: number }): number => Math.hypot(p.x - me.x, p.y - me.y);
        const near = all.people.filter((p) => p.id !== this.me && p.kind === 'simulated').sort((a, b) => far(a) - far(b))[0];
        if (near && far(near) < 9) this.walk({ x: near.x, y: near.y + 0.6 }, 1.4, 5);
        if (this.see().mine.offers.length === 0) this.ask('hand.offer', { to: '' });
      }
      this.run(3, () => this.see().mine.partners.length > 0);
    }
  }

  mark(what: string): void {
    this.reached[what] ??= this.seconds;
  }

  private control(input: typeof this.held): void {
    const now = this.host.dream.world.space.avatars[this.me]?.input;
    if (now && (now.mx !== input.mx || now.my !== input.my || now.float !== input.float || now.breath !== input.breath))
      this.ask('move', { ...input });
  }

  private note(result: TickResult): void {
    for (const e of result.effects)
      if (e.to === this.me && e.kind === 'words' && e.verdict.outcome !== 'refused')
        this.heard.push(`${this.seconds.toFixed(0)} ${e.by}: ${e.verdict.text}`);
    for (const e of result.events) {
      if (e.type === 'tune.began' && (e.by === this.me || e.about === this.me)) this.mark('in tune');
      if (e.type === 'hands.joined' && (e.by === this.me || e.about === this.me)) this.mark('hand');
      if (e.type === 'lantern.planted' && e.by === this.me) this.mark('lantern');
      if (e.type === 'symbol.woke' && e.by === this.me) this.mark('symbol');
      if (e.type === 'thread.woven' && e.by === this.me) this.mark('thread');
      if (e.type === 'bridge.whole') this.mark('bridge');
      if (e.type === 'shadow.soothed') this.mark('shadow');
    }
  }
}
