/** What `dreamhaven dev` says on the page: a save that is wrong stays until it is mended, what a save changed goes by itself. */
import type { DevMessage } from '../../shared/protocol/messages.ts';

const CHANGED_MS = 5000;
/** Narrower pages have the stop card where the note would stand; the card ends at so many px. */
const NARROW_PX = 980;
const BELOW_STOP_PX = 144;
let box: HTMLElement | null = null;
let timer = 0;

/** Shows a note; text only, whatever the files hold. */
export function showDev({ wrong, changed }: DevMessage): void {
  clearTimeout(timer);
  box?.remove();
  box = null;
  if (wrong === '' && changed.length === 0) return;
  box = document.createElement('aside');
  box.className = wrong === '' ? 'dev-note' : 'dev-note wrong';
  box.setAttribute('role', 'status');
  // the stop card is always free: on a narrow page the note begins below it
  const top = innerWidth < NARROW_PX ? BELOW_STOP_PX : 16;
  box.style.cssText = [
    'position:fixed;z-index:90;left:50%;transform:translateX(-50%);max-width:min(46rem,calc(100vw - 24px));max-height:60vh;overflow:auto;pointer-events:auto',
    'padding:12px 16px;border-radius:14px;font:13px/1.5 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;box-shadow:0 10px 40px #0007',
    `top:${top}px`,
    wrong === '' ? 'background:#1d2b2acc;color:#d9f2e6' : 'background:#2b1620f2;color:#ffe1d6;border:1px solid #e58a70',
  ].join(';');
  box.textContent = wrong === '' ? changed.join('\n') : `The last save was not taken up; the dream before it goes on.\n\n${wrong}`;
  document.body.append(box);
  if (wrong === '') timer = window.setTimeout(() => showDev({ wrong: '', changed: [] }), CHANGED_MS);
}
