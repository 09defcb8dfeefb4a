/** CRC-32 (IEEE 802.3, reflected polynomial 0xEDB88320) of bytes, for finding damage in files. */
const TABLE = new Uint32Array(256);
for (let n = 0; n < 256; n++) {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  TABLE[n] = c >>> 0;
}

export function crc32(bytes: Uint8Array): number {
  return (over(0xffffffff, bytes) ^ 0xffffffff) >>> 0;
}

/** A function of its own: the engine compiles a long loop while it runs, and gave that up at every end of one, call for call, while more came behind it. */
function over(crc: number, bytes: Uint8Array): number {
  let c = crc;
  for (let i = 0; i < bytes.length; i++) c = (TABLE[(c ^ (bytes[i] as number)) & 0xff] as number) ^ (c >>> 8);
  return c;
}
