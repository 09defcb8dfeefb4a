/**
 * The reference publisher: one StateView a client, fed from the cells in sight. Whoever hides somebody, or is hidden by them, leaves the view at once,
 * both ways. Simple and slow: at 500 gathered it takes a whole core, so the publisher by cells is the rule and this one what it is measured by.
 */
import { StateView } from '@colyseus/schema';
import type { ThingId, Who } from '../../shared/dream/ids.ts';
import { common } from '../../shared/dream/observe.ts';
import { joinedHands, sceneryOf } from '../../shared/dream/space/surroundings.ts';
import type { Dream } from '../../shared/dream/world.ts';
import { LOOSE } from '../../shared/protocol/crowd/mote.ts';
import type { OwnTold } from '../../shared/protocol/crowd/own.ts';
import { type DreamState, OwnView } from '../../shared/protocol/schema.ts';
import { copyCommon, copyMoving } from './copy.ts';
import { Places } from './places.ts';
import { hidings, ownTold, type Publisher, type Viewer } from './publisher.ts';

interface Sight {
  readonly people: Set<Who>;
  readonly loose: Set<ThingId>;
  own: OwnView | null;
}

export class StateViewPublisher implements Publisher {
  private readonly state: DreamState;
  private readonly sights = new Map<string, Sight>();
  private readonly places = new Places();

  constructor(state: DreamState) {
    this.state = state;
  }

  open(viewer: Viewer): void {
    if (!viewer.client.view) viewer.client.view = new StateView();
    if (!this.sights.has(viewer.session)) {
      this.sights.set(viewer.session, { people: new Set(), loose: new Set(), own: null });
    }
  }

  close(viewer: Viewer): void {
    this.sights.delete(viewer.session);
    viewer.client.view?.dispose();
  }

  /** A patch is never lost without its line. */
  renew(): void {}

  clear(): void {
    for (const sight of this.sights.values()) {
      sight.people.clear();
      sight.loose.clear();
      sight.own = null;
    }
    for (const map of [this.state.people, this.state.loose, this.state.own]) for (const id of [...map.keys()]) map.delete(id);
    this.places.clear();
  }

  publish(dream: Dream, viewers: readonly Viewer[]): boolean {
    const { world } = dream;
    const { places } = this;
    const seen = common(world, dream.scenario);
    copyCommon(this.state, seen);
    copyMoving(this.state, seen);
    places.update(seen);
    const hidden = hidings(world);
    const around = [sceneryOf(world), joinedHands(world)] as const;
    const owners = new Set<Who>();
    for (const viewer of viewers) {
      const sight = this.sights.get(viewer.session);
      const me = places.people.get(viewer.who);
      if (!sight || !me) continue;
      owners.add(viewer.who);
      this.publishOwn(viewer, sight, ownTold(world, viewer, ...around));
      const people = new Set<Who>();
      const loose = new Set<ThingId>();
      const unseen = hidden.get(viewer.who);
      places.seenFrom(me.cell, (mote) => {
        if (mote.kind === LOOSE) loose.add(mote.id);
        else if (!unseen?.has(mote.id)) people.add(mote.id);
      });
      this.look(viewer, sight.people, this.state.people, people);
      this.look(viewer, sight.loose, this.state.loose, loose);
    }
    for (const who of [...this.state.own.keys()]) if (!owners.has(who)) this.state.own.delete(who);
    return true;
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

  private publishOwn(viewer: Viewer, sight: Sight, told: OwnTold | null): void {
    const { who } = viewer;
    if (!told) return;
    let own = this.state.own.get(who);
    if (!own) {
      own = new OwnView();
      this.state.own.set(who, own);
    }
    Object.assign(own, told, { lead: Math.max(-128, Math.min(127, told.lead)) });
    if (sight.own === own) return;
    sight.own = own;
    (viewer.client.view as StateView).add(own);
  }
}
