/** A page with nothing but a sensor: what it hears is kept for the test to read. */
import { type Sensor, type SensorKind, startSensor } from '../../../client/worker/sensor.ts';
import type { Reading } from '../../../shared/biometrics/reading.ts';

export interface Bench {
  sensor: Sensor | null;
  readings: Reading[];
  states: string[];
}

const bench: Bench = { sensor: null, readings: [], states: [] };
(globalThis as unknown as { bench: Bench }).bench = bench;

function start(kind: SensorKind): void {
  const sensor = startSensor(kind);
  sensor.onReading((r) => bench.readings.push(r));
  bench.states.push(sensor.state);
  sensor.onState((state) => bench.states.push(state));
  bench.sensor = sensor;
}

document.querySelector('#connect')?.addEventListener('click', () => start('strap'));
document.querySelector('#pretend')?.addEventListener('click', () => start('synthetic'));
