/** Words and gestures over heads, and over a string who plucked it, placed each frame by the stage's own projection. Decoration: the chat has the same words for a screen reader. */
import { useEffect, useRef } from 'preact/hooks';
import type { PersonView } from '../stage/view.ts';
import { everyFrame } from './everyFrame.ts';
import type { Night } from './night.ts';
import { told } from './speech.ts';

/** How high above the ground a bubble's foot hangs, m; gap between two that would touch, px. */
const OVER_HEAD_M = 2.6;
const OVER_SIGN_M = 3.4;
/** Who plucked a string stands over its row. */
const OVER_STRING_M = 4.9;
const OVER_STONE_M = 2.2;
const GAP_PX = 6;

export interface Box {
  /** middle and foot, px */
  x: number;
  y: number;
  readonly w: number;
  readonly h: number;
}

/** Lifts boxes that would cover an earlier one until they stand free; those given first keep their place. Changes `y` and `x` (kept within `width`). */
export function spread(boxes: readonly Box[], width: number): void {
  boxes.forEach((box, i) => {
    box.x = Math.min(width - box.w / 2 - 8, Math.max(box.w / 2 + 8, box.x));
    for (let tries = 0; tries < boxes.length; tries++) {
      const other = boxes
        .slice(0, i)
        .find((o) => Math.abs(o.x - box.x) < (o.w + box.w) / 2 + GAP_PX && box.y > o.y - o.h - GAP_PX && box.y - box.h < o.y + GAP_PX);
      if (!other) break;
      box.y = other.y - other.h - GAP_PX;
    }
  });
}

export function Bubbles({ night }: { night: Pick<Night, 'speech' | 'stage' | 'drawn'> & Partial<Pick<Night, 'restMs'>> }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const pool = new Map<string, HTMLElement>();
    const element = (id: string): HTMLElement => {
      const known = pool.get(id);
      if (known) return known;
      const made = document.createElement('div');
      pool.set(id, made);
      box.current?.append(made);
      return made;
    };
    const textOf = (p: PersonView): string | null => p.words ?? (p.emote ? told(night.speech, `emote.${p.emote}`) : null);
    const place = (): void => {
      const stage = night.stage;
      const shown: { readonly el: HTMLElement; readonly at: Box }[] = [];
      const wanted = new Set<string>();
      const hang = (id: string, text: string, kind: string, x: number, y: number, z: number): void => {
        const at = stage?.toScreen(x, y, z);
        if (!at || at.x < -40 || at.y < 0 || at.x > innerWidth + 40 || at.y > innerHeight) return;
        wanted.add(id);
        const el = element(id);
        if (el.className !== kind) el.className = kind;
        if (el.textContent !== text) el.textContent = text;
        shown.push({ el, at: { x: at.x, y: at.y, w: el.offsetWidth, h: el.offsetHeight } });
      };
      for (const p of night.drawn?.people ?? []) {
        const text = textOf(p);
        if (text) hang(p.id, text, p.words ? 'bubble' : 'bubble gesture', p.x, p.y, p.z + (p.words ? OVER_HEAD_M : OVER_SIGN_M));
      }
      for (const s of night.drawn?.stones ?? []) if (s.says) hang(s.id, s.says, 'bubble gesture', s.x, s.y, OVER_STONE_M);
      for (const s of night.drawn?.strings ?? []) if (s.by) hang(s.id, s.by, 'bubble gesture', s.x, s.y, OVER_STRING_M);
      shown.sort((a, b) => b.at.y - a.at.y);
      spread(
        shown.map((s) => s.at),
        innerWidth,
      );
      for (const { el, at } of shown) el.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px) translate(-50%, -100%)`;
      for (const [id, el] of pool) {
        if (wanted.has(id)) continue;
        el.remove();
        pool.delete(id);
      }
    };
    return everyFrame(place, () => night.restMs ?? 0);
  }, [night]);
  return <div class="bubbles" ref={box} aria-hidden="true" />;
}
