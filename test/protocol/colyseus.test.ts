/** Facts of Colyseus and its schema that the room leans on. When one of these fails after an update, read the room again before anything else. */
import { matchMaker, Room, Server } from '@colyseus/core';
import { Encoder, Reflection, type Schema } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { direction, HELD, heldOf, InputFrame, inputOf, sanitizeFrame } from '../../shared/protocol/input.ts';
import {
  BridgeView,
  DreamState,
  GuideView,
  LanternView,
  LooseView,
  OwnView,
  PairView,
  PersonView,
  RegionView,
  ShadowView,
  SymbolView,
  ThreadView,
} from '../../shared/protocol/schema.ts';

class Clocked extends Room {
  steps = 0;
  override autoDispose = false;
  override onCreate(): void {
    this.setFixedTimestep(() => {
      this.steps++;
    }, 20);
    this.patchRate = null;
  }
}

describe('the clock', () => {
  let server: Server;
  beforeAll(async () => {
    server = new Server({ transport: new WebSocketTransport(), greet: false, gracefullyShutdown: false });
    server.define('clocked', Clocked);
    await server.listen(0, '127.0.0.1');
  });
  afterAll(async () => server.gracefullyShutdown(false));

  it('setFixedTimestep first, then patchRate = null: 12 to 28 steps a second, not 3', async () => {
    const { roomId } = await matchMaker.createRoom('clocked', {});
    const room = matchMaker.getLocalRoomById(roomId) as unknown as Clocked;
    const from = room.steps;
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const perSecond = (room.steps - from) / ((performance.now() - start) / 1000);
    expect(perSecond).toBeGreaterThan(12);
    expect(perSecond).toBeLessThan(28);
  });
});

describe('the schema', () => {
  const kinds = {
    DreamState,
    PersonView,
    OwnView,
    RegionView,
    BridgeView,
    SymbolView,
    ShadowView,
    LanternView,
    LooseView,
    ThreadView,
    PairView,
    GuideView,
    InputFrame,
  };

  it('no primitive is undefined before it is set', () => {
    for (const [name, Kind] of Object.entries(kinds)) {
      const made = new Kind() as Schema;
      for (const [field, value] of Object.entries(made.toJSON())) expect(value, `${name}.${field}`).toBeDefined();
    }
  });

  it('quantised fields hold 0 exactly and places to half a pixel', () => {
    const p = new PersonView();
    for (const value of [0, 17.3, -40.01]) {
      p.x = value;
      expect(Math.abs(p.x - value)).toBeLessThanOrEqual(1 / 128);
    }
    p.x = 0;
    p.vx = 3;
    p.vx = 0;
    expect([p.x, p.vx]).toEqual([0, 0]);
    const r = new RegionView();
    r.valence = 0.5;
    r.valence = 0;
    expect(r.valence).toBe(0);
  });

  it('own places are exact doubles', () => {
    const own = new OwnView();
    own.x = 1 / 3;
    expect(own.x).toBe(1 / 3);
  });

  it('a page learns all of it by reflection', () => {
    const bytes = Reflection.encode(new Encoder(new DreamState()));
    const read = Reflection.decode(bytes);
    const names = Object.values(
      (read.state.constructor as unknown as Record<symbol, Record<string, { name?: string }>>)[Symbol.metadata] ?? {},
    ).map((f) => f.name);
    expect(names).toEqual(expect.arrayContaining(['tick', 'bridges', 'people', 'own']));
  });
});

describe('an input frame', () => {
  it('is lawful whatever was decoded', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1e300, 128, -128, 0.5]) {
      const frame = { mx: value, my: value, held: 255 };
      sanitizeFrame(frame);
      expect(Number.isInteger(frame.mx) && Math.abs(frame.mx) <= 127).toBe(true);
      expect(frame.held).toBe(HELD.float | HELD.breath);
    }
    expect(direction(-500)).toBe(-127);
    expect(direction(Number.NaN)).toBe(0);
  });

  it('carries float and breath both ways', () => {
    for (const float of [true, false]) {
      for (const breath of [true, false]) {
        const input = { mx: 3, my: -4, float, breath };
        expect(inputOf({ mx: 3, my: -4, held: heldOf(input) })).toEqual(input);
      }
    }
  });
});
