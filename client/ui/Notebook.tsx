/** The notebook: what I held Y on, as it was then; mine alone. And the ring that fills round a thing while it is being noted. */
import { useEffect, useRef } from 'preact/hooks';
import type { SketchSeen } from '../../shared/dream/guide/notebook.ts';
import { notables } from './acts.ts';
import { everyFrame } from './everyFrame.ts';
import { keyName, NOTE_HOLD_SECONDS } from './keys.ts';
import type { Night } from './night.ts';
import { Sheet } from './Sheet.tsx';
import { useStore } from './store.ts';

/** "4 min ago" */
export function agoWords(seconds: number): string {
  return seconds < 60 ? 'a moment ago' : `${Math.floor(seconds / 60)} min ago`;
}

export function Notebook({ night }: { night: Night }) {
  const pages = useStore(night.store, (s) => s.seen?.own.notebook ?? null);
  const tick = night.store.get().seen?.common.tick ?? 0;
  const { tickRate, place } = night.link.welcome;
  const said = (p: SketchSeen): string => {
    if (p.about === 'guide') return p.plain ? `${p.text} It had a plain reason.` : p.text;
    const name = place.symbols.find((s) => s.id === p.about)?.name ?? 'something';
    return `${name.charAt(0).toUpperCase()}${name.slice(1)}, ${p.awake ? 'awake' : 'asleep'}.`;
  };
  return (
    <Sheet title="My notebook" kind="paper" place="side" class="notebook" onClose={() => night.open(null)}>
      {!pages || pages.length === 0 ? (
        <p>Empty. Hold {keyName('why')}, or a finger, on a symbol or on the small light when something about it is odd.</p>
      ) : (
        <ol>
          {[...pages].reverse().map((p, i) => (
            <li key={`${p.about}${p.tick}${i}`} class={p.about === 'guide' && !p.plain ? 'odd' : ''}>
              <span class="voice">{said(p)}</span>
              <small>{agoWords((tick - p.tick) / tickRate)}</small>
            </li>
          ))}
        </ol>
      )}
      <p class="grey last">Nobody else reads it. It is gone when you wake, and when you leave nothing behind.</p>
    </Sheet>
  );
}

const ROUND = 2 * Math.PI * 22;

/** Fills in the time a hold takes; follows its thing on the picture. */
export function NoteRing({ night }: { night: Night }) {
  const ring = useRef<SVGSVGElement>(null);
  const arc = useRef<SVGCircleElement>(null);
  useEffect(() => {
    let touchedAt = 0;
    const draw = (now: number): void => {
      const { noting } = night.store.get();
      touchedAt = noting === null ? 0 : touchedAt || now;
      const held = night.input.holding(now);
      const share = noting !== null ? (now - touchedAt) / (NOTE_HOLD_SECONDS * 1000) : held?.verb === 'note' ? held.share : 0;
      const el = ring.current;
      if (!el) return;
      const things = share > 0 ? notables(night) : [];
      const thing = noting !== null ? things.find((t) => t.id === noting) : things[0];
      const at = thing && night.stage?.toScreen(thing.x, thing.y, thing.z);
      el.style.display = at ? '' : 'none';
      if (!at) return;
      el.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px) translate(-50%, -50%)`;
      arc.current?.setAttribute('stroke-dashoffset', (ROUND * (1 - Math.min(1, share))).toFixed(1));
    };
    return everyFrame(draw, () => night.restMs);
  }, [night]);
  return (
    <svg ref={ring} class="note-ring" viewBox="0 0 52 52" aria-hidden="true" style={{ display: 'none' }}>
      <circle cx="26" cy="26" r="22" class="way" />
      <circle ref={arc} cx="26" cy="26" r="22" class="arc" stroke-dasharray={ROUND} transform="rotate(-90 26 26)" />
    </svg>
  );
}
