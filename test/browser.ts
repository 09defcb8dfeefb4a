/** A real Chromium for tests: $CHROME_PATH, else one on the PATH, else the one from npm. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // WebGL stays on the software GL; only putting the page together does not: that made every page draw a few frames a second
  '--disable-gpu-compositing',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--autoplay-policy=no-user-gesture-required',
];

function onPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not in this folder
    }
  }
  return undefined;
}

/** Starts Chromium headless; `extra` are more command line flags. The caller closes it. */
export async function launchBrowser(extra: readonly string[] = []): Promise<Browser> {
  const executablePath =
    process.env.CHROME_PATH ?? onPath('chromium-headless-shell') ?? onPath('chromium') ?? (await sparticuz.executablePath());
  return chromium.launch({ executablePath, headless: true, args: [...FLAGS, ...extra] });
}

/**
 * Runs in a page before all else: a screen that shows at most `perSecond` pictures a second. A page that is painted by the processor takes whatever there is of
 * it for more and more pictures, and then its own server, and every test beside it, has to wait.
 */
export function calmScreen(perSecond: number): void {
  const ask = requestAnimationFrame.bind(window);
  const waiting = new Map<number, FrameRequestCallback>();
  let asked = 0;
  let due = false;
  let last = 0;
  const show = (now: number): void => {
    due = false;
    last = performance.now();
    const drawing = [...waiting.values()];
    waiting.clear();
    for (const draw of drawing) draw(now);
  };
  window.requestAnimationFrame = (draw) => {
    waiting.set(++asked, draw);
    if (!due) setTimeout(() => ask(show), Math.max(0, last + 1000 / perSecond - performance.now()));
    due = true;
    return asked;
  };
  window.cancelAnimationFrame = (id) => void waiting.delete(id);
}
