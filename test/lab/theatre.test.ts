import { beforeAll, describe, expect, it } from 'vitest';
import { theatreHandler } from '../../server/http/theatre.ts';
import { simulate } from '../../server/lab/simulate.ts';
import { fork } from '../../server/lab/theatre/fork.ts';
import { openTheatre, type Theatre } from '../../server/lab/theatre/open.ts';
import type { Command } from '../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { common, visible } from '../../shared/dream/observe.ts';
import { stepDream } from '../../shared/dream/tick.ts';
import { createDream } from '../../shared/dream/world.ts';
import { JOURNAL_FORMAT } from '../../shared/journal/format.ts';
import { commandsOf, type Journal, readJournal } from '../../shared/journal/read.ts';
import { Recorder } from '../../shared/journal/record.ts';
import { replay } from '../../shared/journal/replay.ts';
import type { Opener, Sealer } from '../../shared/journal/seal.ts';
import { PIECE_TICKS, type TheatrePicture, WHOLE } from '../../shared/protocol/theatre.ts';
import { shipped } from '../core/shipped.ts';

/** Seals by turning bits; forgets like the vault does. */
class Box implements Sealer, Opener {
  readonly gone = new Set<string>();
  seal(who: string, bytes: Uint8Array): Uint8Array {
    return bytes.map((b) => b ^ (128 + who.charCodeAt(1)));
  }
  open(who: string, sealed: Uint8Array): Uint8Array | null {
    return this.gone.has(who) ? null : this.seal(who, sealed);
  }
}

const MINUTES = 1.2;
let scenario: CompiledScenario;
let journal: Journal;
let theatre: Theatre;
let digest = '';

const raise = (j: Journal, opener: Opener | null = null, onlyWatched = ''): Theatre =>
  openTheatre({ journal: j, name: 'night.dream', scenario, opener, compile: () => null, onlyWatched, troubles: [] });

beforeAll(async () => {
  scenario = await shipped('01-the-ritual');
  const parts: Uint8Array[] = [];
  const source = { main: 'x', files: {} };
  const report = simulate({ scenario, source, seed: '3', citizens: 8, minutes: MINUTES, sink: { write: (b) => void parts.push(b) } });
  digest = report.digest;
  journal = readJournal(new Uint8Array(Buffer.concat(parts)));
  theatre = raise(journal);
});

/** The dream as it was after a tick, straight from dusk. */
function straight(tick: number) {
  const dream = createDream(scenario, journal.header.seed);
  const frames = new Map(journal.ticks.map((f) => [f.tick, f]));
  while (dream.world.tick < tick) {
    const frame = frames.get(dream.world.tick + 1);
    stepDream(dream, frame ? commandsOf(frame, null).commands : []);
  }
  return dream;
}

/** A picture with all that the ones before it told. */
function wholeOf(pictures: readonly TheatrePicture[], tick: number) {
  let parts: TheatrePicture['common'] = {};
  for (const p of pictures) {
    parts = { ...parts, ...p.common };
    if (p.tick === tick) return { common: parts, people: p.people, own: p.own };
  }
  throw new Error(`no picture of tick ${tick}`);
}

describe('a night dreamt again', () => {
  it('says so, and shows any piece in any order as it was', () => {
    expect(theatre.night).toMatchObject({ mode: 're-run', because: '', lastTick: journal.lastTick, digestsMet: journal.digests.length });
    for (const n of [17, 3, 4, 28, 0]) {
      const from = n * PIECE_TICKS;
      const { pictures } = theatre.reel.piece(from, from + PIECE_TICKS, WHOLE);
      expect([pictures[0]?.tick, pictures.at(-1)?.tick]).toEqual([from, Math.min(from + PIECE_TICKS, journal.lastTick)]);
      const tick = from + 24;
      const was = JSON.parse(JSON.stringify(common(straight(tick).world, scenario)));
      const shown = wholeOf(pictures, tick);
      const { people, ...rest } = was;
      expect(shown.common).toEqual(rest);
      expect(shown.people.map((p) => p.id)).toEqual(people.map((p: { id: string }) => p.id));
      for (const [i, p] of people.entries()) expect(shown.people[i]?.x).toBeCloseTo(p.x, 2);
    }
  });

  it('shows a citizen no more than they may see', () => {
    const who = theatre.night.people.find((p) => p.kind === 'simulated')?.id ?? '';
    const from = 20 * PIECE_TICKS;
    const { pictures } = theatre.reel.piece(from, from + PIECE_TICKS, who);
    const { world } = straight(from);
    expect(pictures[0]?.people.map((p) => p.id).sort()).toEqual([...visible(world, who).people].sort());
    expect(pictures[0]?.people[0]?.id).toBe(who);
    expect(pictures[0]?.own).toMatchObject({ id: who });
    expect(Object.keys(pictures[0]?.names ?? {})).toContain(who);
  });

  it('follows causes the dream swept away, down to commands, and tells a viewer nobody else’s private acts', () => {
    const met = theatre.night.events.findLast((e) => theatre.story.why([e.cause], WHOLE).at(-1)?.cause.startsWith('k'));
    expect(met).toBeDefined();
    const lines = theatre.story.why([met?.cause ?? 'none'], WHOLE);
    expect(lines[0]).toMatchObject({ cause: met?.cause, type: met?.type, tick: met?.tick });
    expect(lines.map((l) => l.tick)).toEqual(lines.map((l) => l.tick).sort((a, b) => b - a));
    const consent = theatre.night.events.find((e) => e.type === 'consent.given');
    expect(consent?.hidden).toBe(true);
    expect(theatre.story.why([consent?.cause ?? ''], 'somebody else')).toEqual([]);
    expect(theatre.story.why([consent?.cause ?? ''], consent?.by ?? '').length).toBeGreaterThan(0);
  });

  it('knows what reached somebody at a moment, and by which rule of the gate', () => {
    const asked = theatre.night.events.find((e) => e.type === 'effect.question');
    const { to = '', tick = 0, cause = '' } = asked ?? {};
    expect(theatre.story.reachedBetween(to, tick, tick, 5)).toContainEqual(
      expect.objectContaining({ cause, outcome: 'allowed', rule: 'charter.open' }),
    );
    expect(theatre.story.reachedBetween('nobody', 0, tick, 5)).toEqual([]);
  });

  it('puts the hours on the time line without a gap', () => {
    const acts = theatre.night.spans.filter((s) => s.lane === 'act');
    expect(acts.length).toBeGreaterThan(1);
    expect(acts.at(-1)?.to).toBe(journal.lastTick);
    for (let i = 1; i < acts.length; i++) expect(acts[i]?.from).toBe(acts[i - 1]?.to);
  });
});

describe('a night that can only be watched', () => {
  it('is watched when another core dreamt it, and says so', () => {
    const { night, reel } = raise(journal, null, 'it was dreamt by another core, 0123456789abcdef');
    expect(night).toMatchObject({ mode: 'watched', because: expect.stringContaining('another core') });
    expect(night.spans.filter((s) => s.lane === 'act').length).toBeGreaterThan(1);
    const last = reel.piece(10 * PIECE_TICKS, 11 * PIECE_TICKS, WHOLE).pictures[0];
    expect(last?.people.length).toBe(8);
    expect(last?.own).toBeNull();
    expect(night.people.every((p) => p.name !== '')).toBe(true);
    const lit = night.events.find((e) => e.type === 'lantern.planted');
    expect(reel.causesOf(journal.lastTick, WHOLE, lit?.about ?? '')).not.toEqual([]);
    expect(reel.causesOf((lit?.tick ?? 0) - 1, WHOLE, lit?.about ?? '')).toEqual([]);
  });

  it('is watched when a command is missing from it, and names tick and slice', () => {
    const cut = { ...journal, ticks: journal.ticks.map((f) => (f.tick === 60 ? f : { ...f, commands: f.commands.slice(0, -1) })) };
    expect(raise(cut).night).toMatchObject({ mode: 'watched', because: expect.stringMatching(/^tick \d+ comes out otherwise in /) });
  });

  it('is watched without whoever’s key is gone', () => {
    const box = new Box();
    const parts: Uint8Array[] = [];
    const dream = createDream(scenario, 1);
    const { seed } = dream.world;
    const header = { format: JOURNAL_FORMAT, core: 'x', dreamId: 'n', seed, scenario: { hash: scenario.hash, main: '', files: {} } };
    const recorder = new Recorder({ write: (b) => void parts.push(b) }, header, box);
    const join = (by: string, name: string): Command => ({
      type: 'join',
      by,
      body: { kind: 'person', name, shape: 'moon', cloth: 'teal', cast: '', spawn: '' },
    });
    recorder.tick(dream, stepDream(dream, [{ type: 'night.begin', by: 'dream', body: {} }, join('p1', 'Ana'), join('p2', 'Bo')]));
    for (let i = 0; i < 60; i++) recorder.tick(dream, stepDream(dream, []));
    recorder.end(dream);
    const night = readJournal(new Uint8Array(Buffer.concat(parts)));
    expect(raise(night, box).night).toMatchObject({
      mode: 're-run',
      people: [
        { id: 'p1', name: 'Ana' },
        { id: 'p2', name: 'Bo' },
      ],
    });
    box.gone.add('p1');
    const left = raise(night, box);
    expect(left.night).toMatchObject({ mode: 'watched', gone: ['p1'], people: [{ id: 'p2' }] });
    expect(left.night.because).toMatch(/no key/);
    expect(
      left.reel
        .piece(0, 50, WHOLE)
        .pictures.at(-1)
        ?.people.map((p) => p.id),
    ).toEqual(['p2']);
    expect(JSON.stringify(left.night)).not.toContain('Ana');
  });
});

describe('going on from a moment', () => {
  it('comes out as the first time when nothing is done to it, and its journal meets every digest', () => {
    const parts: Uint8Array[] = [];
    const opener = { open: () => null };
    const sink = { write: (b: Uint8Array) => void parts.push(b) };
    const report = fork({ journal, scenario, opener, at: 777, until: journal.lastTick, sink });
    expect(report).toMatchObject({ from: 777, ticks: journal.lastTick, digest, sealed: 0 });
    const again = replay(readJournal(new Uint8Array(Buffer.concat(parts))), scenario);
    expect([again.mismatch, again.missing, again.digest.whole]).toEqual([null, 0, digest]);
  });
});

describe('the theatre’s answers', () => {
  const ask = (path: string, host = 'localhost:1234') =>
    theatreHandler(theatre)({ path, header: (n) => (n === 'host' ? host : ''), query: () => '' });

  it('are for this machine only: a name of elsewhere that points here gets nothing', async () => {
    expect(await ask('/theatre/night', 'dreams.example')).toMatchObject({ status: 403 });
    expect(await ask('/index.html', 'dreams.example')).toMatchObject({ status: 403 });
    expect(await ask('/theatre/night')).toMatchObject({ status: 200 });
    expect(await ask('/index.html')).toBeNull();
  });

  it('say what there is not, and stand broken addresses', async () => {
    expect(await ask('/theatre/piece/99999/whole')).toMatchObject({ status: 404 });
    expect(await ask('/theatre/piece/x/whole')).toMatchObject({ status: 404 });
    expect(await ask('/theatre/piece/0/%E0%A4%A')).toMatchObject({ status: 200 });
    expect(await ask('/theatre/what')).toMatchObject({ status: 404 });
    const why = await ask('/theatre/because/500/nothing/whole');
    expect(JSON.parse(String(why?.body))).toEqual({ about: 'nothing', lines: [] });
  });
});
