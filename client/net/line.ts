/** The socket under a room: counts bytes, and can be made slow for trying out a far server. */
import type { Room } from '@colyseus/sdk';

export interface Line {
  bytesIn: number;
  /** time in which nothing came, ms; counted by pictures, so that a page that slept does not take its own sleep for silence */
  silentMs: number;
  /** a frame of state came */
  arrived(): void;
  /** frames of state that came in the last second */
  patchesPerSecond(): number;
}

/** @param latencyMs simulated round trip, half of it either way; order is kept */
export function tapLine(room: Room, latencyMs: number): Line {
  const { connection } = room;
  const arrivals: number[] = [];
  const line: Line = {
    bytesIn: 0,
    silentMs: 0,
    arrived: () => void arrivals.push(performance.now()),
    patchesPerSecond() {
      const since = performance.now() - 1000;
      while (arrivals.length > 0 && (arrivals[0] as number) < since) arrivals.shift();
      return arrivals.length;
    },
  };
  const half = latencyMs / 2;
  // a room that was left has let its state go: what is still under way has nowhere to arrive
  let over = false;
  const deliver = connection.events.onmessage as ((event: MessageEvent) => void) | undefined;
  connection.events.onmessage = (event: MessageEvent) => {
    // a socket that was given up may still deliver what was under way, behind the first words of the next one
    if (event.target !== (connection.transport as unknown as { ws: EventTarget }).ws) return;
    line.silentMs = 0;
    line.bytesIn += (event.data as ArrayBuffer).byteLength;
    if (half === 0) deliver?.(event);
    else setTimeout(() => over || deliver?.(event), half);
  };
  room.onLeave(() => {
    over = true;
  });
  if (half > 0) {
    const send = connection.send.bind(connection);
    connection.send = (data: Uint8Array) => {
      const copy = Uint8Array.from(data);
      setTimeout(() => {
        if (connection.isOpen) send(copy);
      }, half);
    };
  }
  return line;
}
