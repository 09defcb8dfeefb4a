import { describe, expect, it } from 'vitest';
import { simulate } from '../../server/lab/simulate.ts';
import { digestOf, firstWorldDifference, openDigestOf } from '../../shared/dream/digest.ts';
import { copyPlain } from '../../shared/dream/snapshot.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream, SLICES } from '../../shared/dream/world.ts';
import { fromBytes, toBytes } from '../../shared/journal/bytes.ts';
import { decodeFrames, encodeFrame } from '../../shared/journal/format.ts';
import { JournalError, readJournal } from '../../shared/journal/read.ts';
import { replay } from '../../shared/journal/replay.ts';
import { below, streamOf } from '../../shared/kernel/random.ts';
import { smallScenario } from '../dream/smallDream.ts';

const scenario = smallScenario();

function recorded(minutes = 0.5, citizens = 6) {
  const parts: Uint8Array[] = [];
  const report = simulate({
    scenario,
    source: { main: 'small', files: {} },
    seed: 3,
    minutes,
    citizens,
    sink: { write: (b) => void parts.push(b) },
  });
  return { report, bytes: new Uint8Array(Buffer.concat(parts)) };
}

describe('a journal', () => {
  it('dreams the same dream again', () => {
    const { report, bytes } = recorded();
    const journal = readJournal(bytes);
    expect(journal).toMatchObject({ complete: true, damage: [], lastTick: report.ticks });
    const again = replay(journal, scenario);
    expect(again).toMatchObject({ mismatch: null, missing: 0 });
    expect(again.digest.whole).toBe(report.digest);
    expect(again.checked).toBe(report.ticks / 20);
  });

  it('gives another digest for another seed', () => {
    const a = simulate({ scenario, source: { main: '', files: {} }, seed: 1, minutes: 0.3, citizens: 4 });
    const b = simulate({ scenario, source: { main: '', files: {} }, seed: 2, minutes: 0.3, citizens: 4 });
    expect(a.digest).not.toBe(b.digest);
  });

  it('finds every flipped bit, names it, and never applies past it', () => {
    const { bytes } = recorded(0.1);
    const s = streamOf('flip', 'bits');
    for (let i = 0; i < 200; i++) {
      const broken = bytes.slice();
      const at = below(s, broken.length);
      broken[at] = (broken[at] as number) ^ (1 << below(s, 8));
      try {
        const journal = readJournal(broken);
        expect(journal.damage.length).toBeGreaterThan(0);
        const [first] = journal.damage;
        expect(at).toBeGreaterThanOrEqual(first?.from ?? Infinity);
        expect(at).toBeLessThan(first?.to ?? 0);
        expect(journal.complete).toBe(false);
        expect(journal.beyond.every((t) => t >= journal.lastTick)).toBe(true);
      } catch (error) {
        // the header itself was hit
        expect(error).toBeInstanceOf(JournalError);
      }
    }
  });

  it('says where a truncated one was cut', () => {
    const { bytes } = recorded(0.1);
    const journal = readJournal(bytes.subarray(0, bytes.length - 5));
    expect(journal.damage).toEqual([{ from: expect.any(Number), to: bytes.length - 5, reason: 'the file ends within a frame' }]);
  });

  it('is not mistaken for something else', () => {
    expect(() => readJournal(new Uint8Array())).toThrow(/empty/);
    expect(() => readJournal(new TextEncoder().encode('hello world, this is not a journal'))).toThrow(/not a dream journal/);
  });

  it('keeps frames whole through bytes', () => {
    const frame = { kind: 'commands', tick: 4, commands: [['move', 's:1', { mx: 1, my: -127, float: false, breath: true }]] } as const;
    expect(decodeFrames(encodeFrame(frame)).frames).toEqual([{ at: 0, frame }]);
  });

  it('keeps every number exactly', () => {
    const values = [0.1, 1 / 3, 1e300, 5e-324, 2 ** 53 - 1, -(2 ** 31), 4294967296, -1.5, 127, -127];
    expect(fromBytes(toBytes(values))).toEqual(values);
  });
});

describe('a digest', () => {
  it('changes with any one field of any slice, and the report names slice and path', () => {
    const { world } = createDream(scenario, 5);
    const before = digestOf(world);
    let fields = 0;
    for (const slice of SLICES) {
      if (slice === 'causes') continue;
      for (const path of leaves(world[slice])) {
        const copy = copyPlain(world);
        change(copy[slice] as Record<string, unknown>, path);
        const after = digestOf(copy);
        expect(after.whole, `${slice}.${path.join('.')}`).not.toBe(before.whole);
        expect(after.slices[slice]).not.toBe(before.slices[slice]);
        expect(firstWorldDifference(world, copy)).toMatchObject({ slice, path: path.join('.') });
        fields++;
      }
    }
    expect(fields).toBeGreaterThan(40);
  });

  it('holds the words and names of real people; the one that lies open in a journal does not', () => {
    const dream = createDream(scenario, 5);
    const body = { kind: 'person', name: 'Rumpelstilz', shape: 'moon', cloth: 'teal', cast: '', spawn: '' } as const;
    stepDream(dream, [{ type: 'join', by: 'p1', body }]);
    const renamed = copyPlain(dream.world);
    Object.assign(renamed.people.byId.p1 ?? {}, { name: 'Quetzal' });
    expect(digestOf(renamed).slices.people).not.toBe(digestOf(dream.world).slices.people);
    expect(openDigestOf(renamed)).toEqual(openDigestOf(dream.world));
    const moved = copyPlain(dream.world);
    Object.assign(moved.people.byId.p1 ?? {}, { shape: 'bell' });
    expect(openDigestOf(moved).slices.people).not.toBe(openDigestOf(dream.world).slices.people);
    const empty = createDream(scenario, 5).world;
    expect(openDigestOf(empty)).toEqual(digestOf(empty));
  });
});

/** Paths to plain values; of long lists only the first, middle and last item. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Object.keys(value);
  const some = Array.isArray(value) && keys.length > 6 ? [keys[0], keys[keys.length >> 1], keys.at(-1)] : keys;
  return some.flatMap((k) => leaves((value as Record<string, unknown>)[k as string], [...path, k as string]));
}

function change(root: Record<string, unknown>, path: readonly string[]): void {
  let at = root;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1) as string;
  const old = at[last];
  at[last] = typeof old === 'number' ? old + 1 : typeof old === 'boolean' ? !old : typeof old === 'string' ? `${old}!` : 'changed';
}
