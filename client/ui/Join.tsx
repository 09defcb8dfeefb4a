/** One screen to fall asleep: a name, a shape, a colour, one button. What may reach me is folded beside it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { CLOTHS, type Cloth, SHAPES, type Shape } from '../../shared/dream/people/model.ts';
import { NOTHING_SHARED, Reach, type ReachValue } from './Reach.tsx';
import { CLOTH_COLOURS, HEM_NAMES, Hem, Sleeper } from './Sleeper.tsx';
import { paintDusk } from './sky.ts';

export interface Joining {
  readonly name: string;
  readonly shape: Shape;
  readonly cloth: Cloth;
  readonly reach: ReachValue;
}

/** The living picture behind the paper; still under reduced motion (style sheet). */
export function Dusk() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const paint = (): void => {
      if (canvas.current) paintDusk(canvas.current);
    };
    paint();
    addEventListener('resize', paint);
    return () => removeEventListener('resize', paint);
  }, []);
  return (
    <div class="dusk" aria-hidden="true">
      <canvas ref={canvas} />
      <div class="glow" />
      <div class="scrim" />
    </div>
  );
}

function Shapes({ value, cloth, onChange }: { value: Shape; cloth: Cloth; onChange: (shape: Shape) => void }) {
  return (
    <fieldset class="shapes">
      <legend>Your shape</legend>
      {SHAPES.map((shape) => (
        <label key={shape} title={shape}>
          <input type="radio" name="shape" class="unseen" checked={shape === value} aria-label={shape} onChange={() => onChange(shape)} />
          <Sleeper shape={shape} cloth={shape === value ? cloth : undefined} />
        </label>
      ))}
    </fieldset>
  );
}

function Cloths({ value, onChange }: { value: Cloth; onChange: (cloth: Cloth) => void }) {
  return (
    <fieldset class="cloths">
      <legend>Your colour and hem</legend>
      {CLOTHS.map((cloth, i) => (
        <label key={cloth} title={`${cloth}, ${HEM_NAMES[i % 4]} hem`} style={{ background: CLOTH_COLOURS[cloth] }}>
          <input
            type="radio"
            name="cloth"
            class="unseen"
            checked={cloth === value}
            aria-label={`${cloth}, ${HEM_NAMES[i % 4]} hem`}
            onChange={() => onChange(cloth)}
          />
          <Hem index={i} />
        </label>
      ))}
    </fieldset>
  );
}

export interface JoinProps {
  readonly initial: Joining;
  /** one sentence when falling asleep did not work, '' otherwise */
  readonly trouble: string;
  readonly busy: boolean;
  readonly onJoin: (joining: Joining) => void;
}

export function Join({ initial, trouble, busy, onJoin }: JoinProps) {
  const [name, setName] = useState(initial.name);
  const [shape, setShape] = useState<Shape>(initial.shape);
  const [cloth, setCloth] = useState<Cloth>(initial.cloth);
  const [reach, setReach] = useState<ReachValue>(initial.reach);
  const [open, setOpen] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!busy) onJoin({ name: name.trim().slice(0, 24), shape, cloth, reach });
  };
  return (
    <div class={`join ${open ? 'unfolded' : ''}`}>
      <Dusk />
      <form class="paper leaf" onSubmit={submit} aria-busy={busy}>
        <h1>Dreamhaven</h1>
        <p class="lead">The sun is going down. Someone has kept a place for you on the plaza.</p>
        <label class="name">
          <span>What shall we call you?</span>
          <input
            type="text"
            name="name"
            maxLength={24}
            placeholder="someone"
            autocomplete="nickname"
            value={name}
            onInput={(e) => setName(e.currentTarget.value)}
          />
        </label>
        <Shapes value={shape} cloth={cloth} onChange={setShape} />
        <Cloths value={cloth} onChange={setCloth} />
        <button type="submit" class="button wide" aria-disabled={busy}>
          {busy ? 'Falling asleep…' : 'Fall asleep'}
        </button>
        <p class="trouble" role="alert">
          {trouble}
        </p>
        <p class="grey unfolds">
          Hard themes, one character misleads;{' '}
          <button type="button" class="textual" aria-expanded={open} aria-controls="reach" onClick={() => setOpen(!open)}>
            change what may reach me
          </button>
          .
        </p>
        <p class="grey">No account. You can wake at any time.</p>
      </form>
      <section id="reach" class="paper leaf aside" hidden={!open} aria-labelledby="reach-title">
        <header>
          <h2 id="reach-title">What may reach me?</h2>
          <button type="button" class="textual" onClick={() => setOpen(false)}>
            Fold away
          </button>
        </header>
        <p>Everything is off until you turn it on. The dream is just as whole without it, and nobody can tell.</p>
        <Reach value={reach} onChange={setReach} />
      </section>
    </div>
  );
}

export const FIRST_JOINING: Joining = { name: '', shape: 'leaf', cloth: 'teal', reach: NOTHING_SHARED };
