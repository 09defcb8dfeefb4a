/**
 * The vault: one key for each person and night, AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce a payload.
 * Personal payloads in journals are sealed with it; destroying the key erases them wherever copies lie.
 */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes, randomFillSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Who } from '../../shared/dream/ids.ts';
import { BLOCK_BYTES, type Opener, PROOF, type Sealer } from '../../shared/journal/seal.ts';

const NONCE = 12;
const TAG = 16;
/** Bytes before what was sealed: its length. */
const LENGTH = 4;

/** Name of the key that belongs to the night itself; no person's id is like it. */
const NIGHT = 'night';

export class Vault implements Sealer, Opener {
  private readonly folder: string;
  /** as objects of the crypto library: handing it bytes anew for each seal takes five times as long */
  private readonly keys = new Map<Who, KeyObject>();
  private readonly nonces = Buffer.alloc(NONCE * 1024);
  private nextNonce = this.nonces.length;
  /** keys written and not known to be on the disk */
  private unsaved: string[] = [];
  /** the last look at the disk: each waits for the one before, whose keys it promises too */
  private syncing: Promise<boolean> = Promise.resolve(true);
  /** keys that the disk did not take, by file: what they seal is of no use after this process, so nothing is promised until they are written */
  private readonly unwritten = new Map<string, Uint8Array>();
  private fault = '';

  /** @param dataDir the server's data folder; keys lie in `keys/<dreamId>/`, readable by their owner only */
  constructor(dataDir: string, dreamId: string) {
    this.folder = join(dataDir, 'keys', dreamId);
  }

  seal(who: Who, bytes: Uint8Array, block = BLOCK_BYTES): Uint8Array {
    const nonce = this.nonce();
    const cipher = createCipheriv('aes-256-gcm', this.keyFor(who), nonce);
    return Buffer.concat([nonce, cipher.update(filled(bytes, block)), cipher.final(), cipher.getAuthTag()]);
  }

  /** Fresh random bytes, drawn for many at once; good until the next call. */
  private nonce(): Buffer {
    if (this.nextNonce === this.nonces.length) {
      randomFillSync(this.nonces);
      this.nextNonce = 0;
    }
    this.nextNonce += NONCE;
    return this.nonces.subarray(this.nextNonce - NONCE, this.nextNonce);
  }

  /** The plain bytes, or null when the key is gone or the seal was tampered with. */
  open(who: Who, sealed: Uint8Array): Uint8Array | null {
    const key = this.keyOf(who);
    if (!key || sealed.length < NONCE + TAG) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
      return emptied(Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]));
    } catch {
      return null;
    }
  }

  /** Seals and opens with the night's own key. */
  get night(): { seal(bytes: Uint8Array): Uint8Array; open(sealed: Uint8Array): Uint8Array | null } {
    return { seal: (bytes) => this.seal(NIGHT, bytes), open: (sealed) => this.open(NIGHT, sealed) };
  }

  /** The night is over: its own key is gone, those of everybody but `keepers`, and that of the digests unless `all` keep it. */
  close(keepers: ReadonlySet<Who>, all = false): void {
    const kept = new Set([...keepers, ...(all ? [PROOF] : [])].map((who) => nameOf(who)));
    for (const name of this.names()) if (!kept.has(name)) rmSync(join(this.folder, `${name}.key`), { force: true });
    this.unwritten.clear();
    for (const who of [...this.keys.keys()]) if (!kept.has(nameOf(who))) this.keys.delete(who);
  }

  /** One sentence while keys cannot be written, else ''. */
  get trouble(): string {
    return this.unwritten.size === 0
      ? ''
      : `the keys in ${this.folder} cannot be written now (${this.fault}); nothing is promised until they can`;
  }

  /** Tries again to write what the disk did not take. */
  retry(): void {
    for (const [file, bytes] of this.unwritten) {
      if (!this.written(file, bytes)) return;
      this.unwritten.delete(file);
    }
  }

  /** Resolves when every key made so far is on the disk: what it sealed is of no use without it. One that was destroyed meanwhile is owed to nobody. */
  saved(): Promise<boolean> {
    this.retry();
    if (this.unwritten.size > 0) return Promise.resolve(false);
    this.syncing = this.syncing.then(() => this.sync());
    return this.syncing;
  }

  private async sync(): Promise<boolean> {
    if (this.unsaved.length === 0) return true;
    const files = this.unsaved;
    this.unsaved = [];
    const left: string[] = [];
    await Promise.all(
      files.map(async (file) => {
        try {
          await syncFile(file);
        } catch {
          if (existsSync(file)) left.push(file);
        }
      }),
    );
    this.unsaved.push(...left);
    return left.length === 0;
  }

  private names(): string[] {
    return existsSync(this.folder) ? readdirSync(this.folder).flatMap((name) => (name.endsWith('.key') ? [name.slice(0, -4)] : [])) : [];
  }

  /**
   * Destroys a person's key of this night and that of its digests: their payloads are gone, here and in every copy, and nothing is left to try guesses on.
   * @throws what the file system says; then it is not done and must be asked again
   */
  forget(who: Who): void {
    for (const name of [PROOF, who]) {
      this.keys.delete(name);
      this.unwritten.delete(this.file(name));
      rmSync(this.file(name), { force: true });
    }
  }

  /** Makes somebody's key if they have none, so that the tick that seals for them first need not wait for the file. */
  ready(who: Who): void {
    this.keyFor(who);
  }

  private keyFor(who: Who): KeyObject {
    const known = this.keyOf(who);
    if (known) return known;
    const bytes = randomBytes(32);
    const file = this.file(who);
    if (!this.written(file, bytes)) this.unwritten.set(file, bytes);
    const key = createSecretKey(bytes);
    this.keys.set(who, key);
    return key;
  }

  private written(file: string, bytes: Uint8Array): boolean {
    try {
      if (!existsSync(this.folder)) mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      writeFileSync(file, bytes, { mode: 0o600 });
      this.unsaved.push(file);
      return true;
    } catch (error) {
      this.fault = (error as NodeJS.ErrnoException).code ?? String(error);
      return false;
    }
  }

  private keyOf(who: Who): KeyObject | null {
    const known = this.keys.get(who);
    if (known) return known;
    const file = this.file(who);
    if (!existsSync(file)) return null;
    const bytes = readFileSync(file);
    if (bytes.length !== 32) return null;
    const key = createSecretKey(bytes);
    this.keys.set(who, key);
    return key;
  }

  private file(who: Who): string {
    return join(this.folder, `${nameOf(who)}.key`);
  }
}

/** Length, bytes, zeros up to a whole number of blocks. */
function filled(bytes: Uint8Array, block: number): Buffer {
  const out = Buffer.alloc(Math.ceil((LENGTH + bytes.length) / block) * block);
  out.writeUInt32BE(bytes.length);
  out.set(bytes, LENGTH);
  return out;
}

function emptied(plain: Buffer): Buffer {
  return plain.subarray(LENGTH, LENGTH + plain.readUInt32BE());
}

function nameOf(who: Who): string {
  return who.replace(/[^a-z0-9-]/gi, '_');
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
