/** Words and gestures over heads, placed each frame by the stage's own projection. Decoration: the chat has the same words for a screen reader. */
import { useEffect, useRef } from 'preact/hooks';
import type { Night } from './night.ts';

/** How high above the ground a bubble's foot hangs, m. */
const OVER_HEAD_M = 2.6;

const GESTURES: Readonly<Record<string, string>> = {
  wave: 'waves', bow: 'bows', hum: 'hums', point: 'points', come: 'come', 'sit close': 'sits close', laugh: 'laughs', 'tears-and-all-right': 'tears, and all right',
};

export function Bubbles({ night }: { night: Night }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const pool = new Map<string, HTMLElement>();
    let next = 0;
    const place = (): void => {
      next = requestAnimationFrame(place);
      const stage = night.stage;
      const wanted = new Set<string>();
      for (const p of night.drawn?.people ?? []) {
        const text = p.words ?? (p.emote ? (GESTURES[p.emote] ?? p.emote) : null);
        if (!text || !stage || !box.current) continue;
        const at = stage.toScreen(p.x, p.y, p.z + OVER_HEAD_M);
        if (at.x < -40 || at.y < 0 || at.x > innerWidth + 40 || at.y > innerHeight) continue;
        wanted.add(p.id);
        let bubble = pool.get(p.id);
        if (!bubble) {
          bubble = document.createElement('div');
          pool.set(p.id, bubble);
          box.current.append(bubble);
        }
        bubble.className = p.words ? 'bubble' : 'bubble gesture';
        if (bubble.textContent !== text) bubble.textContent = text;
        const half = bubble.offsetWidth / 2 + 8;
        const x = Math.min(innerWidth - half, Math.max(half, at.x));
        bubble.style.transform = `translate(${Math.round(x)}px, ${Math.round(at.y)}px) translate(-50%, -100%)`;
      }
      for (const [id, bubble] of pool) {
        if (wanted.has(id)) continue;
        bubble.remove();
        pool.delete(id);
      }
    };
    next = requestAnimationFrame(place);
    return () => cancelAnimationFrame(next);
  }, [night]);
  return <div class="bubbles" ref={box} aria-hidden="true" />;
}
