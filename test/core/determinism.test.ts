import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DreamHost } from '../../server/host/host.ts';
import { createCast } from '../../shared/citizens/cast.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { digestOf } from '../../shared/dream/digest.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream } from '../../shared/dream/world.ts';
import { digestsOf, dualRun, snapshotText } from '../../shared/journal/dual.ts';
import { below, streamOf } from '../../shared/kernel/random.ts';
import { poisoned } from './poison.ts';
import { SHIPPED, shipped } from './shipped.ts';

const CONTINUE = fileURLToPath(new URL('./continue.ts', import.meta.url));

function session(scenario: CompiledScenario, seed: number, size: number) {
  const dream = createDream(scenario, seed);
  const cast = createCast(scenario, { seed, size });
  // a cast in which somebody uses every command
  const last = cast.state.members.at(-1);
  if (last) last.temper = 'everything';
  const host = new DreamHost({ dream, cast, recorder: null });
  host.enqueue({ type: 'night.begin', by: 'dream', body: {} });
  return { dream, cast, host };
}

describe('the core', () => {
  it.each(SHIPPED)('%s runs with Math, Date and Intl poisoned', async (name) => {
    const scenario = await shipped(name);
    const { host, dream } = session(scenario, 11, 16);
    poisoned(() => {
      for (let i = 0; i < 1500; i++) host.step();
    });
    expect(dream.world.tick).toBe(1500);
    expect(() => poisoned(() => Math.sin(1))).toThrow(/the core used Math.sin/);
  });

  it.each(SHIPPED)('%s: a copy restored from bytes stays equal at every tick', async (name) => {
    const scenario = await shipped(name);
    const { host, dream, cast } = session(scenario, 23, 16);
    const s = streamOf(name, 'dual');
    for (let round = 0; round < 4; round++) {
      for (let i = below(s, 700) + 60; i > 0; i--) host.step();
      expect(dualRun(scenario, dream, cast, 120)).toBeNull();
    }
  });

  it.each(SHIPPED)('%s: restored in another process, in mid-contact and mid-bridge, equal at every tick', async (name) => {
    const scenario = await shipped(name);
    const { host, dream, cast } = session(scenario, 5, 16);
    const folder = mkdtempSync(join(tmpdir(), 'dream-'));
    try {
      const moments: { what: string; file: string; expected: string[] }[] = [];
      const take = (what: string): void => {
        const file = join(folder, `${moments.length}.bin`);
        writeFileSync(file, snapshotText(dream, cast));
        moments.push({ what, file, expected: digestsOf(dream, cast, 60) });
      };
      const wanted = new Set([
        'random',
        ...(scenario.bridges.length > 0 ? ['bridge'] : []),
        ...(scenario.loose.length > 0 ? ['contact'] : []),
      ]);
      let contacts = 0;
      for (let i = 0; i < 6000 && wanted.size > 0; i++) {
        host.step();
        const { space } = dream.world;
        const growing = Object.values(space.bridges).some((b) => b.length > 0.5 && b.makers.length > 0 && b.unusedTicks < 2);
        const touched = space.contacts > contacts && space.loose.some((l) => l.still === 0);
        contacts = space.contacts;
        if (wanted.has('random') && i > 300) wanted.delete('random') && take('random');
        if (wanted.has('bridge') && growing) wanted.delete('bridge') && take('bridge');
        if (wanted.has('contact') && touched) wanted.delete('contact') && take('contact');
      }
      expect([...wanted]).toEqual([]);
      const file = join(folder, 'scenario.json');
      writeFileSync(file, JSON.stringify(scenario));
      for (const { what, file: bytes, expected } of moments) {
        const run = spawnSync(process.execPath, [CONTINUE, file, bytes, '60'], { encoding: 'utf8' });
        expect(run.stderr, what).toBe('');
        expect(JSON.parse(run.stdout), what).toEqual(expected);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('a dual run names slice and path of what differs', async () => {
    const scenario = await shipped('00-empty');
    const { host, dream } = session(scenario, 3, 3);
    for (let i = 0; i < 100; i++) host.step();
    const who = Object.keys(dream.world.space.avatars)[0] as string;
    const avatar = dream.world.space.avatars[who];
    // a getter survives no copy: the original moves by itself, the copy does not
    let nudge = 0;
    Object.defineProperty(dream.world.space.avatars, who, {
      enumerable: true,
      get: () => ({ ...avatar, lift: (avatar?.lift ?? 0) + ++nudge * 1e-9 }),
    });
    expect(dualRun(scenario, dream, null, 5)).toMatchObject({ slice: 'space', path: expect.stringContaining(`avatars.${who}`) });
  });

  it('a bad command is a refusal and changes nothing', async () => {
    const scenario = await shipped('01-the-ritual');
    const bad = [
      { type: 'fly', by: 's:maris', body: {} },
      { type: 'move', by: 's:maris', body: { mx: Number.NaN, my: 0, float: false, breath: false } },
      { type: 'move', by: 's:maris', body: { mx: 1e9, my: 0, float: false, breath: false } },
      { type: 'move', by: 's:maris', body: { mx: 1, my: 0, float: false, breath: false, teleport: true } },
      { type: 'move', by: 'p999', body: { mx: 1, my: 0, float: false, breath: false } },
      { type: 'say', by: 's:maris', body: { words: 'x'.repeat(500) } },
      { type: '__proto__', by: 's:maris', body: {} },
      { type: 'act', by: 's:maris', body: null },
    ];
    const { host, dream, cast } = session(scenario, 9, 8);
    for (let i = 0; i < 200; i++) host.step();
    const twin = session(scenario, 9, 8);
    for (let i = 0; i < 200; i++) twin.host.step();
    const mine = cast.act(dream);
    const theirs = twin.cast.act(twin.dream);
    const result = stepDream(dream, [...mine, ...(bad as never[])]);
    stepDream(twin.dream, theirs);
    expect(result.refused.filter((r) => bad.includes(r.command as never))).toHaveLength(bad.length);
    expect(result.refused.every((r) => r.refusal.reason !== '')).toBe(true);
    expect(digestOf(dream.world).whole).toBe(digestOf(twin.dream.world).whole);
  });
});
