/** The publisher by cells beside the reference by views: for every viewer and tick the same people and things with the same values. SPEC.md rules are cited as [n]. */
import { describe, expect, it } from 'vitest';
import { CellPublisher } from '../../server/publish/cells.ts';
import { hidings } from '../../server/publish/publisher.ts';
import { DreamState } from '../../shared/protocol/schema.ts';
import { CellLine, Pair, Stream, Walkers } from './walkers.ts';

const VIEWERS = 16;

interface Count {
  compared: number;
  missing: number;
  extra: number;
  wrong: number;
}

/** Asks every viewer who should hold the newest tick. */
function compare(pair: Pair, walkers: Walkers, count: Count): void {
  const hidden = hidings(walkers.dream.world);
  for (const [cells, views] of pair.lines) {
    if (cells.waiting > 0) continue;
    const [held, shown] = [cells.held(), pair.shown(views, hidden.get(cells.who) ?? new Set())];
    for (const id of Object.keys(shown)) {
      count.compared++;
      if (!(id in held)) count.missing++;
      else if (held[id] !== shown[id]) count.wrong++;
    }
    for (const id of Object.keys(held)) if (!(id in shown)) count.extra++;
    expect(cells.refused).toBe(0);
  }
}

describe.each([
  ['spread', 90, 70],
  ['gathered in one square', 120, 12],
])('%s', (name, people, spread) => {
  it('0 missing, 0 extra, exact values: hiding, late joins, leaving, stalls, lost pages and a new night among it [10] [13] [14] [16] [17] [18]', () => {
    const rng = new Stream(name);
    let walkers = new Walkers(`${name} 1`, people, spread);
    const pair = new Pair();
    const count: Count = { compared: 0, missing: 0, extra: 0, wrong: 0 };
    for (let i = 1; i <= VIEWERS; i++) pair.open(`p${i}`);
    let made = people;
    const anyLine = () => pair.lines[rng.whole(pair.lines.length)]?.[0] as CellLine;
    for (let tick = 0; tick < 160; tick++) {
      if (tick === 100) {
        walkers = new Walkers(`${name} 2`, people, spread);
        made = people;
        pair.cells.clear();
        pair.views.clear();
        walkers.dream.world.tick = 3;
      }
      walkers.walk();
      if (rng.whole(8) === 0) walkers.hide(`p${1 + rng.whole(VIEWERS)}`, `p${1 + rng.whole(people)}`, rng.whole(3) > 0);
      if (rng.whole(20) === 0) walkers.join(`p${++made}`);
      if (rng.whole(20) === 0) anyLine().waiting = 1e6;
      for (const [line] of pair.lines) if (line.waiting > 0 && rng.whole(6) === 0) line.waiting = 0;
      if (rng.whole(30) === 0) {
        // a page that found a frame it could not read
        const line = anyLine();
        line.reader.read(Uint8Array.from([255]));
        pair.cells.renew(line.viewer);
      }
      if (rng.whole(25) === 0) {
        const { who } = anyLine();
        pair.close(who);
        pair.open(who);
      }
      pair.publish(walkers.dream);
      compare(pair, walkers, count);
    }
    expect(count.compared).toBeGreaterThan(60_000);
    expect(count).toMatchObject({ missing: 0, extra: 0, wrong: 0 });
  });
});

/** What each of `watched` was sent in a run, tick by tick, as text. */
function run(watched: readonly string[], each: (walkers: Walkers, tick: number) => void): Record<string, string[]> {
  const walkers = new Walkers('silent', 40, 60);
  const cells = new CellPublisher(new DreamState());
  const lines = Array.from({ length: 40 }, (_, i) => new CellLine(`p${i + 1}`));
  for (const line of lines) cells.open(line.viewer);
  const sent: Record<string, string[]> = Object.fromEntries(watched.map((who) => [who, []]));
  for (let tick = 0; tick < 200; tick++) {
    walkers.walk(['p1']);
    each(walkers, tick);
    // what the dream says of things held is another matter
    for (const l of walkers.dream.world.space.loose) l.heldBy = '';
    walkers.dream.world.space.offers = [];
    cells.publish(
      walkers.dream,
      lines.map((line) => line.viewer),
    );
    for (const line of lines) {
      sent[line.who]?.push(line.frames.map((f) => f.toString('hex')).join(' '));
      line.frames.length = 0;
    }
  }
  return sent;
}

describe('whom one hides [14]', () => {
  it('leaves no trace in any byte, wherever they go: the line is the same when they are elsewhere', () => {
    const going = (path: (tick: number) => [number, number]) =>
      run(['p2', 'p3'], (walkers, tick) => {
        const [x, y] = tick < 50 ? [0, 0] : path(tick);
        walkers.put('p1', x, y);
        if (tick === 50) walkers.hide('p2', 'p1', true);
      });
    const near = going((tick) => [Math.sin(tick / 9) * 20, Math.cos(tick / 5) * 20]);
    const far = going((tick) => [200 + tick, -200]);
    expect(near.p2).toEqual(far.p2);
    // somebody who hides nobody does notice, so that the comparison means something
    expect(near.p3).not.toEqual(far.p3);
  });

  it('is not told to who was hidden out of sight: their line is the same as if nobody had', () => {
    const hiding = (on: boolean) =>
      run(['p1'], (walkers, tick) => {
        walkers.put('p1', -400, 0);
        walkers.put('p2', 400, 0);
        if (tick === 50 && on) walkers.hide('p2', 'p1', true);
        if (tick === 120 && on) walkers.hide('p2', 'p1', false);
      });
    expect(hiding(true).p1).toEqual(hiding(false).p1);
  });
});

describe('what is sent', () => {
  it('is nothing to who would see no change, but a sign of life twice a second [19]', () => {
    const walkers = new Walkers('quiet', 5, 5);
    const cells = new CellPublisher(new DreamState());
    const line = new CellLine('p1');
    cells.open(line.viewer);
    const everybody = Object.keys(walkers.dream.world.space.avatars);
    for (const who of everybody) walkers.put(who, 1, 1);
    const at = { frame: 0, heard: 1, lead: 0 };
    (line.viewer as { lane: object }).lane = at;
    for (let tick = 0; tick < 100; tick++) {
      walkers.dream.world.tick++;
      at.frame++;
      cells.publish(walkers.dream, [line.viewer]);
    }
    expect(line.frames.length).toBeLessThan(13);
    expect(line.reader.own.frame).toBeGreaterThan(90);
  });

  it('is the same bytes behind their own for all in one cell, built once', () => {
    const walkers = new Walkers('shared', 60, 6);
    const cells = new CellPublisher(new DreamState());
    const lines = Array.from({ length: 60 }, (_, i) => new CellLine(`p${i + 1}`));
    for (const line of lines) cells.open(line.viewer);
    for (let tick = 0; tick < 100; tick++) {
      walkers.walk();
      cells.publish(
        walkers.dream,
        lines.map((line) => line.viewer),
      );
    }
    const perTick = lines.reduce((sum, line) => sum + line.bytes, 0) / lines.length / 100;
    // 60 people at half a byte, oneself exactly at up to 90, and what turns and jumps cost
    expect(perTick).toBeLessThan(200);
  });
});
