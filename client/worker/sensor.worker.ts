/**
 * Runs the sensor window and the breath coach off the main thread. Beats come in, Readings and the coach's sentences go out; beats and baseline
 * never leave this worker.
 * Arrivals are stamped here: the clocks of page and worker part when a machine sleeps.
 */
import { beginCoach, type CoachForm, type CoachRun, type CoachSaid, coachAt, coachBeat } from '../../shared/biometrics/coach.ts';
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
  | { readonly type: 'baseline' }
  /** begins a search of the breath coach; null ends it */
  | { readonly type: 'coach'; readonly form: CoachForm | null };

/** The coach's sentences are for the page alone, Readings may be sent on: they are told apart here. */
export type FromSensorWorker =
  | { readonly type: 'reading'; readonly reading: Reading }
  | { readonly type: 'coach'; readonly said: CoachSaid };

/** How often it is asked for a Reading, ms; the window itself keeps to four a second. */
const ASK_MS = 50;
/** the coach says how far it is so often, ms */
const COACH_MS = 500;

/** The worker's own side of a channel, without TypeScript's worker library, which cannot stand beside the DOM's. */
const port = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ToSensorWorker>) => void) | null;
  postMessage(message: FromSensorWorker): void;
};

let sensor: SensorWindow | null = null;
let coach: CoachRun | null = null;
let coachedMs = 0;

function tell(): void {
  const now = performance.now();
  const reading = sensor ? readingAt(sensor, now) : null;
  if (reading) port.postMessage({ type: 'reading', reading });
  if (!coach || now - coachedMs < COACH_MS) return;
  coachedMs = now;
  const said = coachAt(coach, now);
  if (said.is !== 'pacing') coach = null;
  port.postMessage({ type: 'coach', said });
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
      if (coach) coachBeat(coach, data.rrMs, performance.now());
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
    case 'coach':
      coach = data.form ? beginCoach(data.form, performance.now()) : null;
      coachedMs = 0;
      break;
  }
};
