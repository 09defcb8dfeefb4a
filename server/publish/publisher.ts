/**
 * Publishing: what was observed goes to those who may see it. One interface and two publishers, one by cells and one by views;
 * both must show every viewer the same (SPEC.md rule 16).
 */
import type { Client } from '@colyseus/core';
import type { Who } from '../../shared/dream/ids.ts';
import { easeOf, joinedHands, modifiersAt, type Scenery, sceneryOf } from '../../shared/dream/space/surroundings.ts';
import type { Dream, World } from '../../shared/dream/world.ts';
import { nothingTold, type OwnKept, type OwnTold } from '../../shared/protocol/crowd/own.ts';
import { packIds } from '../../shared/protocol/wire.ts';
import type { Outbox } from './outbox.ts';

/** Somebody whose page is fed. */
export interface Viewer {
  readonly client: Client;
  /** the client's `sessionId`: Colyseus keeps clients as dictionaries, and reading from them is slow */
  readonly session: string;
  readonly outbox: Outbox;
  readonly who: Who;
  /** the page's input frame that the world has stepped through, the newest heard of, and how early that came */
  readonly lane: { readonly frame: number; readonly heard: number; readonly lead: number };
}

export interface Publisher {
  /** Prepares the line of somebody who joins, comes back or begins a new night; before their first state. */
  open(viewer: Viewer): void;
  close(viewer: Viewer): void;
  /** The page has lost its place: next time it gets everything. */
  renew(viewer: Viewer): void;
  /**
   * Observes one tick and decides who sees what. What is not part of the schema goes out at once.
   * @returns true when the schema has something new, and the room should send its patch
   */
  publish(dream: Dream, viewers: readonly Viewer[]): boolean;
  /** A new night: everything of the last one is gone. */
  clear(): void;
}

const NO_HANDS: readonly Who[] = [];

/**
 * What is told to its owner alone; null for who is nowhere. What is the same for all, scenery and who holds whose hands, may be gathered once.
 * @param into written over and returned
 */
export function ownTold(
  world: World,
  viewer: Pick<Viewer, 'who' | 'lane'>,
  scenery: Scenery = sceneryOf(world),
  hands: ReadonlyMap<Who, readonly Who[]> = joinedHands(world),
  into: OwnKept = nothingTold(),
): OwnTold | null {
  const { who, lane } = viewer;
  const avatar = world.space.avatars[who];
  if (!avatar) return null;
  const breath = world.affect.breath[who];
  const partners = hands.get(who) ?? NO_HANDS;
  into.x = avatar.x;
  into.y = avatar.y;
  into.z = avatar.z;
  into.vx = avatar.vx;
  into.vy = avatar.vy;
  into.lift = avatar.lift;
  into.groundX = avatar.groundX;
  into.groundY = avatar.groundY;
  into.mist = avatar.mist;
  into.frame = lane.frame;
  into.heard = lane.heard;
  into.lead = lane.lead;
  into.modifiers = modifiersAt(world, avatar, breath, scenery, partners);
  into.ease = easeOf(breath);
  into.partners = packIds(partners);
  return into;
}

/** Who may not see whom, both ways; people who hide nobody and are hidden by nobody are not in it. */
export function hidings(world: World): Map<Who, Set<Who>> {
  const from = new Map<Who, Set<Who>>();
  const add = (a: Who, b: Who): void => {
    const set = from.get(a);
    if (set) set.add(b);
    else from.set(a, new Set([b]));
  };
  for (const [a, list] of Object.entries(world.governance.hidden)) {
    for (const b of list) {
      if (a === b) continue;
      add(a, b);
      add(b, a);
    }
  }
  return from;
}
