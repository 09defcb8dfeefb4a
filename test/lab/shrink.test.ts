import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ddmin } from '../../server/lab/shrink/ddmin.ts';
import { followers, Ways } from '../../server/lab/shrink/follow.ts';
import { dropLikely } from '../../server/lab/shrink/likely.ts';
import { shrink, WORK_PER_SECOND } from '../../server/lab/shrink/shrink.ts';
import { only, sooner, whosOf, without } from '../../server/lab/shrink/simpler.ts';
import { type Act, again, dreamTrial, type Trial } from '../../server/lab/shrink/trial.ts';
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import { createCast } from '../../shared/citizens/cast.ts';
import { explain } from '../../shared/dream/causes.ts';
import type { Command } from '../../shared/dream/commands.ts';
import { type CompiledExpectation, type CompiledScenario, NO_LIMIT } from '../../shared/dream/compiled.ts';
import { stepDream, type TickResult } from '../../shared/dream/tick.ts';
import { createDream, type Dream } from '../../shared/dream/world.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { renderFindings } from '../../shared/scenario/report.ts';
import { dreamhaven } from '../cli/run.ts';

/** Index of the first that fails. */
const first =
  <T>(fails: (list: readonly T[]) => boolean) =>
  async (lists: readonly (readonly T[])[]): Promise<number> =>
    lists.findIndex(fails);

describe('ddmin', () => {
  it('finds what only together fails, and nothing beside it', async () => {
    const all = Array.from({ length: 200 }, (_, i) => i);
    const fails = (list: readonly number[]) => [17, 18, 150].every((n) => list.includes(n));
    expect(await ddmin(all, first(fails))).toEqual([17, 18, 150]);
    expect(
      await ddmin(
        all,
        first(() => true),
      ),
    ).toEqual([]);
    expect(
      await ddmin(
        all,
        first((list) => list.length === all.length),
      ),
    ).toEqual(all);
  });

  it('no single item of what it finds can go, whatever fails', async () => {
    let seed = 3;
    const random = (n: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % n;
    };
    for (let round = 0; round < 40; round++) {
      const need = new Set(Array.from({ length: 1 + random(6) }, () => random(60)));
      const fails = (list: readonly number[]) => [...need].every((n) => list.includes(n));
      const found = await ddmin(
        Array.from({ length: 60 }, (_, i) => i),
        first(fails),
      );
      expect([...found].sort((a, b) => a - b)).toEqual([...need].sort((a, b) => a - b));
    }
  });

  it('stops when the time is up, with something that still fails', async () => {
    let asked = 0;
    const found = await ddmin(
      Array.from({ length: 64 }, (_, i) => i),
      first((list) => list.includes(63)),
      () => ++asked > 3,
    );
    expect(found).toContain(63);
    expect(found.length).toBeLessThan(64);
  });
});

describe('what is likely to go', () => {
  it('goes first and together, with far fewer trials than things; what has to stay stays', async () => {
    const all = Array.from({ length: 300 }, (_, i) => i);
    const need = [4, 5, 6, 7, 150, 299];
    for (const stays of [0.01, 0.1, 0.5]) {
      let asked = 0;
      const found = await dropLikely(
        all,
        () => stays,
        first((list) => {
          asked++;
          return need.every((n) => list.includes(n));
        }),
      );
      expect(found).toEqual(need);
      if (stays < 0.5) expect(asked).toBeLessThan(120);
    }
  });

  it('stops when the time is up, with something that still fails', async () => {
    let asked = 0;
    const all = Array.from({ length: 64 }, (_, i) => i);
    const found = await dropLikely(
      all,
      () => 0.1,
      first((list) => list.includes(63)),
      () => ++asked > 3,
    );
    expect(found).toContain(63);
    expect(found.length).toBeLessThan(64);
  });
});

describe('parts of a list', () => {
  const all = Array.from({ length: 64 }, (_, i) => i);
  const sizes: number[] = [];
  const firstFailing = async (lists: readonly (readonly number[])[]): Promise<number> => {
    sizes.push(64 - (lists[0]?.length ?? 0));
    return -1;
  };

  it('are tried from the largest to the smallest that are asked for', async () => {
    await ddmin(all, firstFailing, undefined, { least: 16 });
    expect([...new Set(sizes.splice(0))]).toEqual([64, 32, 16]);
    await ddmin(all, firstFailing, undefined, { most: 4 });
    expect([...new Set(sizes.splice(0))]).toEqual([4, 2, 1]);
    expect(await ddmin([7], async () => 0, undefined, { most: 1 })).toEqual([]);
  });
});

/** The planted fault: what a shadow shows names no theme, so the gate cannot know that a veil is laid on it. */
function careless(dream: Dream, commands: readonly Command[]): TickResult {
  for (const effect of dream.world.pending.person) {
    if (dream.world.narrative.shadows.some((s) => s.id === effect.source)) Object.assign(effect, { theme: null });
  }
  return stepDream(dream, commands);
}

/** The first night with its shadow on the plaza, half a minute into it. */
async function early(): Promise<CompiledScenario> {
  const { files } = await loadScenarioFiles('scenarios/01-the-ritual');
  const main = `dreamhaven: 1
extends: ../01-the-ritual/dream.yaml
id: early
title: A shadow early
narrative:
  shadows:
    form:
      - id: first-small-late
        at: fountain
        when: { night: 30 }
`;
  const all = { ...files, 'early/dream.yaml': main };
  const { scenario, findings } = compileScenario({ main: 'early/dream.yaml', files: all });
  if (!scenario) throw new Error(renderFindings(findings, all));
  return scenario;
}

describe('a shadow that ignores a veil', { timeout: 120_000 }, () => {
  it('is caught, and shrinks to at most three citizens; the same each time; its because leads to commands', async () => {
    const scenario = await early();
    const expectation = scenario.expectations.find((e) => e.id === 'nobody-past-a-limit');
    if (!expectation) throw new Error('no such expectation');
    const dream = createDream(scenario, '4');
    const cast = createCast(scenario, { seed: '4', size: 8 });
    const acts: Act[] = [];
    for (let tick = 1; tick <= 60 * 20; tick++) {
      const commands: Command[] = cast.act(dream);
      if (tick === 1) commands.unshift({ type: 'night.begin', by: 'dream', body: {} });
      // everybody lays a veil on every theme of a shadow when they have joined
      for (const c of [...commands]) {
        if (c.type === 'join')
          commands.push({ type: 'limit.set', by: c.by, body: { lines: [], veils: scenario.shadows.map((s) => s.theme), ceiling: 0.5 } });
      }
      for (const c of careless(dream, commands).accepted) acts.push({ tick, command: { type: c.type, by: c.by, body: c.body } as Command });
    }
    const trial: Trial = { acts, ticks: 60 * 20 };
    const options = { scenario, seed: dream.world.seed, trial, expectation, work: 60 * WORK_PER_SECOND, stepDream: careless };
    const fails = (how: typeof options, what: Trial) => dreamTrial(how, what).failed;
    expect(fails({ ...options, stepDream }, trial)).toBeNull();
    const small = await shrink(options);
    expect(await shrink(options)).toEqual(small);
    expect(small).not.toBeNull();
    if (!small) return;
    expect(small.citizens).toBeLessThanOrEqual(3);
    expect(small.cut).toBe(false);
    expect(small.trial.ticks).toBeLessThan(trial.ticks);
    expect(small.trial.acts.length).toBeLessThan(40);
    expect(fails(options, small.trial)).not.toBeNull();
    // nothing more can go: without any one of its commands it does not fail
    for (const act of small.trial.acts) {
      const rest = { ...small.trial, acts: small.trial.acts.filter((a) => a !== act) };
      expect(fails(options, rest), `without ${act.command.type} of ${act.command.by}`).toBeNull();
    }
    let why: string[] = [];
    again(options, small.trial, (d, result) => {
      for (const f of result.effects) {
        if (f.kind !== 'image' || f.to !== small.verdict.who || f.text !== 'shadow.near') continue;
        expect(f.verdict).toMatchObject({ outcome: 'allowed', rule: 'charter.open' });
        why = explain(d.world.causes, f.to, f.because, 20).map((line) => line.type);
      }
    });
    expect(why).toContain('shadow.formed');
  });
});

describe('a failure that takes a long history of many', { timeout: 120_000 }, () => {
  /** A fault of the world's own making: every time somebody else shows a feeling than the last time, one more is counted as refused. */
  const counting = (dream: Dream, commands: readonly Command[]): TickResult => {
    const result = stepDream(dream, commands);
    const { judged } = dream.world.governance;
    for (const { type, by } of result.accepted) {
      const one = 1 + dream.world.people.order.indexOf(by);
      if (type !== 'emote' || judged.softened === one) continue;
      judged.softened = one;
      judged.refused++;
    }
    return result;
  };

  it('comes down to what has to stay: no citizen, no command and no second of it can go', async () => {
    const { files } = await loadScenarioFiles('scenarios/01-the-ritual');
    const { scenario } = compileScenario({ main: '01-the-ritual/dream.yaml', files });
    if (!scenario) throw new Error('the scenario does not compile');
    const acts: Act[] = [];
    const add = (tick: number, command: Command): unknown => acts.push({ tick, command });
    for (let i = 0; i < 6; i++) {
      const body = { kind: 'simulated', name: `c${i}`, shape: 'moon', cloth: 'stone', cast: '', spawn: '' } as const;
      add(2 + i, { type: 'join', by: `s:c${i}`, body });
    }
    let seed = 5;
    for (let tick = 20; tick < 600; tick += 4) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      const by = `s:c${seed % 6}`;
      if (tick % 12 === 0) add(tick, { type: 'emote', by, body: { emote: 'wave' } });
      else add(tick, { type: 'move', by, body: { mx: (seed % 200) - 100, my: (seed % 90) - 45, float: false, breath: tick % 8 === 0 } });
    }
    const expectation: CompiledExpectation = {
      id: 'few-turns',
      says: 'Feelings take few turns.',
      for: 'night',
      who: { kind: '', role: '', temper: '' },
      formula: { op: 'always', from: 0, to: NO_LIMIT, of: { op: 'is', signal: 'refused', of: '', over: '', min: 0, max: 7 } },
    };
    const trial: Trial = { acts, ticks: 600 };
    const seedName = createDream(scenario, '5').world.seed;
    const options = { scenario, seed: seedName, trial, expectation, work: 60 * WORK_PER_SECOND, stepDream: counting };
    const fails = (what: Trial): boolean => dreamTrial(options, what).failed !== null;
    const small = await shrink(options);
    if (!small) throw new Error('it does not fail');
    expect(small.cut).toBe(false);
    expect(small.citizens).toBeLessThanOrEqual(3);
    // the few who came, and eight turns
    expect(small.trial.acts.map((a) => a.command.type).sort()).toEqual([...Array(8).fill('emote'), ...Array(small.citizens).fill('join')]);
    expect(fails(small.trial)).toBe(true);
    for (const who of whosOf(small.trial)) expect(fails(only(small.trial, (a) => a.command.by !== who))).toBe(false);
    for (const act of small.trial.acts) expect(fails({ ...small.trial, acts: small.trial.acts.filter((a) => a !== act) })).toBe(false);
    for (const from of [0, ...small.trial.acts.map((a) => a.tick)])
      if (from + 20 <= small.trial.ticks) expect(fails(sooner(small.trial, from, 20))).toBe(false);
  });
});

describe('dreamhaven shrink', { timeout: 120_000 }, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dreamhaven-shrink-'));
    writeFileSync(
      join(folder, 'wrong.yaml'),
      'expect:\n  - { id: nobody-wakes-a-symbol, says: No symbol wakes., always: { signal: woken, max: 0 } }\n  - { id: nobody-flies, says: Nobody flies., each: person, always: { signal: speed, max: 100 } }\n',
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes the smallest journal, which is dreamt again exactly; says so when a failure does not repeat', async () => {
    const journal = join(folder, 'a.dream');
    const made = await dreamhaven(
      'simulate',
      'scenarios/01-the-ritual',
      '--citizens',
      '6',
      '--seed',
      '3',
      '--minutes',
      '2',
      '--journal',
      journal,
    );
    expect(made.code).toBe(0);
    const args = ['shrink', journal, '--expectations', join(folder, 'wrong.yaml'), '--seconds', '60'];
    const small = await dreamhaven(...args, '--expect', 'nobody-wakes-a-symbol', '--json');
    expect([small.code, small.err]).toEqual([0, '']);
    const said = JSON.parse(small.out);
    expect(said).toMatchObject({ repeats: true, cut: false, out: join(folder, 'a.small.dream') });
    expect(said.citizens).toBeLessThanOrEqual(2);
    expect(said.size).toMatch(/^\d citizens?, \d+ commands, [\d.]+ s$/);
    const verified = await dreamhaven('replay', said.out, '--verify', '--json');
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.out)).toMatchObject({ exact: true, digest: said.digest });

    const not = await dreamhaven(...args, '--expect', 'nobody-flies');
    expect(not.code).toBe(1);
    expect(not.out).toMatch(
      /nobody-flies does not fail when the journal is dreamt again: it is dreamt again exactly, and the expectation holds in it/,
    );
    const unknown = await dreamhaven(...args, '--expect', 'nobody-flys');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toMatch(/did you mean "nobody-flies"\?/);
  });
});

describe('who follows', { timeout: 60_000 }, () => {
  it('goes where they went, also when others are not there and they start somewhere else', async () => {
    const scenario = await early();
    const dream = createDream(scenario, '8');
    const cast = createCast(scenario, { seed: '8', size: 8 });
    const acts: Act[] = [];
    const ways = new Ways();
    const ticks = 45 * 20;
    for (let tick = 1; tick <= ticks; tick++) {
      for (const c of stepDream(dream, cast.act(dream)).accepted)
        acts.push({ tick, command: { type: c.type, by: c.by, body: c.body } as Command });
      ways.note(dream);
    }
    const whole: Trial = { acts, ticks };
    const whos = whosOf(whole).slice(-3);
    const theirs = only(whole, (a) => whos.includes(a.command.by));
    const expectation: CompiledExpectation = {
      id: 'nothing',
      says: 'Nothing is refused a thousand times.',
      for: 'night',
      who: { kind: '', role: '', temper: '' },
      formula: { op: 'always', from: 0, to: NO_LIMIT, of: { op: 'is', signal: 'refused', of: '', over: '', min: 0, max: 1000 } },
    };
    const options = { scenario, seed: dream.world.seed, expectation };
    /** How far the furthest is from where they were, m, at the end. */
    const farOf = (trial: Trial, follow: boolean): number => {
      const crowd = follow ? followers(whole, whos, ways) : null;
      let now: Dream | undefined;
      const live = (d: Dream): Command[] => {
        now = d;
        return crowd?.act(d) ?? [];
      };
      dreamTrial(options, trial, { live, onTick: (result) => crowd?.heard(result) });
      return Math.max(
        ...whos.map((who) => {
          const [me, then] = [now?.world.space.avatars[who], ways.at(who, ticks)];
          return me && then ? Math.hypot(me.x - then.x, me.y - then.y) : Infinity;
        }),
      );
    };
    expect(farOf(theirs, false)).toBeGreaterThan(2);
    const noMoves = only(theirs, (a) => a.command.type !== 'move');
    expect(farOf(noMoves, true)).toBeLessThan(1.5);
  });
});

describe('a leg', () => {
  const move = (tick: number, x: number): Act => ({
    tick,
    command: { type: 'move', by: 's:a', body: { mx: 0, my: 0, float: false, breath: false } },
    to: { x, y: 0, tick: tick + 10 },
  });

  it('leads to where the next would have led when that one goes, and comes sooner with all else', () => {
    const acts = [move(10, 1), move(20, 2), move(30, 3)];
    const trial: Trial = { acts, ticks: 40 };
    const last = acts[2] as Act;
    expect(without(trial, new Set([last])).acts.map((a) => [a.tick, a.to])).toEqual([
      [10, acts[0]?.to],
      [20, last.to],
    ]);
    expect(without(trial, new Set([acts[0] as Act])).acts).toEqual(acts.slice(1));
    expect(sooner(trial, 15, 5).acts.map((a) => [a.tick, a.to?.tick])).toEqual([
      [10, 16],
      [16, 25],
      [25, 35],
    ]);
  });
});

describe('what is known of a trial', { timeout: 60_000 }, () => {
  it('dreams a trial that begins alike from there on, to the same end as from the start', async () => {
    const scenario = await early();
    const dream = createDream(scenario, '6');
    const cast = createCast(scenario, { seed: '6', size: 8 });
    const acts: Act[] = [];
    for (let tick = 1; tick <= 60 * 20; tick++) {
      const commands: Command[] = cast.act(dream);
      if (tick === 1) commands.unshift({ type: 'night.begin', by: 'dream', body: {} });
      for (const c of stepDream(dream, commands).accepted)
        acts.push({ tick, command: { type: c.type, by: c.by, body: c.body } as Command });
    }
    const expectation: CompiledExpectation = {
      id: 'few-breaths',
      says: 'Few breathe.',
      for: 'night',
      who: { kind: '', role: '', temper: '' },
      formula: { op: 'always', from: 0, to: NO_LIMIT, of: { op: 'is', signal: 'breaths', of: '', over: '', min: 0, max: 5 } },
    };
    const options = { scenario, seed: dream.world.seed, expectation };
    const whole: Trial = { acts, ticks: 60 * 20 };
    const first = dreamTrial(options, whole);
    expect(first.failed).not.toBeNull();
    const last = acts.filter((a) => a.tick > 0.75 * (first.failed?.verdict.tick ?? 0));
    for (const gone of [last[0], last[40], acts[3]]) {
      const trial = { ...whole, acts: acts.filter((a) => a !== gone) };
      const again = dreamTrial(options, trial, { known: first.known });
      const fresh = dreamTrial(options, trial);
      expect(again.failed).toEqual(fresh.failed);
      if (gone !== acts[3]) expect(again.work).toBeLessThan(fresh.work / 2);
    }
  });
});
