import { describe, expect, it } from 'vitest';
import { DreamHost } from '../../server/host/host.ts';
import { type DevHouse, DevSession } from '../../server/lab/dev/session.ts';
import { fork } from '../../server/lab/theatre/fork.ts';
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import { createCast } from '../../shared/citizens/cast.ts';
import { adopt } from '../../shared/dream/adopt.ts';
import type { Command } from '../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { digestOf } from '../../shared/dream/digest.ts';
import { copyPlain } from '../../shared/dream/snapshot.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream, type Dream } from '../../shared/dream/world.ts';
import { JOURNAL_FORMAT } from '../../shared/journal/format.ts';
import { commandsOf, readJournal } from '../../shared/journal/read.ts';
import { Recorder } from '../../shared/journal/record.ts';
import { replay } from '../../shared/journal/replay.ts';
import type { DevMessage } from '../../shared/protocol/messages.ts';
import { compileScenario, type ScenarioBundle } from '../../shared/scenario/compile.ts';
import { renderFindings } from '../../shared/scenario/report.ts';

const bundle = async (): Promise<ScenarioBundle> => {
  const { main, files } = await loadScenarioFiles('scenarios/kitchen-sink');
  return { main, files };
};
function compiled(source: ScenarioBundle): CompiledScenario {
  const { scenario, findings } = compileScenario(source);
  if (!scenario) throw new Error(renderFindings(findings, source.files));
  return scenario;
}
const edit = (source: ScenarioBundle, file: string, from: string | RegExp, to: string): ScenarioBundle => {
  const text = source.files[file] ?? '';
  const next = text.replace(from, to);
  if (next === text) throw new Error(`${file} does not hold ${from}`);
  return { ...source, files: { ...source.files, [file]: next } };
};
const RITUAL = '01-the-ritual/dream.yaml';
const MAP = 'kitchen-sink/map.tmj';

const join: Command = { type: 'join', by: 'p1', body: { kind: 'person', name: 'Ada', shape: 'moon', cloth: 'teal', cast: '', spawn: '' } };

/** A dream of the kitchen sink with citizens and one person, some seconds old. */
async function dreaming(seconds = 20): Promise<{ source: ScenarioBundle; dream: Dream; step: () => void }> {
  const source = await bundle();
  const scenario = compiled(source);
  const dream = createDream(scenario, 3);
  const cast = createCast(scenario, { seed: 3, size: 8 });
  const step = (): void => {
    const first: Command[] = dream.world.tick === 0 ? [{ type: 'night.begin', by: 'dream', body: {} }, join] : [];
    stepDream(dream, [...first, ...cast.act(dream)]);
  };
  for (let i = 0; i < seconds * 20; i++) step();
  return { source, dream, step };
}

/** Moves an object of the map by metres. */
function moved(source: ScenarioBundle, name: string, dx: number, dy: number): ScenarioBundle {
  const map = JSON.parse(source.files[MAP] ?? '') as { layers: { objects: { name: string; x: number; y: number }[] }[] };
  for (const layer of map.layers)
    for (const o of layer.objects)
      if (o.name === name) {
        o.x += dx * 32;
        o.y += dy * 32;
      }
  return { ...source, files: { ...source.files, [MAP]: JSON.stringify(map) } };
}

describe('adopt', () => {
  it('a symbol that moved is elsewhere, awake as it was; words and colours are new; the dream goes on', async () => {
    const { source, dream, step } = await dreaming();
    const symbol = dream.scenario.symbols.find((s) => s.id === 'fountain');
    if (!symbol) throw new Error('no fountain');
    const state = dream.world.narrative.symbols[symbol.id];
    if (state) state.awake = true;
    const { changed, kept } = adopt(dream, compiled(moved(source, 'fountain', 3, 0)));
    expect(changed).toEqual(['symbol fountain moved 3 m']);
    expect(kept).toEqual([]);
    expect(dream.scenario.symbols.find((s) => s.id === 'fountain')?.x).toBeCloseTo(symbol.x + 3, 6);
    expect(dream.world.narrative.symbols.fountain?.awake).toBe(true);
    for (let i = 0; i < 100; i++) step();
  });

  it('ground that goes from under people sets them on the nearest island', async () => {
    const { source, dream, step } = await dreaming();
    const region = dream.scenario.regions.find((r) => r.id !== dream.scenario.regions[0]?.id);
    const avatar = dream.world.space.avatars.p1;
    if (!region || !avatar) throw new Error('nobody there');
    Object.assign(avatar, { x: region.x, y: region.y, groundX: region.x, groundY: region.y });
    const without = compiled(source);
    const next: CompiledScenario = {
      ...without,
      hash: 'without',
      regions: without.regions.filter((r) => r.id !== region.id),
      bridges: without.bridges.filter((b) => b.from !== region.id && b.to !== region.id),
      symbols: without.symbols.filter((s) => s.region !== region.id),
    };
    const { kept } = adopt(dream, next);
    expect(kept.join(' ')).toMatch(/the ground went from under \d+ pe/);
    expect(next.regions.map((r) => r.id)).toContain(dream.world.space.avatars.p1?.region);
    for (let i = 0; i < 100; i++) step();
  });

  it('a region that moves takes along who and what is on it', async () => {
    const { source, dream, step } = await dreaming();
    const region = dream.scenario.regions[0];
    const avatar = dream.world.space.avatars.p1;
    if (!region || !avatar) throw new Error('nobody there');
    Object.assign(avatar, { x: region.x + 2, y: region.y + 1, groundX: region.x + 2, groundY: region.y + 1 });
    const same = compiled(source);
    const regions = same.regions.map((r) => (r.id === region.id ? { ...r, x: r.x + 4, y: r.y - 3 } : r));
    const { changed, kept } = adopt(dream, { ...same, hash: 'moved', regions });
    expect(changed).toEqual([`region ${region.id} moved 5 m`]);
    expect(kept.filter((k) => k.includes('ground went'))).toEqual([]);
    expect(dream.world.space.avatars.p1).toMatchObject({ x: region.x + 6, y: region.y - 2, groundX: region.x + 6, region: region.id });
    for (let i = 0; i < 60; i++) step();
  });

  it('a storylet that is gone closes the scene of who stood in it, and says so', async () => {
    const { dream, step } = await dreaming();
    const storylet = dream.scenario.storylets[0];
    if (!storylet) throw new Error('no storylet');
    dream.world.narrative.scenes.push({
      id: 'sc1',
      who: 'p1',
      storylet: storylet.id,
      at: '',
      theme: null,
      group: '',
      vote: '',
      openedTick: dream.world.tick,
      untilTick: dream.world.tick + 400,
      form: 'whole',
      intensity: 0.2,
      dialogue: '',
      ink: '',
      text: 'old words',
      choices: [],
      because: ['k1.0'],
    });
    const next = { ...dream.scenario, hash: 'x', storylets: dream.scenario.storylets.slice(1) };
    const { changed, kept } = adopt(dream, next);
    expect(changed).toContain(`storylet ${storylet.id} is gone`);
    expect(kept).toContain(`${storylet.id} is gone: the scene of whoever stood in it is closed`);
    expect(dream.world.narrative.scenes.some((s) => s.id === 'sc1')).toBe(false);
    for (let i = 0; i < 100; i++) step();
  });

  it('is the same wherever it is done', async () => {
    const { source, dream } = await dreaming();
    const next = compiled(edit(moved(source, 'fountain', 2, 1), RITUAL, 'palette: ritual', 'palette: healing'));
    const twin: Dream = { scenario: dream.scenario, world: copyPlain(dream.world) };
    adopt(dream, next);
    adopt(twin, next);
    for (let i = 0; i < 60; i++) for (const d of [dream, twin]) stepDream(d, []);
    expect(digestOf(twin.world)).toEqual(digestOf(dream.world));
  });
});

/** A house without a room: steps by hand, keeps what its pages would be told. */
async function house(tries?: ConstructorParameters<typeof DevSession>[2]) {
  const source = await bundle();
  const scenario = compiled(source);
  const bytes: Uint8Array[] = [];
  const make = (): DreamHost => {
    const dream = createDream(scenario, 5);
    const header = {
      format: JOURNAL_FORMAT,
      core: '0',
      dreamId: 'd',
      seed: dream.world.seed,
      scenario: { hash: scenario.hash, ...source },
    };
    const recorder = new Recorder({ write: (f) => void bytes.push(f) }, header, null);
    const made = new DreamHost({ dream, cast: createCast(scenario, { seed: 5, size: 8 }), recorder });
    made.enqueue({ type: 'night.begin', by: 'dream', body: {} });
    return made;
  };
  const notes: DevMessage[] = [];
  let placed = 0;
  let host = make();
  const it: DevHouse = {
    get host() {
      return host;
    },
    adopt: ({ scenario: next, source: files }) => host.adopt(next, files),
    replace: (again, { source: files }) => host.replace(again, files),
    obeyed: () =>
      readJournal(Buffer.concat(bytes)).ticks.map((frame) => ({ tick: frame.tick, commands: commandsOf(frame, null).commands })),
    pages: {
      placed: () => void placed++,
      note: (note) => void notes.push(note),
      restart: () => {
        bytes.length = 0;
        host = make();
      },
    },
  };
  const steps = (n: number): void => {
    for (let i = 0; i < n; i++) host.step();
  };
  return { source, session: new DevSession(it, { scenario, source }, tries), notes, placed: () => placed, host: () => host, steps, bytes };
}

describe('a dev session', () => {
  it('takes up a colour, a line and a place, turns a typo away, and undoes; the journal is exact', async () => {
    const { source, session, notes, placed, host, steps, bytes } = await house();
    steps(100);
    const coloured = edit(source, RITUAL, 'palette: dusk', 'palette: healing');
    expect(await session.save(coloured)).toMatchObject({
      is: 'taken',
      changed: [expect.stringMatching(/^act .*: palette is "healing" now$/)],
    });
    steps(60);
    const worded = edit(coloured, RITUAL, 'The jets rise when you rise.', 'The jets wait for you.');
    expect((await session.save(worded)).changed).toEqual([
      expect.stringMatching(/^storylet n1\.fountain: text is "The jets wait for you\..*" now$/),
    ]);
    const placed3 = await session.save(moved(worded, 'fountain', 1, 0));
    expect(placed3.changed).toEqual(['symbol fountain moved 1 m']);
    expect(placed()).toBe(3);
    steps(60);

    const hash = host().dream.scenario.hash;
    const typo = await session.save(edit(worded, RITUAL, 'symbol: fountain', 'symbol: fountian'));
    expect(typo.is).toBe('wrong');
    expect(typo.findings).toMatch(/did you mean "fountain"\?/);
    expect(notes.at(-1)?.wrong).toMatch(/> +\d+ \|.*fountian/);
    expect(host().dream.scenario.hash).toBe(hash);
    steps(40);

    // mended: the same files as before the typo, but for the place
    expect(await session.save(moved(worded, 'fountain', 1, 0))).toMatchObject({ is: 'same' });
    expect(notes.at(-1)).toEqual({ wrong: '', changed: [] });
    expect(await session.undo()).toMatchObject({ is: 'taken', changed: ['symbol fountain moved 1 m'] });
    expect((await session.undo())?.is).toBe('taken');
    expect((await session.undo())?.is).toBe('taken');
    expect(await session.undo()).toBeNull();
    steps(60);

    const whole = Buffer.concat(bytes);
    const journal = readJournal(whole);
    expect(journal.adopted.length).toBe(6);
    const again = replay(journal, compiled(source), { compile: (b) => compileScenario(b).scenario });
    expect(again).toMatchObject({ mismatch: null, missing: 0, checked: journal.digests.length });
    expect(() => replay(journal, compiled(source))).toThrow(/after tick 100 the night took up a scenario that does not compile here/);
  });

  it('half a file, no file, no YAML: turned away each time, and the dream goes on', async () => {
    const { source, session, steps } = await house();
    const main = source.files[source.main] ?? '';
    const saves: ScenarioBundle[] = [
      { ...source, files: { ...source.files, [source.main]: main.slice(0, main.length / 2) } },
      { ...source, files: { ...source.files, [source.main]: '' } },
      { ...source, files: {} },
      { ...source, files: { ...source.files, [source.main]: '{[}' } },
      { ...source, files: { ...source.files, [MAP]: '{"layers": 3}' } },
    ];
    for (const save of saves) {
      const { is, findings } = await session.save(save);
      // half of a file may be a whole smaller one
      if (is === 'wrong') expect(findings).toMatch(/error/);
      steps(5);
    }
    expect((await session.save(source)).is).not.toBe('wrong');
    steps(20);
  });

  it('what cannot be taken up is dreamt again from dusk, while the night goes on; the journal is exact, and a fork goes on from it', async () => {
    const { source, session, host, steps, bytes, placed } = await house();
    steps(600);
    const opened = host().dream.world.narrative.act;
    const act = host().dream.scenario.acts[0]?.id ?? '';
    const renamed = edit(source, RITUAL, `- id: ${act}`, '- id: before-dusk');
    const saving = session.save(renamed);
    // people are in it meanwhile
    steps(30);
    const saved = await saving;
    expect(saved.is).toBe('again');
    expect(saved.kept.join(' ')).toMatch(
      /the acts until now would be before-dusk.*dreamt again from dusk, 31\.5 s, as if it had always been so/,
    );
    expect(host().dream.world.tick).toBe(630);
    expect(host().dream.scenario.acts[0]?.id).toBe('before-dusk');
    expect(host().dream.world.narrative.act).toBe(opened);
    expect(placed()).toBe(1);
    // the same as if it had been so from the start
    const fresh = createDream(compiled(renamed), 5);
    for (const { tick, commands } of readJournal(Buffer.concat(bytes)).ticks.map((f) => ({ tick: f.tick, ...commandsOf(f, null) }))) {
      while (fresh.world.tick < tick - 1) stepDream(fresh, []);
      stepDream(fresh, commands);
    }
    while (fresh.world.tick < 630) stepDream(fresh, []);
    expect(digestOf(fresh.world)).toEqual(digestOf(host().dream.world));
    steps(50);
    // a colour after it is taken up as always
    expect((await session.save(edit(renamed, RITUAL, 'palette: dusk', 'palette: healing'))).is).toBe('taken');
    steps(50);

    const journal = readJournal(Buffer.concat(bytes));
    const compile = (b: ScenarioBundle) => compileScenario(b).scenario;
    expect(journal.adopted.map((a) => a.again)).toEqual([true, undefined]);
    expect(replay(journal, compiled(source), { compile })).toMatchObject({ mismatch: null, missing: 0, checked: journal.digests.length });
    const shut = { open: () => null };
    const forked = fork({ journal, scenario: compiled(source), opener: shut, compile, at: 700, until: 730 });
    expect(forked).toMatchObject({ from: 700, ticks: 730 });
    expect(() => fork({ journal, scenario: compiled(source), opener: shut, at: 700, until: 730 })).toThrow(/does not compile here/);
  });

  it('says so when a night would break and cannot be dreamt again either', async () => {
    const { source, session, host, steps } = await house(() => 'a wall fell');
    steps(20);
    const { hash } = host().dream.scenario;
    const saved = await session.save(edit(source, RITUAL, 'palette: dusk', 'palette: healing'));
    expect(saved).toMatchObject({ is: 'wrong', findings: 'This dream would break: a wall fell' });
    expect(host().dream.scenario.hash).toBe(hash);
    steps(20);
  });

  it('r begins anew at an act, b brings somebody', async () => {
    const { session, host, steps } = await house();
    steps(40);
    const before = Object.keys(host().dream.world.people.byId).length;
    session.addCitizen();
    steps(40);
    expect(Object.keys(host().dream.world.people.byId).length).toBe(before + 1);
    expect(session.restartAt(2)).toBe(true);
    expect(host().dream.world.narrative.act).toBeGreaterThanOrEqual(1);
  });
});
