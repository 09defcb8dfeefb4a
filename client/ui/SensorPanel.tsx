/** A strap or a synthetic body. Readings go over the line at most four times a second, and only while some purpose is agreed to. */
import type { CoachForm, CoachSaid } from '../../shared/biometrics/coach.ts';
import type { Own } from '../../shared/dream/observe.ts';
import type { Sensor, SensorKind } from '../worker/sensor.ts';
import { followCoach } from './coach.ts';
import type { Night } from './night.ts';
import type { Ports } from './ports.ts';
import { createStore, type Store, useStore } from './store.ts';

export interface SensorShown {
  readonly kind: SensorKind | null;
  /** of the connection */
  readonly state: string;
  /** of the signal: good, poor, stale, lost, refused; '' before the first reading */
  readonly signal: string;
  readonly hr: number;
  /** the breath coach's last word; null before the first search and after one that was stopped */
  readonly coach: CoachSaid | null;
}

export interface SensorHold {
  readonly store: Store<SensorShown>;
  start(kind: SensorKind): void;
  stop(): void;
  /** Begins a search of the breath coach; null ends it. */
  coach(form: CoachForm | null): void;
}

/** At most four readings a second, ms. */
const APART_MS = 250;

/** Holds the one sensor of this page for the length of the night. */
export function holdSensor(night: Night, ports: Ports): SensorHold {
  const store = createStore<SensorShown>({ kind: null, state: 'idle', signal: '', hr: 0, coach: null });
  let sensor: Sensor | null = null;
  let sentAt = Number.NEGATIVE_INFINITY;
  const heard = (coach: CoachSaid | null): void => {
    const before = store.get().coach;
    store.set({ coach });
    followCoach(night, coach, before);
  };
  /** A search ends with its sensor, and with the stop card; what it found stays. */
  const endSearch = (): void => {
    if (store.get().coach?.is !== 'pacing') return;
    sensor?.coach(null);
    heard(null);
  };
  night.store.subscribe(({ stopped }) => stopped && endSearch());
  const stop = (): void => {
    endSearch();
    sensor?.stop();
    sensor = null;
    store.set({ kind: null, state: 'idle', signal: '', hr: 0 });
  };
  const begin = (started: Sensor): void => {
    sensor = started;
    store.set({ kind: started.kind, state: started.state });
    started.onState((state) => store.set({ state }));
    started.onCoach(heard);
    started.onReading((reading) => {
      store.set({ signal: reading.state, hr: reading.hr });
      const agreed = Object.keys(night.store.get().seen?.own.consents ?? {}).length > 0;
      const now = performance.now();
      const ending = reading.state === 'lost' || reading.state === 'refused';
      if (!agreed || (now - sentAt < APART_MS - 10 && !ending)) return;
      sentAt = now;
      // On the line a synthetic body is a signal like any other: its state is how well it is measured.
      const state = reading.state === 'synthetic' ? (reading.quality >= 2 ? 'good' : 'poor') : reading.state;
      void night.link.command('reading', { ...reading, state }).catch(() => null);
    });
  };
  return {
    store,
    stop,
    coach(form) {
      if (form === null) endSearch();
      else sensor?.coach(form);
    },
    start(kind) {
      stop();
      store.set({ kind, state: 'asking' });
      // Loaded at the start of the night, so that this still runs within the click a strap needs.
      void ports.sensor().then(
        (startSensor) => begin(startSensor(kind)),
        () => store.set({ kind: null, state: 'unsupported' }),
      );
    },
  };
}

const SAYS: Readonly<Record<string, string>> = {
  good: 'good',
  poor: 'poor: sit still a moment',
  stale: 'stale: no beat for a while',
  lost: 'lost: the dream eases back to neutral',
  refused: 'refused',
  synthetic: 'good (a synthetic body)',
  asking: 'asking…',
  connecting: 'connecting…',
  live: 'waiting for the first beats',
  unsupported: 'this browser cannot; it needs Web Bluetooth and https or localhost',
  idle: '',
};

export function SensorPanel({
  sensor,
  shared,
  signal,
  onCoach,
}: {
  sensor: SensorHold;
  shared: boolean;
  signal: Own['signal'] | null;
  onCoach: () => void;
}) {
  const now = useStore(sensor.store, (s) => s);
  const state = now.state === 'live' && now.signal !== '' ? now.signal : now.state;
  return (
    <section class="sensor" aria-label="Sensor">
      <h3>A sensor, if you like</h3>
      <div class="row">
        {now.kind === null ? (
          <>
            <button type="button" class="button outlined" onClick={() => sensor.start('strap')}>
              Connect a chest strap
            </button>
            <button type="button" class="button outlined" onClick={() => sensor.start('synthetic')}>
              Try a synthetic body
            </button>
          </>
        ) : (
          <button type="button" class="button outlined" onClick={() => sensor.stop()}>
            Take it off
          </button>
        )}
        <button type="button" class="button outlined" onClick={onCoach}>
          Breath coach
        </button>
        <p class="state" aria-live="polite" data-state={state}>
          {SAYS[state] ?? state}
          {now.hr > 0 && ` · ${now.hr} a minute`}
          {now.kind !== null && !shared && ' · kept on this device: nothing above is on'}
          {now.kind !== null && shared && signal && signal.hr > 0 && ' · in the dream'}
        </p>
      </div>
      <p class="grey">The raw signal never leaves this device; a few whole numbers do, if you turn on what they are for.</p>
    </section>
  );
}
