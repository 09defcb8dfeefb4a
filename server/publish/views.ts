/**
 * The reference publisher: one StateView a client, fed from a grid with hysteresis. People come into view within sight and leave it a little farther off;
 * whoever hides somebody, or is hidden by them, leaves it at once, both ways.
 */
import { StateView } from '@colyseus/schema';
import type { ThingId, Who } from '../../shared/dream/ids.ts';
import { type Common, hidesEither } from '../../shared/dream/observe.ts';
import { modifiersOf } from '../../shared/dream/space/avatar.ts';
import { easeOf, partnersOf } from '../../shared/dream/space/surroundings.ts';
import type { Dream, World } from '../../shared/dream/world.ts';
import { Grid } from '../../shared/kernel/grid.ts';
import { SIGHT_ENTER_M, SIGHT_LEAVE_M } from '../../shared/protocol/limits.ts';
import { type DreamState, OwnView } from '../../shared/protocol/schema.ts';
import { packIds } from '../../shared/protocol/wire.ts';
import { copyCommon } from './copy.ts';
import type { Publisher, Viewer } from './publisher.ts';

interface Sight {
  readonly people: Set<Who>;
  readonly loose: Set<ThingId>;
  own: OwnView | null;
}

export class StateViewPublisher implements Publisher {
  private readonly state: DreamState;
  private readonly sights = new Map<string, Sight>();

  constructor(state: DreamState) {
    this.state = state;
  }

  open(viewer: Viewer): void {
    if (!viewer.client.view) viewer.client.view = new StateView();
    if (!this.sights.has(viewer.client.sessionId)) {
      this.sights.set(viewer.client.sessionId, { people: new Set(), loose: new Set(), own: null });
    }
  }

  close(viewer: Viewer): void {
    this.sights.delete(viewer.client.sessionId);
    viewer.client.view?.dispose();
  }

  clear(): void {
    for (const sight of this.sights.values()) {
      sight.people.clear();
      sight.loose.clear();
      sight.own = null;
    }
    for (const map of [this.state.people, this.state.loose, this.state.own]) for (const id of [...map.keys()]) map.delete(id);
  }

  publish(dream: Dream, common: Common, viewers: readonly Viewer[]): void {
    copyCommon(this.state, common);
    const { world } = dream;
    const people = new Grid<Who>(16);
    for (const p of common.people) people.add(p.x, p.y, p.id);
    const loose = new Grid<ThingId>(16);
    for (const l of common.loose) loose.add(l.x, l.y, l.id);
    const owners = new Set<Who>();
    for (const viewer of viewers) {
      const sight = this.sights.get(viewer.client.sessionId);
      const me = world.space.avatars[viewer.who];
      if (!sight || !me) continue;
      owners.add(viewer.who);
      this.publishOwn(world, viewer, sight);
      this.look(viewer, sight.people, this.state.people, this.seenPeople(world, viewer.who, sight.people, people));
      this.look(viewer, sight.loose, this.state.loose, near(loose, me.x, me.y, sight.loose));
    }
    for (const who of [...this.state.own.keys()]) if (!owners.has(who)) this.state.own.delete(who);
  }

  private seenPeople(world: World, who: Who, before: ReadonlySet<Who>, grid: Grid<Who>): Set<Who> {
    const me = world.space.avatars[who];
    const seen = me ? near(grid, me.x, me.y, before) : new Set<Who>();
    for (const id of seen) if (id !== who && hidesEither(world, who, id)) seen.delete(id);
    seen.add(who);
    return seen;
  }

  /** Gives and takes so that the view holds exactly `now`. */
  private look<V extends object>(
    viewer: Viewer,
    before: Set<string>,
    map: { get(id: string): V | undefined },
    now: ReadonlySet<string>,
  ): void {
    const view = viewer.client.view as StateView;
    for (const id of [...before]) {
      if (now.has(id)) continue;
      before.delete(id);
      const gone = map.get(id);
      if (gone) view.remove(gone as never);
    }
    for (const id of now) {
      if (before.has(id)) continue;
      const come = map.get(id);
      if (!come) continue;
      before.add(id);
      view.add(come as never);
    }
  }

  private publishOwn(world: World, viewer: Viewer, sight: Sight): void {
    const { who, lane } = viewer;
    const avatar = world.space.avatars[who];
    if (!avatar) return;
    let own = this.state.own.get(who);
    if (!own) {
      own = new OwnView();
      this.state.own.set(who, own);
    }
    own.frame = lane.frame;
    own.lead = Math.max(-128, Math.min(127, lane.lead));
    own.x = avatar.x;
    own.y = avatar.y;
    own.z = avatar.z;
    own.vx = avatar.vx;
    own.vy = avatar.vy;
    own.lift = avatar.lift;
    own.groundX = avatar.groundX;
    own.groundY = avatar.groundY;
    own.mist = avatar.mist;
    own.modifiers = modifiersOf(world, who);
    own.ease = easeOf(world, who);
    own.partners = packIds(partnersOf(world, who));
    if (sight.own === own) return;
    sight.own = own;
    (viewer.client.view as StateView).add(own);
  }
}

/** What is within the nearer distance, and what was seen before and is within the farther one. */
function near(grid: Grid<string>, x: number, y: number, before: ReadonlySet<string>): Set<string> {
  const close = new Set(grid.near(x, y, SIGHT_ENTER_M));
  if (before.size > 0) for (const id of grid.near(x, y, SIGHT_LEAVE_M)) if (before.has(id)) close.add(id);
  return close;
}
