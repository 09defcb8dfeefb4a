/**
 * Runs the sensor window off the main thread. Beats come in, Readings go out; beats and baseline never leave this worker.
 * Arrivals are stamped here: the clocks of page and worker part when a machine sleeps.
 */
import type { Reading } from '../../shared/biometrics/reading.ts';
import {
  createWindow,
  endSensor,
  pushBeat,
  pushRate,
  pushSkin,
  readingAt,
  restartBaseline,
  type SensorWindow,
} from '../../shared/biometrics/window.ts';

export type ToSensorWorker =
  | { readonly type: 'start'; readonly synthetic: boolean }
  | { readonly type: 'beat'; readonly rrMs: number }
  | { readonly type: 'rate'; readonly bpm: number }
  | { readonly type: 'skin'; readonly microsiemens: number }
  | { readonly type: 'end'; readonly ending: 'lost' | 'refused' }
  | { readonly type: 'baseline' };

/** How often it is asked for a Reading, ms; the window itself keeps to four a second. */
const ASK_MS = 50;

/** The worker's own side of a channel, without TypeScript's worker library, which cannot stand beside the DOM's. */
const port = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ToSensorWorker>) => void) | null;
  postMessage(reading: Reading): void;
};

let sensor: SensorWindow | null = null;

function tell(): void {
  const reading = sensor ? readingAt(sensor, performance.now()) : null;
  if (reading) port.postMessage(reading);
}

port.onmessage = ({ data }) => {
  if (data.type === 'start') {
    if (!sensor) setInterval(tell, ASK_MS);
    sensor = createWindow(performance.now(), data.synthetic);
    return;
  }
  if (!sensor) return;
  switch (data.type) {
    case 'beat':
      pushBeat(sensor, data.rrMs, performance.now());
      break;
    case 'rate':
      pushRate(sensor, data.bpm, performance.now());
      break;
    case 'skin':
      pushSkin(sensor, data.microsiemens, performance.now());
      break;
    case 'end':
      endSensor(sensor, data.ending);
      break;
    case 'baseline':
      restartBaseline(sensor);
      break;
  }
};
