/** The crowd's codec by itself: cells, frames, the law of sight, and bytes that are none. SPEC.md rules are cited as [n]. */
import { describe, expect, it } from 'vitest';
import { type StreamState, streamOf, uniform } from '../../shared/kernel/random.ts';
import { Reader, Writer } from '../../shared/protocol/crowd/bytes.ts';
import { CellReader } from '../../shared/protocol/crowd/cellReader.ts';
import { CellWriter } from '../../shared/protocol/crowd/cellWriter.ts';
import { CrowdReader, writeChunks, writeFrame } from '../../shared/protocol/crowd/frame.ts';
import { angleOf, angleUnits, heightOf, heightUnits, LOOSE, Mote, placeOf, placeUnits } from '../../shared/protocol/crowd/mote.ts';
import { OwnWriter } from '../../shared/protocol/crowd/own.ts';
import { CELL_M, cellAt, coveredCell, isCovered, NOWHERE } from '../../shared/protocol/crowd/sight.ts';
import { LooseView, PersonView } from '../../shared/protocol/schema.ts';

class Rng {
  private readonly stream: StreamState;
  constructor(seed: string) {
    this.stream = streamOf(seed, 'crowd');
  }
  float(): number {
    return uniform(this.stream);
  }
}

const told = (m: Mote) => ({
  id: m.id,
  kind: m.kind,
  shape: m.shape,
  cloth: m.cloth,
  at: [m.x, m.y, m.dx, m.dy, m.z],
  flags: m.flags,
  carries: m.carries,
  angle: m.angle,
  holder: m.holder,
});
const CELL = 5;

/** Motes of one cell that do everything a mote can do. */
class Crowd {
  tick = 0;
  readonly all: Mote[] = [];
  private readonly rng: Rng;
  private made = 0;
  constructor(seed: string) {
    this.rng = new Rng(seed);
  }
  private whole(n: number): number {
    return Math.floor(this.rng.float() * n);
  }
  private add(): void {
    const mote = new Mote(`m${this.made++}`);
    const loose = this.whole(5) === 0;
    mote.kind = loose ? LOOSE : this.whole(3);
    mote.shape = loose ? 0 : this.whole(6);
    mote.cloth = loose ? 0 : this.whole(9);
    mote.move(this.whole(65536), this.whole(65536), true);
    mote.z = loose ? 0 : this.whole(256);
    this.all.push(mote);
  }
  next(): readonly Mote[] {
    this.tick++;
    const burst = this.whole(25);
    if (burst === 0) this.all.length = 0;
    for (let n = burst === 1 && this.all.length < 50 ? 300 : this.whole(8) === 0 ? 1 : 0; n > 0; n--) this.add();
    for (const mote of this.all) {
      mote.remember();
      const reach = [0, 1, 3, 20, 300, 65536][this.whole(6)] as number;
      const aim = (at: number, way: number) => Math.max(0, Math.min(65535, at + way + this.whole(reach * 2 + 1) - reach));
      mote.move(aim(mote.x, mote.dx), aim(mote.y, mote.dy), false);
      if (mote.kind === LOOSE) {
        if (this.whole(9) === 0) mote.angle = this.whole(65536);
        if (this.whole(9) === 0) mote.holder = ['', 'm0', 'm1'][this.whole(3)] as string;
      } else {
        if (this.whole(4) === 0) mote.z = Math.max(0, Math.min(255, mote.z + this.whole(30) - 15));
        if (this.whole(9) === 0) mote.flags = this.whole(8);
        if (this.whole(9) === 0) mote.carries = this.whole(256);
      }
      mote.tick = this.tick;
      mote.cell = CELL;
    }
    if (this.all.length > 0 && this.whole(6) === 0) {
      const [gone] = this.all.splice(this.whole(this.all.length), 1);
      if (gone) gone.cell = CELL + 1;
    }
    return this.all;
  }
}

const text = (value: unknown): string => JSON.stringify(value);
const sorted = (motes: readonly Mote[]) => motes.map(told).sort((a, b) => (a.id < b.id ? -1 : 1));

describe('a cell', () => {
  it('is the same on both ends, tick by tick, whatever its motes do', () => {
    for (let seed = 0; seed < 4; seed++) {
      const crowd = new Crowd(`cell ${seed}`);
      const writer = new CellWriter(new Writer());
      const reader = new CellReader();
      for (let i = 0; i < 150; i++) {
        writer.update(crowd.next(), crowd.tick, CELL);
        if (writer.delta) reader.read(new Reader(writer.delta));
        else reader.guess();
        expect(text(sorted(reader.motes))).toBe(text(sorted(crowd.all)));
        const late = new CellReader();
        late.read(new Reader(writer.keyframe()));
        // in the same order, so that the next delta fits both
        expect(text(late.motes.map(told))).toBe(text(reader.motes.map(told)));
      }
    }
  });

  it('goes on from a branch without whom one hides, and says nothing else [14]', () => {
    const crowd = new Crowd('branch');
    const shared = new CellWriter(new Writer());
    const reader = new CellReader();
    const hear = (w: CellWriter) => (w.delta ? reader.read(new Reader(w.delta)) : reader.guess());
    for (let i = 0; i < 30; i++) {
      shared.update(crowd.next(), crowd.tick, CELL);
      hear(shared);
    }
    const own = shared.branch();
    for (let i = 0; i < 200; i++) {
      const hidden = new Set(i % 50 < 25 ? ['m0', 'm1', 'm2', `m${i % 7}`] : []);
      const members = crowd.next().filter((m) => m.kind === LOOSE || !hidden.has(m.id));
      own.update(members, crowd.tick, CELL, hidden);
      hear(own);
      const expected = sorted(members).map((m) => (hidden.has(m.holder) ? { ...m, holder: '' } : m));
      expect(text(sorted(reader.motes))).toBe(text(expected));
      expect(own.keyframe().length).toBeGreaterThan(0);
    }
  });

  it('costs half a byte for who walks on, and nothing where nobody does anything else', () => {
    const writer = new CellWriter(new Writer());
    const motes = Array.from({ length: 100 }, (_, i) => new Mote(`m${i}`));
    const at = motes.map((_, i) => ({ x: i * 600, y: 30_000, vx: 13.44 * Math.cos(i), vy: 13.44 * Math.sin(i) }));
    let bytes = 0;
    for (let tick = 0; tick < 100; tick++) {
      motes.forEach((mote, i) => {
        const p = at[i] as (typeof at)[0];
        mote.remember();
        p.x += p.vx;
        p.y += p.vy;
        mote.move(Math.max(0, Math.round(p.x)), Math.round(p.y), tick === 0);
        mote.tick = tick;
        mote.cell = CELL;
      });
      writer.update(motes, tick, CELL);
      if (tick > 1) bytes += writer.delta?.length ?? 0;
    }
    expect(bytes / 98).toBeLessThan(60);
    for (let tick = 100; tick < 103; tick++) {
      for (const mote of motes) {
        mote.remember();
        mote.move(mote.x, mote.y, false);
        mote.tick = tick;
      }
      writer.update(motes, tick, CELL);
    }
    expect([writer.delta, writer.still]).toEqual([null, true]);
  });
});

describe('numbers', () => {
  it('are those of the schema to the last bit [13]', () => {
    const rng = new Rng('numbers');
    const p = new PersonView();
    const l = new LooseView();
    const odd = [0, -0, 512, -512, 513, -600, 511.99, 1 / 128, -1 / 128, 3 / 128, Number.NaN, 1e300, -1e300];
    for (const value of [...odd, ...Array.from({ length: 5000 }, () => rng.float() * 1100 - 550)]) {
      p.x = value;
      p.z = value;
      l.angle = value / 50;
      expect(placeOf(placeUnits(value))).toBe(p.x);
      expect(heightOf(heightUnits(value))).toBe(p.z);
      if (Number.isFinite(value)) expect(angleOf(angleUnits(value / 50))).toBe(l.angle);
    }
  });
});

describe('the law of sight [10]', () => {
  const rng = new Rng('sight');
  const place = () => ({ x: rng.float() * 300 - 150, y: rng.float() * 300 - 150 });

  it('shows everybody within 40 m, nobody beyond 81 m, and is mutual', () => {
    let [near, far] = [0, 0];
    for (let i = 0; i < 8000; i++) {
      // each comes to where they are from somewhere close, so that cells stick
      const walk = (p: { x: number; y: number }) =>
        cellAt(p.x, p.y, cellAt(p.x + rng.float() * 3 - 1.5, p.y + rng.float() * 3 - 1.5, NOWHERE));
      const [a, b] = [place(), place()];
      const [ca, cb] = [walk(a), walk(b)];
      const seen = isCovered(ca, cb);
      const distance = Math.hypot(a.x - b.x, a.y - b.y);
      expect(isCovered(cb, ca)).toBe(seen);
      if (distance <= 40) {
        near++;
        expect(seen).toBe(true);
      }
      if (distance > 81) {
        far++;
        expect(seen).toBe(false);
      }
    }
    expect(Math.min(near, far)).toBeGreaterThan(200);
  });

  it('changes the cell once when somebody walks along its edge', () => {
    let cell = NOWHERE;
    let changes = -1;
    for (let i = 0; i < 400; i++) {
      const now = cellAt(CELL_M + Math.sin(i) * 0.9, i * 0.02, cell);
      if (now !== cell) changes++;
      cell = now;
    }
    expect(changes).toBeLessThanOrEqual(1);
  });

  it('covers 49 cells, fewer at the edge of what can be told', () => {
    const covered = (cell: number) => Array.from({ length: 49 }, (_, i) => coveredCell(cell, i)).filter((c) => c !== NOWHERE);
    const middle = cellAt(0, 0, NOWHERE);
    expect(new Set(covered(middle)).size).toBe(49);
    expect(covered(middle).every((c) => isCovered(middle, c))).toBe(true);
    expect(covered(cellAt(-1e9, -1e9, NOWHERE)).length).toBe(16);
  });
});

describe('a frame', () => {
  const own = {
    x: 1,
    y: 2,
    z: 0,
    vx: 0,
    vy: 0,
    lift: 2,
    groundX: 1,
    groundY: 2,
    mist: 0,
    ease: 0.5,
    frame: 7,
    heard: 6,
    lead: 1,
    modifiers: 0,
    partners: '',
  };
  const cell = cellAt(0, 0, NOWHERE);
  const fresh = (tick: number): Uint8Array => {
    const out = new Writer();
    const crowd = new Crowd('frame');
    for (let i = 0; i < 100 && crowd.all.length < 3; i++) crowd.next();
    const writer = new CellWriter(new Writer());
    writer.update(crowd.all, crowd.tick, CELL);
    const chunks = writeChunks(new Writer(), (i) => (i === 24 ? writer.keyframe() : null));
    out.begin();
    writeFrame(out, new OwnWriter(), { tick, fresh: true, cell, own, mask: new OwnWriter().changes(own, tick), chunks });
    return out.take();
  };

  it('brings everything at first, and keeps oneself until it changes [12]', () => {
    const reader = new CrowdReader();
    expect(reader.lost).toBe(true);
    expect(reader.read(fresh(100))).toBe(true);
    expect(reader.own).toMatchObject(own);
    const out = new Writer();
    const owner = new OwnWriter();
    owner.write(new Writer(), own, 100, owner.changes(own, 100));
    const moved = { ...own, x: 1.25, frame: 8 };
    out.begin();
    const mask = owner.changes(moved, 101);
    writeFrame(out, owner, { tick: 101, fresh: false, cell: NOWHERE, own: moved, mask, chunks: new Uint8Array(0) });
    expect(out.at).toBeLessThan(18);
    expect(reader.read(out.take())).toBe(true);
    expect(reader.own).toMatchObject(moved);
  });

  it('that cannot be read throws nothing, and leaves the page lost until a fresh one comes [17]', () => {
    const rng = new Rng('malformed');
    const good = fresh(100);
    let refused = 0;
    for (let i = 0; i < 4000; i++) {
      const reader = new CrowdReader();
      reader.read(good);
      const bytes = i % 2 === 0 ? good.slice(0, Math.floor(rng.float() * good.length)) : noise(rng);
      if (i % 3 === 0 && bytes.length > 0) bytes[Math.floor(rng.float() * bytes.length)] = Math.floor(rng.float() * 256);
      if (reader.read(bytes)) continue;
      refused++;
      expect(reader.lost).toBe(true);
      if (refused > 200) continue;
      expect(reader.read(bytes)).toBe(false);
      expect(reader.read(fresh(99))).toBe(true);
      expect(reader.lost).toBe(false);
    }
    expect(refused).toBeGreaterThan(2500);
  });
});

function noise(rng: Rng): Uint8Array {
  return Uint8Array.from({ length: Math.floor(rng.float() * 60) }, (_, i) =>
    i === 0 ? Math.floor(rng.float() * 16) : Math.floor(rng.float() * 256),
  );
}
