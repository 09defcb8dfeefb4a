/** Searches bytes for numbers in every form in which something here could have written them. */

/** A double as text, and as IEEE 754 of 64 and 32 bits in either order: MessagePack writes the large end first, the engine's own serialiser the small one. */
export function formsOf(value: number): { readonly sure: readonly Buffer[]; readonly short: readonly Buffer[] } {
  const [d, f] = [Buffer.alloc(8), Buffer.alloc(4)];
  d.writeDoubleBE(value);
  f.writeFloatBE(value);
  const turned = (b: Buffer): Buffer => Buffer.from(b).reverse();
  return { sure: [Buffer.from(String(value)), d, turned(d)], short: [f, turned(f)] };
}

/**
 * Those of `values` that stand in `bytes`.
 * @param short also as 32 bits: only in bytes without anything encrypted, where four bytes in a row turn up by chance
 */
export function numbersIn(bytes: Uint8Array, values: readonly number[], short: boolean): number[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return values.filter((value) => {
    const forms = formsOf(value);
    return [...forms.sure, ...(short ? forms.short : [])].some((form) => all.includes(form));
  });
}

/** Every number with a fraction in a value, but for those that many things share: they say nothing about anybody. */
export function oddNumbers(value: unknown): number[] {
  if (typeof value === 'number') return String(value).replace(/^[-0.]+/, '').length >= 7 && !Number.isInteger(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(oddNumbers) : [];
}
