/** A button that is held for a second before it acts. A screen reader's or switch's press has no length: there a second press confirms. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const HOLD_MS = 1000;
/** A first press without length waits so long for the second, ms. */
const CONFIRM_MS = 5000;

interface HoldProps {
  readonly disabled: boolean;
  readonly label: string;
  readonly onHeld: () => void;
  readonly children: ComponentChildren;
}

export function Hold({ disabled, label, onHeld, children }: HoldProps) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [state, setState] = useState<'rest' | 'held' | 'asked'>('rest');
  const end = (): void => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
  };
  useEffect(() => end, []);
  const begin = (): void => {
    if (disabled || timer.current) return;
    setState('held');
    timer.current = setTimeout(() => {
      end();
      setState('rest');
      onHeld();
    }, HOLD_MS);
  };
  const release = (): void => {
    if (state !== 'held') return;
    end();
    setState('rest');
  };
  const key = (event: KeyboardEvent, run: () => void): void => {
    if (event.code !== 'Space' && event.code !== 'Enter') return;
    event.preventDefault();
    if (!event.repeat) run();
  };
  const press = (event: MouseEvent): void => {
    if (event.detail !== 0 || disabled) return;
    if (state === 'asked') {
      end();
      setState('rest');
      onHeld();
      return;
    }
    setState('asked');
    timer.current = setTimeout(() => {
      end();
      setState('rest');
    }, CONFIRM_MS);
  };
  return (
    <button
      type="button"
      class={`pill hold ${state}`}
      aria-disabled={disabled}
      aria-label={state === 'asked' ? `${label}: press again` : `${label}: hold for a second`}
      onPointerDown={begin}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onContextMenu={(e) => e.preventDefault()}
      onKeyDown={(e) => key(e, begin)}
      onKeyUp={(e) => key(e, release)}
      onBlur={release}
      onClick={press}
    >
      {state === 'asked' ? 'Press again' : children}
    </button>
  );
}
