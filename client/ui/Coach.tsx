/** The breath coach: five paces in turn, and at which of them my heart swings widest. Air, as it belongs to the dream; its numbers stay on this page. */
import { useRef } from 'preact/hooks';
import type { CoachSaid, PaceHeard } from '../../shared/biometrics/coach.ts';
import { NOTHING, paceWords, swingShare, togetherWords } from './coach.ts';
import type { Night } from './night.ts';
import { Petals } from './Petals.tsx';
import type { SensorHold } from './SensorPanel.tsx';
import { Sheet } from './Sheet.tsx';
import { useStore } from './store.ts';

export function Coach({ night, sensor }: { night: Night; sensor: SensorHold }) {
  const { kind, hr, coach } = useStore(sensor.store, (s) => s);
  const pace = useStore(night.store, (s) => s.pace?.perMinute ?? 0);
  const own = useStore(night.store, (s) => (s.pace && !s.pace.given ? s.pace.perMinute : 0));
  return (
    <Sheet title="Breath coach" kind="air" place="side" class="coach" onClose={() => night.open(null)}>
      <Paced night={night} pace={pace} />
      {kind === null && coach?.is !== 'found' ? (
        <Unseen sensor={sensor} />
      ) : coach?.is === 'pacing' ? (
        <Searching said={coach} onStop={() => sensor.coach(null)} />
      ) : coach?.found ? (
        <Found night={night} said={coach} pace={own} onAgain={() => sensor.coach(coach.form)} />
      ) : (
        <Offer said={coach} heard={hr > 0} sensor={sensor} />
      )}
    </Sheet>
  );
}

function Paced({ night, pace }: { night: Night; pace: number }) {
  const word = useRef<HTMLParagraphElement>(null);
  return (
    <div class="paced">
      <Petals
        night={night}
        onTurn={({ inward }) => {
          if (word.current) word.current.textContent = inward ? 'Breathe in' : 'Breathe out';
        }}
      />
      <div>
        <p class="voice" ref={word} aria-hidden="true">
          Breathe in
        </p>
        <small>{pace > 0 ? `${pace} a minute` : '6 a minute, with the dream'}</small>
      </div>
    </div>
  );
}

/** Without a sensor: what it cannot do, and what is good all the same. */
function Unseen({ sensor }: { sensor: SensorHold }) {
  return (
    <>
      <p>
        Without a strap I cannot see your heart, so I cannot find the pace that is yours. For most people it lies near six a minute, .1 Hz.
        That is how the dream breathes, in for four and out for six; you can follow it here.
      </p>
      <div class="row">
        <button type="button" class="pill" data-first onClick={() => sensor.start('strap')}>
          Connect a chest strap
        </button>
        <button type="button" class="pill" onClick={() => sensor.start('synthetic')}>
          Try a synthetic body
        </button>
      </div>
    </>
  );
}

/** Before a search, or after one that found nothing. */
function Offer({ said, heard, sensor }: { said: CoachSaid | null; heard: boolean; sensor: SensorHold }) {
  return (
    <>
      {said && said.reason !== '' && (
        <>
          <p aria-live="polite">
            <b>{NOTHING[said.reason]}</b>
          </p>
          <Heard heard={said.heard} best={0} />
        </>
      )}
      <p>
        Breathe with the petals at five paces, from 6.5 a minute down to 4.5, and I watch at which your heart swings widest. Softly, not
        deeply; if you grow dizzy, stop and breathe as you like.
      </p>
      <div class="row">
        <button type="button" class="pill lit" disabled={!heard} onClick={() => sensor.coach('short')}>
          Short, 7 minutes
        </button>
        <button type="button" class="pill" disabled={!heard} onClick={() => sensor.coach('whole')}>
          Whole, 10 minutes
        </button>
      </div>
      <small>{heard ? 'Your beats stay on this device, and so does what I find.' : 'Waiting for the first beats.'}</small>
    </>
  );
}

function Searching({ said, onStop }: { said: CoachSaid; onStop: () => void }) {
  const share = said.ofSeconds > 0 ? said.seconds / said.ofSeconds : 0;
  return (
    <>
      <p aria-live="polite">
        <b>{paceWords(said.perMinute)}</b>
      </p>
      <div class="sand" aria-hidden="true">
        <i style={{ width: `${Math.round(100 * share)}%` }} />
      </div>
      <small>{Math.max(0, said.ofSeconds - said.seconds)} s of it left. You may close this; the small petals go on.</small>
      <Heard heard={said.heard} best={0} />
      <div class="row">
        <button type="button" class="pill" data-first onClick={onStop}>
          Stop the search
        </button>
      </div>
    </>
  );
}

function Found({ night, said, pace, onAgain }: { night: Night; said: CoachSaid; pace: number; onAgain: () => void }) {
  const mine = said.found?.perMinute ?? 6;
  return (
    <>
      <p aria-live="polite">
        At <b>{mine} a minute</b> your heart swings widest.
        {said.found?.atEdge && ' It was widest at the edge of what we tried; yours may lie beyond.'}
      </p>
      <Heard heard={said.heard} best={mine} />
      <div class="row">
        <button type="button" class="pill" aria-pressed={pace > 0} onClick={() => night.setPace(mine)}>
          My pace, {mine}
        </button>
        <button type="button" class="pill" aria-pressed={pace === 0} onClick={() => night.setPace(null)}>
          The dream's, 6
        </button>
      </div>
      <small>
        Kept on this page until you wake. Breathing by itself stays with the dream, so nobody sees your pace unless you breathe it.
      </small>
      <div class="row">
        <button type="button" class="pill" onClick={onAgain}>
          Search again
        </button>
      </div>
    </>
  );
}

/** What each pace did, as bars; `best`: the pace found, breaths a minute, 0 while none is. */
function Heard({ heard, best }: { heard: readonly PaceHeard[]; best: number }) {
  if (heard.length === 0) return null;
  const near = heard.reduce((a, b) => (Math.abs(b.perMinute - best) < Math.abs(a.perMinute - best) ? b : a));
  return (
    <dl class="swings" aria-label="How far your heart swung at each pace">
      {heard.map((h) => (
        <div key={h.perMinute} class={best > 0 && h === near ? 'best' : ''}>
          <dt>{h.perMinute}</dt>
          <dd>
            <i style={{ width: `${Math.round(100 * swingShare(h.swingBpm))}%` }} />
            <span>
              {h.swingBpm.toFixed(1)} beats · {togetherWords(h.share)}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
