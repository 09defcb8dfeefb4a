/** Listens to keys, mouse and fingers and feeds the input. Left thumb walks (tap twice and hold: float), right thumb breathes, a tap points. */
import { notables } from './acts.ts';
import { NOTE_HOLD_SECONDS } from './keys.ts';
import type { Night } from './night.ts';

/** Drag this far for a full walk, px; a shorter move is a tap; a finger held this long breathes, ms; two taps within this long float, ms. */
const STICK_PX = 56;
const TAP_PX = 12;
const HOLD_MS = 180;
const DOUBLE_MS = 320;

/** True when keys belong to what has the focus. */
function typingIn(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Space and Enter belong to a button that was reached by keyboard. */
function pressesButton(event: KeyboardEvent): boolean {
  return (
    (event.code === 'Space' || event.code === 'Enter') &&
    event.target instanceof HTMLElement &&
    event.target.matches('button:focus-visible, summary:focus-visible, a:focus-visible')
  );
}

function listenToKeys(night: Night): () => void {
  const down = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = typingIn(event.target);
    if (pressesButton(event)) return;
    night.stir();
    if (night.store.get().stopped) return;
    const intents = event.repeat ? [] : night.input.keyDown(event.code, performance.now(), typing);
    if (typing && event.code === 'Escape') (event.target as HTMLElement).blur();
    if (!typing && /^(Space|Arrow|Slash|Backspace|Enter|Backquote|Quote)/.test(event.code)) event.preventDefault();
    for (const intent of intents) night.intend(intent);
  };
  const up = (event: KeyboardEvent): void => {
    for (const intent of night.input.keyUp(event.code)) night.intend(intent);
  };
  const away = (): void => night.input.release();
  addEventListener('keydown', down);
  addEventListener('keyup', up);
  addEventListener('blur', away);
  return () => {
    removeEventListener('keydown', down);
    removeEventListener('keyup', up);
    removeEventListener('blur', away);
  };
}

/** What a click or tap at a point of the picture means. */
export function pointAt(night: Night, x: number, y: number): void {
  const stage = night.stage;
  if (!stage) return;
  const hit = stage.pick(x, y);
  const ground = stage.toWorld(x, y);
  if (hit?.kind === 'thread') {
    night.open({ is: 'sky', id: hit.id });
    return;
  }
  if (!hit) {
    if (stage.isSky(x, y)) night.intend({ does: 'look' });
    else night.goTo(ground, null);
    return;
  }
  if (hit.kind === 'person') {
    if (hit.id !== night.link.welcome.me) night.open({ is: 'person', who: hit.id });
    return;
  }
  if (hit.kind === 'guide') {
    night.ask('guide');
    return;
  }
  const seen = night.store.get().seen;
  if (seen?.own.reach?.id === hit.id) {
    night.intend({ does: 'act' });
    return;
  }
  const thing =
    night.link.welcome.place.symbols.find((s) => s.id === hit.id) ??
    seen?.common.shadows.find((s) => s.id === hit.id) ??
    seen?.common.lanterns.find((l) => l.id === hit.id) ??
    seen?.common.fragments.find((f) => f.id === hit.id) ??
    seen?.common.reeds.find((r) => r.id === hit.id) ??
    seen?.common.stones.find((s) => s.id === hit.id) ??
    seen?.common.strings.find((s) => s.id === hit.id);
  night.goTo(thing ? { x: thing.x, y: thing.y + 1.4 } : ground, hit.id);
}

/** The guide or symbol at a point of the picture, that can be noted from here; null for none. */
function notable(night: Night, x: number, y: number): string | null {
  const hit = night.stage?.pick(x, y);
  const id = hit?.kind === 'guide' ? 'guide' : hit?.kind === 'symbol' ? hit.id : null;
  return id !== null && notables(night).some((t) => t.id === id) ? id : null;
}

interface Finger {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly at: number;
  does: 'wait' | 'walk' | 'breathe' | 'note';
  timer: ReturnType<typeof setTimeout> | null;
}

/** Listens until the returned function is called. `picture` is the stage's element. */
export function listen(night: Night, picture: HTMLElement, knob: HTMLElement): () => void {
  const fingers = new Map<number, Finger>();
  let tappedAt = Number.NEGATIVE_INFINITY;
  const { input } = night;

  const down = (event: PointerEvent): void => {
    night.stir();
    if (event.button !== 0) return;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const finger: Finger = { id: event.pointerId, x: event.clientX, y: event.clientY, at: performance.now(), does: 'wait', timer: null };
    fingers.set(event.pointerId, finger);
    if (event.pointerType === 'mouse') return;
    picture.setPointerCapture(event.pointerId);
    const thing = notable(night, event.clientX, event.clientY);
    if (thing) {
      // a finger that rests on a thing means the thing, on either side
      night.store.set({ noting: thing });
      finger.timer = setTimeout(() => {
        night.store.set({ noting: null });
        if (finger.does !== 'wait') return;
        finger.does = 'note';
        night.intend({ does: 'note', about: thing });
      }, NOTE_HOLD_SECONDS * 1000);
    } else if (event.clientX > innerWidth / 2) {
      finger.timer = setTimeout(() => {
        if (finger.does !== 'wait') return;
        finger.does = 'breathe';
        input.press('breathe', true, performance.now());
      }, HOLD_MS);
    } else if (performance.now() - tappedAt < DOUBLE_MS) input.press('float', true, performance.now());
  };
  const move = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId);
    if (!finger) {
      if (event.pointerType === 'mouse') hover(event);
      return;
    }
    if (event.pointerType === 'mouse' || finger.does === 'breathe') return;
    const dx = event.clientX - finger.x;
    const dy = event.clientY - finger.y;
    const far = Math.hypot(dx, dy);
    if (finger.does === 'wait' && far > TAP_PX && finger.x <= innerWidth / 2) finger.does = 'walk';
    if (far > TAP_PX) night.store.set({ noting: null });
    if (finger.does !== 'walk') return;
    const share = Math.min(1, far / STICK_PX) / Math.max(1, far);
    input.stick({ x: dx * share, y: dy * share });
    knob.hidden = false;
    knob.style.transform = `translate(${finger.x}px, ${finger.y}px)`;
    knob.style.setProperty('--dx', `${dx * share * 28}px`);
    knob.style.setProperty('--dy', `${dy * share * 28}px`);
  };
  const up = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (!finger) return;
    if (finger.timer) clearTimeout(finger.timer);
    night.store.set({ noting: null });
    const now = performance.now();
    if (finger.does === 'breathe') input.press('breathe', false, now);
    if (finger.does === 'walk') {
      input.stick(null);
      knob.hidden = true;
    }
    if (event.pointerType !== 'mouse') input.press('float', false, now);
    const tap = finger.does === 'wait' && Math.hypot(event.clientX - finger.x, event.clientY - finger.y) <= TAP_PX;
    if (tap && event.type === 'pointerup') {
      tappedAt = now;
      pointAt(night, event.clientX, event.clientY);
    }
  };
  const hover = (event: PointerEvent): void => {
    const hit = night.stage?.pick(event.clientX, event.clientY) ?? null;
    night.focus = hit?.kind === 'person' ? hit.id : null;
    picture.style.cursor = hit ? 'pointer' : '';
  };
  const still = (event: Event): void => event.preventDefault();

  picture.addEventListener('pointerdown', down);
  picture.addEventListener('pointermove', move);
  picture.addEventListener('pointerup', up);
  picture.addEventListener('pointercancel', up);
  picture.addEventListener('contextmenu', still);
  const keys = listenToKeys(night);
  return () => {
    keys();
    picture.removeEventListener('pointerdown', down);
    picture.removeEventListener('pointermove', move);
    picture.removeEventListener('pointerup', up);
    picture.removeEventListener('pointercancel', up);
    picture.removeEventListener('contextmenu', still);
  };
}
