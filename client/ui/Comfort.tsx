/** Comfort and controls of this device: text, font, contrast, motion, sound, hold or toggle, and every key. */
import { useState } from 'preact/hooks';
import { keyName, VERBS, type Verb } from './keys.ts';
import type { Night } from './night.ts';
import { Sheet } from './Sheet.tsx';
import type { Settings } from './settings.ts';
import { type Store, useStore } from './store.ts';
import { Traces } from './Traces.tsx';

function Switch({ label, on, onFlip }: { label: string; on: boolean; onFlip: () => void }) {
  return (
    <div class="set">
      <span id={`set-${label}`}>{label}</span>
      <button type="button" class="switch" role="switch" aria-checked={on} aria-labelledby={`set-${label}`} onClick={onFlip} />
    </div>
  );
}

function Range({
  label,
  value,
  low,
  high,
  step,
  shown,
  onSet,
}: {
  label: string;
  value: number;
  low: number;
  high: number;
  step: number;
  shown: string;
  onSet: (v: number) => void;
}) {
  return (
    <label class="set">
      <span>
        {label} <small class="grey">{shown}</small>
      </span>
      <input type="range" min={low} max={high} step={step} value={value} onInput={(e) => onSet(Number(e.currentTarget.value))} />
    </label>
  );
}

function Keys({ settings }: { settings: Store<Settings> }) {
  const own = useStore(settings, (s) => s.keys);
  const [waiting, setWaiting] = useState<Verb | null>(null);
  const take = (event: KeyboardEvent, verb: Verb): void => {
    if (waiting !== verb || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== 'Escape') settings.set({ keys: { ...own, [verb]: event.code } });
    setWaiting(null);
  };
  return (
    <details class="keys">
      <summary>All keys</summary>
      <div class="row">
        <button type="button" class="chip" onClick={() => settings.set({ keys: {} })}>
          Put all back
        </button>
      </div>
      <ul>
        {VERBS.map((row) => (
          <li key={row.verb}>
            <span>{row.name}</span>
            <button
              type="button"
              class="chip"
              aria-label={`Key for ${row.name}: ${keyName(row.verb, own)}. Change.`}
              onClick={() => setWaiting(row.verb)}
              onBlur={() => setWaiting(null)}
              onKeyDown={(e) => take(e, row.verb)}
            >
              {waiting === row.verb ? 'press a key' : keyName(row.verb, own)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Comfort({ night, settings }: { night: Night; settings: Store<Settings> }) {
  const s = useStore(settings, (value) => value);
  const [quality, setQuality] = useState(night.stage?.quality ?? 'medium');
  return (
    <Sheet title="Comfort and controls" kind="paper" place="side" class="comfort" onClose={() => night.open(null)}>
      <Range
        label="Text"
        value={s.textScale}
        low={1}
        high={2}
        step={0.1}
        shown={`${Math.round(s.textScale * 100)} %`}
        onSet={(textScale) => settings.set({ textScale })}
      />
      <Range
        label="Sound"
        value={s.volume}
        low={0}
        high={1}
        step={0.05}
        shown={s.volume === 0 ? 'silent' : `${Math.round(s.volume * 100)} %`}
        onSet={(volume) => settings.set({ volume })}
      />
      <Switch label="Captions of sounds" on={s.captions} onFlip={() => settings.set({ captions: !s.captions })} />
      <Switch label="Atkinson Hyperlegible letters" on={s.legibleFont} onFlip={() => settings.set({ legibleFont: !s.legibleFont })} />
      <Switch label="High contrast" on={s.contrast} onFlip={() => settings.set({ contrast: !s.contrast })} />
      <fieldset class="set motions">
        <legend>Motion</legend>
        {(['system', 'reduce', 'full'] as const).map((motion) => (
          <label key={motion}>
            <input type="radio" name="motion" checked={s.motion === motion} onChange={() => settings.set({ motion })} />
            {motion === 'system' ? 'as my system' : motion === 'reduce' ? 'less' : 'full'}
          </label>
        ))}
      </fieldset>
      <Switch label="Breath by tapping, not holding" on={s.breathToggle} onFlip={() => settings.set({ breathToggle: !s.breathToggle })} />
      <Switch label="Float by tapping, not holding" on={s.floatToggle} onFlip={() => settings.set({ floatToggle: !s.floatToggle })} />
      <Switch label="Vibration at each turn" on={s.touch} onFlip={() => settings.set({ touch: !s.touch })} />
      <Switch
        label="Finer picture"
        on={quality === 'medium'}
        onFlip={() => {
          const next = quality === 'medium' ? 'low' : 'medium';
          night.stage?.setQuality(next);
          setQuality(next);
        }}
      />
      <Switch label="The dream in words" on={night.store.get().twin} onFlip={() => night.intend({ does: 'twin' })} />
      <Keys settings={settings} />
      <Traces night={night} />
      <div class="row foot">
        <button type="button" class="button outlined" onClick={() => night.wake()}>
          Wake up
        </button>
      </div>
    </Sheet>
  );
}
