/** Plain data as bytes and back, losing no bit: msgpackr with 64-bit floats and self-describing maps. -0 comes back as 0, which no rule tells apart. */
import { Packr } from 'msgpackr';

const packr = new Packr({ useRecords: false, mapsAsObjects: true, moreTypes: false, useFloat32: 0 });

export function toBytes(value: unknown): Uint8Array {
  return new Uint8Array(packr.pack(value));
}

/** The same bytes as a view into the packer's buffer: to be copied at once, kept by nobody. */
export function viewOfBytes(value: unknown): Uint8Array {
  return packr.pack(value);
}

/** Throws when the bytes are not what `toBytes` wrote. */
export function fromBytes(bytes: Uint8Array): unknown {
  return packr.unpack(bytes);
}
