/** Readers who cannot keep up are let go before their backlog fills the house; they come back with a whole state (SPEC.md rule 46). */
import type { Client } from '@colyseus/core';
import { BUFFER_HARD_BYTES } from '../../shared/protocol/limits.ts';
import { CLOSE } from '../../shared/protocol/messages.ts';
import type { House } from './house.ts';
import type { Member } from './members.ts';

/** Ticks between two looks at who cannot keep up. */
const EVERY = 4;
/** A reader that does not even take its farewell is cut off after this, ms. */
const FAREWELL_MS = 2000;

export class Guard {
  private readonly house: House;
  /** calls back after so many ms of the room's clock */
  private readonly later: (act: () => void, ms: number) => void;
  /** told to go, and not gone yet */
  private readonly going = new WeakSet<Client>();

  constructor(house: House, later: (act: () => void, ms: number) => void) {
    this.house = house;
    this.later = later;
  }

  look(tick: number, members: readonly Member[]): void {
    if (tick % EVERY !== 0) return;
    for (const { client, outbox, who } of members) {
      const bytes = outbox.waiting;
      if (bytes <= BUFFER_HARD_BYTES || this.going.has(client)) continue;
      this.going.add(client);
      this.house.metrics.refuse('line.backPressure');
      this.house.log.warn({ who, bytes }, 'line too slow, closed');
      const socket = client.ref as unknown as { terminate?: () => void };
      client.leave(CLOSE.backPressure, 'Your line could not keep up with the dream. Please reload the page.');
      this.later(() => socket.terminate?.(), FAREWELL_MS);
    }
  }
}
