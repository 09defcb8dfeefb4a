/**
 * Keys of citizens: what is personal in a journal is sealed with its citizen's own key of that night, kept apart from the journal.
 * Deleting the key is erasing the words, names and readings; the rest of the night stays whole.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Who } from '../../shared/dream/ids.ts';
import type { Opener } from '../../shared/journal/read.ts';
import type { Sealer } from '../../shared/journal/record.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

export class Vault implements Sealer, Opener {
  private readonly folder: string;
  private readonly keys = new Map<Who, Buffer>();

  constructor(dataDir: string, dreamId: string) {
    this.folder = join(dataDir, 'keys', dreamId);
  }

  /** Nonce, ciphertext, tag. A citizen's key is made at their first sealed word. */
  seal(who: Who, bytes: Uint8Array): Uint8Array {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(who), nonce);
    return new Uint8Array(Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
  }

  /** What was sealed; null when the key is gone or the bytes were changed. */
  open(who: Who, sealed: Uint8Array): Uint8Array | null {
    const key = this.found(who);
    if (!key || sealed.length < NONCE_BYTES + TAG_BYTES) return null;
    const tagAt = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(tagAt));
    try {
      return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, tagAt)), decipher.final()]));
    } catch {
      return null;
    }
  }

  /** Erasure: from now on nobody can read what this citizen's key sealed. */
  forget(who: Who): void {
    this.keys.delete(who);
    rmSync(this.file(who), { force: true });
  }

  private key(who: Who): Buffer {
    const found = this.found(who);
    if (found) return found;
    const made = randomBytes(KEY_BYTES);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.file(who), made, { mode: 0o600 });
    this.keys.set(who, made);
    return made;
  }

  private found(who: Who): Buffer | null {
    const known = this.keys.get(who);
    if (known) return known;
    if (!/^[\w:-]+$/.test(who) || !existsSync(this.file(who))) return null;
    const read = readFileSync(this.file(who));
    this.keys.set(who, read);
    return read;
  }

  private file(who: Who): string {
    return join(this.folder, `${who.replaceAll(':', '_')}.key`);
  }
}
