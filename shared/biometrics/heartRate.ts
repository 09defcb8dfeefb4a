/**
 * The Heart Rate Measurement characteristic, 0x2A37, of the Bluetooth Heart Rate Service, 0x180D (Heart Rate Service 1.0, section 3.1):
 * a flags octet, the rate, then energy and RR intervals as the flags say. All numbers are little-endian.
 */

const WIDE_RATE = 0x01;
const CONTACT = 0x02;
const CONTACT_SUPPORTED = 0x04;
const ENERGY = 0x08;
const RR = 0x10;

/** RR intervals travel in units of 1/1024 s, not in milliseconds. */
const RR_UNIT_MS = 1000 / 1024;

export interface HeartRateMeasurement {
  readonly ok: true;
  /** beats a minute as the sensor smoothed it, 0..65535; no plausibility is judged here */
  readonly bpm: number;
  /** skin contact; null when the sensor does not tell */
  readonly contact: boolean | null;
  /** energy expended since its last reset, kJ, 0..65535; null when absent */
  readonly energyKilojoule: number | null;
  /** RR intervals in ms, oldest first, 0..63999; empty when the sensor sends none */
  readonly rrMs: readonly number[];
}

export interface HeartRateRefusal {
  readonly ok: false;
  readonly reason: string;
}

const refuse = (reason: string): HeartRateRefusal => ({ ok: false, reason });

/**
 * Reads one notification. Refused: a missing flags octet, rate or energy; an RR flag without an interval (as Nordic's reference parser
 * does); half an interval. Octets after the announced fields are left alone: later flags may announce them.
 */
export function parseHeartRate(view: DataView): HeartRateMeasurement | HeartRateRefusal {
  const size = view.byteLength;
  if (size < 1) return refuse('no flags octet');
  const flags = view.getUint8(0);
  let at = 1;

  const rateSize = flags & WIDE_RATE ? 2 : 1;
  if (size < at + rateSize) return refuse('truncated in the heart rate');
  const bpm = rateSize === 2 ? view.getUint16(at, true) : view.getUint8(at);
  at += rateSize;

  let energyKilojoule: number | null = null;
  if (flags & ENERGY) {
    if (size < at + 2) return refuse('truncated in the energy expended');
    energyKilojoule = view.getUint16(at, true);
    at += 2;
  }

  const rrMs: number[] = [];
  if (flags & RR) {
    if (size === at) return refuse('RR intervals announced, none sent');
    if ((size - at) % 2 !== 0) return refuse('truncated in an RR interval');
    for (; at < size; at += 2) rrMs.push(view.getUint16(at, true) * RR_UNIT_MS);
  }

  const contact = flags & CONTACT_SUPPORTED ? (flags & CONTACT) !== 0 : null;
  return { ok: true, bpm, contact, energyKilojoule, rrMs };
}
