/**
 * The vault: one key for each person and night, AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce a payload.
 * Personal payloads in journals are sealed with it; destroying the key erases them wherever copies lie.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Who } from '../../shared/dream/ids.ts';
import type { Opener } from '../../shared/journal/read.ts';
import type { Sealer } from '../../shared/journal/record.ts';

const NONCE = 12;
const TAG = 16;

export class Vault implements Sealer, Opener {
  private readonly folder: string;
  private readonly keys = new Map<Who, Buffer>();

  /** @param dataDir the server's data folder; keys lie in `keys/<dreamId>/`, readable by their owner only */
  constructor(dataDir: string, dreamId: string) {
    this.folder = join(dataDir, 'keys', dreamId);
  }

  seal(who: Who, bytes: Uint8Array): Uint8Array {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.keyFor(who), nonce);
    return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }

  /** The plain bytes, or null when the key is gone or the seal was tampered with. */
  open(who: Who, sealed: Uint8Array): Uint8Array | null {
    const key = this.keyOf(who);
    if (!key || sealed.length < NONCE + TAG) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
    } catch {
      return null;
    }
  }

  /** Destroys a person's key of this night: their payloads are gone, here and in every copy. */
  forget(who: Who): void {
    this.keys.delete(who);
    rmSync(this.file(who), { force: true });
  }

  private keyFor(who: Who): Buffer {
    const known = this.keyOf(who);
    if (known) return known;
    const key = randomBytes(32);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.file(who), key, { mode: 0o600 });
    this.keys.set(who, key);
    return key;
  }

  private keyOf(who: Who): Buffer | null {
    const known = this.keys.get(who);
    if (known) return known;
    const file = this.file(who);
    if (!existsSync(file)) return null;
    const key = readFileSync(file);
    if (key.length !== 32) return null;
    this.keys.set(who, key);
    return key;
  }

  private file(who: Who): string {
    return join(this.folder, `${who.replace(/[^a-z0-9-]/gi, '_')}.key`);
  }
}
