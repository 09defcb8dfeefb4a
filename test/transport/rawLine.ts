/** A WebSocket by hand over a bare TCP socket: what no library would do with one can be done with it. */
import { randomBytes } from 'node:crypto';
import { createConnection, type Socket } from 'node:net';
import { PROTOCOL } from '../../shared/protocol/messages.ts';

export class RawLine {
  readonly socket: Socket;
  readonly messages: Buffer[] = [];
  closed = false;
  /** close code of the other end, 0 when none came */
  code = 0;
  private buffer = Buffer.alloc(0);
  private shaken = false;

  constructor(port: number, path: string) {
    this.socket = createConnection(port, '127.0.0.1');
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.closed = true;
    });
    this.socket.on('data', (bytes) => this.take(bytes));
    const key = randomBytes(16).toString('base64');
    this.socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
  }

  private take(bytes: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, bytes]);
    if (!this.shaken) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.shaken = true;
      this.buffer = this.buffer.subarray(end + 4);
    }
    while (this.frame());
  }

  /** Reads one whole frame of the server. @returns false when there is none yet */
  private frame(): boolean {
    const { buffer } = this;
    if (buffer.length < 2) return false;
    const short = (buffer[1] as number) & 127;
    const head = short === 127 ? 10 : short === 126 ? 4 : 2;
    if (buffer.length < head) return false;
    const length = short === 127 ? Number(buffer.readBigUInt64BE(2)) : short === 126 ? buffer.readUInt16BE(2) : short;
    if (buffer.length < head + length) return false;
    const body = buffer.subarray(head, head + length);
    const kind = (buffer[0] as number) & 15;
    this.buffer = buffer.subarray(head + length);
    if (kind === 2) this.messages.push(Buffer.from(body));
    if (kind === 8 && body.length >= 2) this.code = body.readUInt16BE(0);
    if (kind === 9) this.write(10, body);
    return true;
  }

  /** Sends one masked frame. @param kind 2 binary, 8 close, 10 pong */
  write(kind: number, body: Uint8Array): void {
    const mask = randomBytes(4);
    const long = body.length > 125;
    const head = Buffer.from(long ? [128 | kind, 128 | 126, body.length >> 8, body.length & 255] : [128 | kind, 128 | body.length]);
    this.socket.write(Buffer.concat([head, mask, Buffer.from(body.map((byte, i) => byte ^ (mask[i & 3] as number)))]));
  }

  send(bytes: readonly number[]): void {
    this.write(2, Uint8Array.from(bytes));
  }
}

/** Takes a seat and opens its line; the first message has come. */
export async function rawJoin(port: number, options: object = {}): Promise<RawLine> {
  const reply = await fetch(`http://127.0.0.1:${port}/matchmake/join/dream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ protocol: PROTOCOL, ...options }),
  });
  const { processId, roomId, sessionId } = (await reply.json()) as Record<string, string>;
  return new RawLine(port, `/${processId}/${roomId}?sessionId=${sessionId}`);
}
