/** Sealing: what is personal goes into a journal under its person's own key of the night (AES-256-GCM: nonce, ciphertext, tag). */
import type { Who } from '../dream/ids.ts';

/** What is sealed is filled up to whole blocks, so that its length tells little; what holds somebody's own words or limits to larger ones, so that it tells nothing. */
export const BLOCK_BYTES = 32;
export const LONG_BLOCK_BYTES = 1024;

/**
 * Whose key seals the digests of a night with real people in it. They are good for nothing but a re-run, which needs every person's key; and open ones would
 * outlive an erasure: whoever knows all else of a night could try readings and limits until a digest fits. So the key dies with the first of theirs.
 */
export const PROOF = 'proof';

/** Seals personal bytes with their citizen's key. */
export interface Sealer {
  /** @param block the length is hidden within blocks of so many bytes; default BLOCK_BYTES */
  seal(who: Who, bytes: Uint8Array, block?: number): Uint8Array;
}

/** Opens what a Sealer sealed; null when the key is gone. */
export interface Opener {
  open(who: Who, sealed: Uint8Array): Uint8Array | null;
}

/** People's ids begin with p; simulated citizens and agents have no secrets. */
export function isPerson(who: Who): boolean {
  return /^p\d/.test(who);
}
