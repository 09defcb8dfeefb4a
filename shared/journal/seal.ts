/** Sealing: what is personal goes into a journal under its person's own key of the night (AES-256-GCM: nonce, ciphertext, tag). */
import type { Who } from '../dream/ids.ts';

/** Seals personal bytes with their citizen's key. */
export interface Sealer {
  seal(who: Who, bytes: Uint8Array): Uint8Array;
}

/** Opens what a Sealer sealed; null when the key is gone. */
export interface Opener {
  open(who: Who, sealed: Uint8Array): Uint8Array | null;
}

/** People's ids begin with p; simulated citizens and agents have no secrets. */
export function isPerson(who: Who): boolean {
  return /^p\d/.test(who);
}
