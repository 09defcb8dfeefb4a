/** Hands on the picture: a click asks why a thing is as it is, a drag moves the view of the whole. */
import { WHOLE } from '../../shared/protocol/theatre.ts';
import type { Player } from './player.ts';

/** A press that moves less than this is a click, px. */
const CLICK_PX = 6;

/** @returns lets go */
export function holdPicture(picture: HTMLElement, player: Player): () => void {
  const hands = new AbortController();
  const { signal } = hands;
  let from: { x: number; y: number; id: number } | null = null;
  let moved = false;
  const inside = (e: PointerEvent): { x: number; y: number } => {
    const box = picture.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  };
  picture.addEventListener(
    'pointerdown',
    (e) => {
      from = { ...inside(e), id: e.pointerId };
      moved = false;
      picture.setPointerCapture(e.pointerId);
    },
    { signal },
  );
  picture.addEventListener(
    'pointermove',
    (e) => {
      const at = inside(e);
      if (!from || from.id !== e.pointerId) {
        picture.style.cursor = player.stage?.pick(at.x, at.y) ? 'pointer' : '';
        return;
      }
      if (!moved && Math.hypot(at.x - from.x, at.y - from.y) < CLICK_PX) return;
      moved = true;
      if (player.store.get().who !== WHOLE || !player.stage) return;
      const a = player.stage.toWorld(from.x, from.y);
      const b = player.stage.toWorld(at.x, at.y);
      player.shift(a.x - b.x, a.y - b.y);
      from = { ...at, id: e.pointerId };
    },
    { signal },
  );
  const end = (e: PointerEvent): void => {
    const pressed = from;
    from = null;
    if (!pressed || moved || e.type === 'pointercancel') return;
    const at = inside(e);
    const found = player.stage?.pick(at.x, at.y);
    if (found) player.askThing(found.id, found.kind);
    else if (player.store.get().open?.is === 'why') player.show(null);
  };
  picture.addEventListener('pointerup', end, { signal });
  picture.addEventListener('pointercancel', end, { signal });
  return () => hands.abort();
}
