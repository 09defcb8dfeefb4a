/** The deck below the picture: play, speed, whose eyes, go on from here, and the time line. Paper: the operator is awake. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { WHOLE } from '../../../shared/protocol/theatre.ts';
import { useStore } from '../../ui/store.ts';
import type { Player } from '../player.ts';
import { clock, SPEEDS } from '../told/address.ts';
import { Timeline } from './Timeline.tsx';

export function Deck({ player }: { player: Player }) {
  const { night, store } = player;
  const playing = useStore(store, (s) => s.playing);
  const speed = useStore(store, (s) => s.speed);
  const waiting = useStore(store, (s) => s.waiting);
  const seconds = useStore(store, (s) => Math.floor((s.tick / night.tickRate) * 10) / 10);
  const log = useStore(store, (s) => s.log);
  return (
    <section class="deck paper" aria-label="Playing">
      <div class="transport">
        <button type="button" class="play" aria-label={playing ? 'Pause' : 'Play'} title="Space" onClick={() => player.play(!playing)}>
          <svg viewBox="0 0 26 26" aria-hidden="true">
            <path d={playing ? 'M8 6h4v14H8zM15 6h4v14h-4z' : 'M9 5.5v15l12-7.5z'} />
          </svg>
        </button>
        <p class={`now ${waiting ? 'waiting' : ''}`}>
          <b>{clock(seconds, true)}</b> <span>of {clock(night.lastTick / night.tickRate)}</span>
        </p>
        <fieldset class="speeds">
          <legend class="unseen">Speed</legend>
          {SPEEDS.map((s) => (
            <button key={s} type="button" aria-pressed={s === speed} onClick={() => player.speed(s)}>
              {s === 0.5 ? '½' : s}×
            </button>
          ))}
        </fieldset>
        <Eyes player={player} />
        <div class="more">
          <button
            type="button"
            class="button outlined"
            aria-pressed={log}
            onClick={() => {
              player.show(null);
              store.set({ log: !log });
            }}
          >
            What happened
          </button>
          <button type="button" class="button" onClick={() => player.show({ is: 'fork' })}>
            Go on from here
          </button>
        </div>
      </div>
      <Timeline player={player} />
      {night.expectations.length > 0 && <LateCurves player={player} />}
    </section>
  );
}

type CurvesPart = ComponentType<{ player: Player }>;

/** The charts come when there is something to chart. */
function LateCurves({ player }: { player: Player }) {
  const [part, setPart] = useState<{ Curves: CurvesPart } | null>(null);
  useEffect(() => {
    mendLanguage();
    import('./Curves.tsx').then(setPart, () => undefined);
  }, []);
  return part ? <part.Curves player={player} /> : null;
}

/** Some systems name a language that `Intl` does not take (`en-US@posix`), and the chart library asks for it as it loads. */
function mendLanguage(): void {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
  }
}

function Eyes({ player }: { player: Player }) {
  const { night, store } = player;
  const who = useStore(store, (s) => s.who);
  const near = useStore(store, (s) => s.near);
  const label = (id: string): string => {
    const p = night.people.find((q) => q.id === id);
    return `${p?.name.trim() || id}${p?.kind === 'simulated' ? ' · simulated' : ''}`;
  };
  const people = night.people.filter((p) => p.kind !== 'agent');
  const watched = night.mode === 'watched';
  return (
    <label class="eyes">
      <span>{watched ? 'Stay with' : 'See'}</span>
      <select
        value={watched ? near : who}
        onChange={(e) => {
          const id = e.currentTarget.value;
          if (watched) player.stayWith(id);
          else player.follow(id);
          e.currentTarget.blur();
        }}
      >
        <option value={watched ? '' : WHOLE}>{watched ? 'nobody' : 'the whole'}</option>
        {people.map((p) => (
          <option key={p.id} value={p.id}>
            {watched ? label(p.id) : `as ${label(p.id)}`}
          </option>
        ))}
      </select>
    </label>
  );
}
