/**
 * What a tick says to a line, gathered and handed to the system in one piece: of all that a full room does, one call of the system a message costs most.
 * How much of what was sent still waits in a line. Reaches into ws and uWebSockets behind Colyseus; `test/server/outbox.test.ts` holds it to what they do.
 */
import type { Client } from '@colyseus/core';

interface Ref {
  /** of ws */
  readonly readyState?: number;
  readonly extensions?: string;
  readonly bufferedAmount?: number;
  readonly _socket?: { write?: (bytes: Uint8Array) => boolean; writableLength?: number } | null;
  /** of uWebSockets */
  readonly ws?: {
    getBufferedAmount?: () => number;
    cork?: (act: () => void) => unknown;
  };
}

const refOf = (client: Client): Ref => client.ref as unknown as Ref;

const OPEN = 1;
/** RFC 6455, 5.2: the last piece of a binary message; lengths up to 125 stand in the second byte, those up to 65535 in two more behind 126 */
const WHOLE_BINARY = 0x82;
const SHORT = 125;
const TWO_BYTES = 126;
const LONGEST = 65535;

const HEADER = 4;
/** Bytes that an outbox begins with, and the most it keeps for the next tick. */
const SIZE = 1024;
const KEPT = 16_384;

type Raw = Client['raw'];

const outboxes = new WeakMap<Client, Outbox>();

/** Of one line. While it is held, messages are put one behind the other, as they go on the wire; anything else it lets pass, in order. */
export class Outbox {
  private held = false;
  private bytes = Buffer.allocUnsafe(SIZE);
  private at = 0;
  private messages: Uint8Array[] = [];
  /** the line's socket, another one after it was taken up again, and whether it can be held */
  private ref: Ref | null = null;
  private can = false;
  private readonly client: Client;
  private readonly direct: Raw;

  private constructor(client: Client) {
    this.client = client;
    this.direct = client.raw.bind(client);
    client.raw = (data, options, told) => {
      if (!told && data instanceof Uint8Array && this.take(data, data.length)) return;
      this.flush();
      this.direct(data, options, told);
    };
  }

  /** The one of a line: what is sent to the client by any way goes through it from then on. */
  static of(client: Client): Outbox {
    let box = outboxes.get(client);
    if (!box) {
      box = new Outbox(client);
      outboxes.set(client, box);
    }
    return box;
  }

  /** Gathers what is sent from now on, where the transport can; where not, every message leaves by itself. */
  hold(): void {
    const ref = refOf(this.client);
    if (ref !== this.ref) {
      this.ref = ref;
      // compressed messages are ws's own business
      this.can = ref.ws ? ref.ws.cork !== undefined : ref.extensions === '' && ref._socket?.write !== undefined;
    }
    this.held = this.can;
  }

  release(): void {
    this.flush();
    this.held = false;
  }

  /** Bytes that wait, either transport; 0 where it cannot be known. */
  get waiting(): number {
    const ref = this.ref ?? refOf(this.client);
    return ref.bufferedAmount ?? ref.ws?.getBufferedAmount?.() ?? 0;
  }

  /** Sends the first `length` of bytes that the caller writes over afterwards. */
  send(bytes: Uint8Array, length: number): void {
    if (!this.take(bytes, length)) this.client.enqueueRaw(Buffer.from(bytes.subarray(0, length)));
  }

  /** Puts a copy behind what is held; false where nothing is. */
  private take(data: Uint8Array, length: number): boolean {
    if (!this.held || length > LONGEST) return false;
    if (this.ref?.ws) {
      this.messages.push(data.slice(0, length));
      return true;
    }
    this.room(length + HEADER);
    const { bytes } = this;
    let { at } = this;
    bytes[at++] = WHOLE_BINARY;
    if (length <= SHORT) {
      bytes[at++] = length;
    } else {
      bytes[at++] = TWO_BYTES;
      bytes[at++] = length >> 8;
      bytes[at++] = length & 255;
    }
    // the engine's own copying begins to pay at about this length
    if (length < 64) for (let i = 0; i < length; i++) bytes[at + i] = data[i] as number;
    else bytes.set(length === data.length ? data : data.subarray(0, length), at);
    this.at = at + length;
    return true;
  }

  private room(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe((this.at + more) * 2);
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }

  private flush(): void {
    if (this.at > 0) {
      const { readyState, _socket } = this.ref ?? {};
      const whole = this.bytes.subarray(0, this.at);
      this.at = 0;
      if (readyState === OPEN) {
        _socket?.write?.(whole);
        // what the system did not take at once it keeps, and so the bytes are its own
        if (_socket?.writableLength !== 0) this.bytes = Buffer.allocUnsafe(SIZE);
      }
      if (this.bytes.length > KEPT) this.bytes = Buffer.allocUnsafe(SIZE);
    }
    if (this.messages.length > 0) {
      const { messages } = this;
      this.messages = [];
      try {
        this.ref?.ws?.cork?.(() => {
          for (const message of messages) this.direct(message);
        });
      } catch {
        // of a line that has closed meanwhile; the transport says so by itself
      }
    }
  }
}
