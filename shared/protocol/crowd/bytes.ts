/** Bytes and half bytes, written and read. Little-endian; both ends run the same file. */

/** Grows as needed; `take` gives what was written since `begin`. */
export class Writer {
  bytes = new Uint8Array(1024);
  at = 0;
  private view = new DataView(this.bytes.buffer);
  /** where the byte stands whose upper half is free, -1 when there is none */
  private half = -1;

  begin(): void {
    this.at = 0;
    this.half = -1;
  }

  /** A copy of what was written. */
  take(): Uint8Array {
    return this.bytes.slice(0, this.at);
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return;
    const more = new Uint8Array((this.at + bytes) * 2);
    more.set(this.bytes);
    this.bytes = more;
    this.view = new DataView(more.buffer);
  }

  u8(value: number): void {
    this.room(1);
    this.bytes[this.at++] = value;
  }

  u16(value: number): void {
    this.room(2);
    this.bytes[this.at++] = value;
    this.bytes[this.at++] = value >> 8;
  }

  u32(value: number): void {
    this.room(4);
    this.view.setUint32(this.at, value, true);
    this.at += 4;
  }

  f64(value: number): void {
    this.room(8);
    this.view.setFloat64(this.at, value, true);
    this.at += 8;
  }

  /** 0..2^31-1 in as few bytes as it needs. */
  count(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.u8((rest & 127) | 128);
      rest >>= 7;
    }
    this.u8(rest);
  }

  text(text: string): void {
    this.count(text.length);
    for (let i = 0; i < text.length; i++) this.count(text.charCodeAt(i));
  }

  /** Four bits; two of them share a byte, whatever is written between. */
  nibble(value: number): void {
    if (this.half >= 0) {
      this.bytes[this.half] = (this.bytes[this.half] as number) | (value << 4);
      this.half = -1;
      return;
    }
    this.room(1);
    this.half = this.at;
    this.bytes[this.at++] = value;
  }

  /** The next nibble begins a byte of its own. */
  align(): void {
    this.half = -1;
  }

  copy(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }
}

/** The bytes are none that a writer made. */
export class Malformed extends Error {}

/** Reads what `Writer` wrote. Every method throws Malformed beyond the end. */
export class Reader {
  at = 0;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private half = -1;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.at === this.bytes.length;
  }

  private need(bytes: number): number {
    const at = this.at;
    if (at + bytes > this.bytes.length) throw new Malformed('the frame ends too soon');
    this.at += bytes;
    return at;
  }

  u8(): number {
    return this.bytes[this.need(1)] as number;
  }

  i8(): number {
    return this.view.getInt8(this.need(1));
  }

  u16(): number {
    return this.view.getUint16(this.need(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.need(4), true);
  }

  /** Finite, or malformed. */
  f64(): number {
    const value = this.view.getFloat64(this.need(8), true);
    if (!(value - value === 0)) throw new Malformed('a number that is none');
    return value;
  }

  count(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.u8();
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new Malformed('a number is too long');
  }

  /** @param most characters allowed */
  text(most = 400): string {
    const length = this.count();
    if (length > most) throw new Malformed('a text is too long');
    let text = '';
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.count());
    return text;
  }

  nibble(): number {
    if (this.half >= 0) {
      const value = (this.bytes[this.half] as number) >> 4;
      this.half = -1;
      return value;
    }
    this.half = this.need(1);
    return (this.bytes[this.half] as number) & 15;
  }

  align(): void {
    this.half = -1;
  }
}
