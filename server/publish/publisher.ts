/**
 * Publishing: what was observed goes to those who may see it. One interface and two publishers, one by cells and one by views;
 * both must show every viewer the same (SPEC.md rule 16).
 */
import type { Client } from '@colyseus/core';
import type { Who } from '../../shared/dream/ids.ts';
import { easeOf, modifiersOf, partnersOf, type Scenery } from '../../shared/dream/space/surroundings.ts';
import type { Dream, World } from '../../shared/dream/world.ts';
import type { OwnTold } from '../../shared/protocol/crowd/own.ts';
import { packIds } from '../../shared/protocol/wire.ts';

/** Somebody whose page is fed. */
export interface Viewer {
  readonly client: Client;
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

/** What is told to its owner alone; null for who is nowhere. */
export function ownTold(world: World, viewer: Viewer, scenery: Scenery): OwnTold | null {
  const { who, lane } = viewer;
  const avatar = world.space.avatars[who];
  if (!avatar) return null;
  const { x, y, z, vx, vy, lift, groundX, groundY, mist } = avatar;
  return {
    x,
    y,
    z,
    vx,
    vy,
    lift,
    groundX,
    groundY,
    mist,
    frame: lane.frame,
    heard: lane.heard,
    lead: lane.lead,
    modifiers: modifiersOf(world, who, scenery),
    ease: easeOf(world.affect.breath[who]),
    partners: packIds(partnersOf(world, who)),
  };
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
