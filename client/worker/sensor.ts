/**
 * A person's sensor as the page knows it: one state, and Readings at most four a second. Beats go from the source straight to the worker;
 * nothing comes back but Readings, and what the breath coach says to the person in front of the page.
 */
import type { CoachForm, CoachSaid } from '../../shared/biometrics/coach.ts';
import { ended, type Reading } from '../../shared/biometrics/reading.ts';
import { type BeatSource, Listeners, type SourceState } from '../sense/source.ts';
import { Strap } from '../sense/strap.ts';
import { SyntheticSource } from '../sense/synthetic.ts';
import type { FromSensorWorker, ToSensorWorker } from './sensor.worker.ts';

export type SensorKind = 'strap' | 'synthetic';

export interface Sensor {
  readonly kind: SensorKind;
  /** of the connection; how good the signal is stands in each Reading */
  readonly state: SourceState;
  /** the newest Reading; null before the first */
  readonly last: Reading | null;
  onReading(listener: (reading: Reading) => void): () => void;
  onState(listener: (state: SourceState) => void): () => void;
  /** Takes the resting baseline anew, from this moment (the minute at the fountain). */
  restartBaseline(): void;
  /** Begins a search of the breath coach, anew if one runs; null ends it. */
  coach(form: CoachForm | null): void;
  /** What the coach says, twice a second while it searches and once at its end; for this page alone. */
  onCoach(listener: (said: CoachSaid) => void): () => void;
  /** Ends source and worker. A last Reading in state lost is given to the listeners first, so that nobody goes on with old numbers. */
  stop(): void;
}

/** Starts a sensor; for a strap call it from within a click, as the browser asks whom to connect. Never throws: see `state`. */
export function startSensor(kind: SensorKind, source: BeatSource = kind === 'strap' ? new Strap() : new SyntheticSource()): Sensor {
  const readings = new Listeners<[Reading]>();
  const coached = new Listeners<[CoachSaid]>();
  const worker = new Worker(new URL('./sensor.worker.ts', import.meta.url), { type: 'module' });
  const tell = (message: ToSensorWorker): void => worker.postMessage(message);
  let last: Reading | null = null;
  let lastAtMs = 0;
  let stopped = false;
  const give = (reading: Reading): void => {
    last = reading;
    lastAtMs = performance.now();
    readings.tell(reading);
  };

  worker.onmessage = ({ data }: MessageEvent<FromSensorWorker>) => {
    if (stopped) return;
    if (data.type === 'reading') return give(data.reading);
    source.pace?.(data.said.is === 'pacing' ? data.said.perMinute : null);
    coached.tell(data.said);
  };
  tell({ type: 'start', synthetic: kind === 'synthetic' });
  source.onBeat((rrMs) => tell({ type: 'beat', rrMs }));
  source.onRate((bpm) => tell({ type: 'rate', bpm }));
  source.onSkin((microsiemens) => tell({ type: 'skin', microsiemens }));
  source.onState((state) => {
    if (state === 'lost' || state === 'refused') tell({ type: 'end', ending: state });
  });
  void source.start();

  return {
    kind,
    get state() {
      return source.state;
    },
    get last() {
      return last;
    },
    onReading: (listener) => readings.add(listener),
    onState: (listener) => source.onState(listener),
    restartBaseline: () => tell({ type: 'baseline' }),
    coach(form) {
      tell({ type: 'coach', form });
      if (form === null) source.pace?.(null);
    },
    onCoach: (listener) => coached.add(listener),
    stop: () => {
      if (stopped) return;
      stopped = true;
      source.stop();
      worker.terminate();
      if (last && last.state !== 'lost' && last.state !== 'refused') {
        give(ended(last.seq + 1, last.deviceMs + Math.round(performance.now() - lastAtMs), 'lost'));
      }
    },
  };
}
