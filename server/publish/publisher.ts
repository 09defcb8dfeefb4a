/**
 * Publishing: what was observed goes to those who may see it. One interface, so that a publisher by shared cells can stand beside the one by views;
 * both must show every viewer the same.
 */
import type { Client } from '@colyseus/core';
import type { Who } from '../../shared/dream/ids.ts';
import type { Common } from '../../shared/dream/observe.ts';
import type { Dream } from '../../shared/dream/world.ts';

/** Somebody whose page is fed. */
export interface Viewer {
  readonly client: Client;
  readonly who: Who;
  /** the page's input frame that the world has stepped through, and how many wait */
  readonly lane: { readonly frame: number; readonly lead: number };
}

export interface Publisher {
  /** Prepares the line of somebody who joins or comes back; before their first state. */
  open(viewer: Viewer): void;
  close(viewer: Viewer): void;
  /** Copies one tick's observation and decides who sees what. The room sends the patch afterwards. */
  publish(dream: Dream, common: Common, viewers: readonly Viewer[]): void;
  /** A new night: everything of the last one is gone. */
  clear(): void;
}
