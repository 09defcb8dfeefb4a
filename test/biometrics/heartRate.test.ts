import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseHeartRate } from '../../shared/biometrics/heartRate.ts';

/** Bytes inside a larger buffer, so that a parser which forgets byteOffset reads 0xee. */
function packet(hex: string): DataView {
  const bytes = Buffer.from(hex, 'hex');
  const buffer = new Uint8Array(bytes.length + 7).fill(0xee);
  buffer.set(bytes, 5);
  return new DataView(buffer.buffer, 5, bytes.length);
}

type Case = [hex: string, bpm: number, contact: boolean | null, energyKilojoule: number | null, rr1024: number[]];

// NordicSemiconductor/Android-BLE-Common-Library @c078e257, HeartRateMeasurementDataCallbackTest (BSD-3; numbers only)
const nordic: Case[] = [
  ['0055', 85, null, null, []],
  ['04ff', 255, false, null, []],
  ['1e5532002100', 85, true, 50, [33]],
  ['1f0101320101000201ffff', 257, true, 306, [1, 258, 65535]],
];
// cases seen in other public tests, and two derived from the specification (023d: contact bit without its support; 0648)
const others: Case[] = [
  ['008e', 142, null, null, []],
  ['012c01', 300, null, null, []],
  ['010401', 260, null, null, []],
  ['068f', 143, true, null, []],
  ['0648', 72, true, null, []],
  ['0448', 72, false, null, []],
  ['1f3412aabb00040008', 4660, true, 0xbbaa, [1024, 2048]],
  ['08460000', 70, null, 0, []],
  ['16580000', 88, true, null, [0]],
  ['023d', 61, null, null, []],
];
const invalid = ['', '00', '010a', '170101', '0855', '085532', '105521', '10552100aa'];

describe('0x2A37, heart rate measurement', () => {
  it.each([...nordic, ...others])('%s', (hex, bpm, contact, energyKilojoule, rr1024) => {
    const rrMs = rr1024.map((raw) => (raw * 1000) / 1024);
    expect(parseHeartRate(packet(hex))).toEqual({ ok: true, bpm, contact, energyKilojoule, rrMs });
  });

  it('has RR in 1/1024 s: 1024 and 2048 are 1000 and 2000 ms', () => {
    expect(parseHeartRate(packet('1f3412aabb00040008'))).toMatchObject({ rrMs: [1000, 2000] });
  });

  it.each(invalid)('refuses "%s" with a reason', (hex) => {
    expect(parseHeartRate(packet(hex))).toEqual({ ok: false, reason: expect.stringMatching(/\w{2}/) });
  });

  it('never throws, whatever the bytes', () => {
    for (let flags = 0; flags < 256; flags++) {
      for (let size = 0; size < 9; size++) {
        const view = packet(Buffer.from([flags, 80, 0, 1, 2, 3, 4, 5, 6].slice(0, size)).toString('hex'));
        expect(typeof parseHeartRate(view).ok).toBe('boolean');
      }
    }
  });

  const file = new URL('../../../shared/vectors/hrm_0x2a37.json', import.meta.url);
  it.skipIf(!existsSync(file))('agrees with ../shared/vectors/hrm_0x2a37.json (skipped where that folder is absent)', () => {
    const { cases } = JSON.parse(readFileSync(file, 'utf8'));
    expect(cases.length).toBeGreaterThanOrEqual(10);
    for (const c of cases) {
      const got = parseHeartRate(packet(c.hex));
      expect(got.ok, c.hex).toBe(c.valid);
      if (!got.ok) continue;
      expect([got.bpm, got.contact, got.energyKilojoule], c.hex).toEqual([c.hr, c.contact, c.energy_kJ]);
      expect(
        got.rrMs.map((ms) => (ms * 1024) / 1000),
        c.hex,
      ).toEqual(c.rr_1024);
    }
  });
});
