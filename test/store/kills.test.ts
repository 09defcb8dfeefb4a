import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Vault } from '../../server/ledger/vault.ts';
import { journalPath, loadJournal } from '../../server/store/journals.ts';
import { openNights } from '../../server/store/night.ts';
import { commandsOf, digestsOf } from '../../shared/journal/read.ts';
import { replay } from '../../shared/journal/replay.ts';
import { below, streamOf } from '../../shared/kernel/random.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';

const SLEEPWALKER = fileURLToPath(new URL('./sleepwalker.ts', import.meta.url));
/** 100 on a developer's machine: KILLS=100 node test/run.ts test/store/kills.test.ts */
const KILLS = Number(process.env.KILLS ?? 5);

interface Life {
  readonly acks: readonly number[];
  readonly resumedAt: number;
  readonly said: readonly string[];
}

/** One life of the process: killed `ms` after its first acknowledgement. */
function life(folder: string, first: number, ms: number): Promise<Life> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SLEEPWALKER, folder, String(first)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let complaint = '';
    let dying = false;
    child.stderr.on('data', (bytes) => {
      complaint += bytes;
    });
    child.stdout.on('data', (bytes) => {
      out += bytes;
      if (dying || !/^ack /m.test(out)) return;
      dying = true;
      setTimeout(() => child.kill('SIGKILL'), ms);
    });
    child.on('exit', () => {
      if (!dying) return reject(new Error(`the night ended by itself: ${complaint}`));
      const lines = out.split('\n').slice(0, -1);
      const acks = lines.filter((l) => l.startsWith('ack ')).flatMap((l) => l.slice(4).split(' ').map(Number));
      const resumed = lines.find((l) => l.startsWith('resumed '));
      resolve({ acks, resumedAt: resumed ? Number(resumed.slice(8)) : 0, said: lines.filter((l) => l.startsWith('say ')) });
    });
  });
}

describe('a night that is killed again and again', { timeout: 60_000 + KILLS * 5000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kills-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(`loses nothing that was acknowledged, and is the dream of a twin that was never killed (${KILLS} kills)`, async () => {
    const s = streamOf('kills', 'moments');
    const acks: number[] = [];
    let next = 0;
    let reached = 0;
    for (let i = 0; i < KILLS; i++) {
      const { acks: got, resumedAt } = await life(folder, next, below(s, 400));
      acks.push(...got);
      next = Math.max(next, ...got) + 1000;
      if (i > 0) expect(resumedAt).toBeGreaterThan(reached);
      reached = resumedAt;
    }
    const nights = openNights(folder);
    expect(nights.length).toBe(1);
    const dreamId = nights[0]?.dreamId as string;
    const journal = loadJournal(journalPath(folder, dreamId));
    const vault = new Vault(folder, dreamId);
    const said = new Set<string>();
    for (const frame of journal.ticks) {
      for (const { type, body } of commandsOf(frame, vault).commands) if (type === 'say') said.add(body.words);
    }
    expect(acks.length).toBeGreaterThan(KILLS * 3);
    expect(acks.filter((n) => !said.has(`word ${n}`))).toEqual([]);
    // the twin: the same commands from dusk on in one go, meeting every digest that the killed ones wrote
    const { scenario } = compileScenario(journal.header.scenario);
    if (!scenario) throw new Error('the scenario does not compile');
    const twin = replay(journal, scenario, { opener: vault });
    expect(twin).toMatchObject({ mismatch: null, missing: 0 });
    expect(twin.checked).toBe(digestsOf(journal, vault).size);
    expect(twin.checked).toBeGreaterThan(KILLS);
    expect(journal.resumed.length).toBe(KILLS - 1);
  });
});
