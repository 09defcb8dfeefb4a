/** `bench page`: a real Chromium opens the page for the first time on a slow line with a slow processor, falls asleep at once, and sees its first frame. */
import { atMost, type Bench, type Row } from '../../server/lab/bench/report.ts';
import { median } from '../../server/lab/bench/statistics.ts';
import { launchBrowser } from '../browser.ts';
import { withDream } from './servers/dream.ts';

/** A line and a processor; 0 = as they are. */
export const DEVICES = [
  { name: 'as it is', bitsPerSecond: 0, latencyMs: 0, slowdown: 1 },
  { name: '1.6 Mbit/s, 150 ms, 4 times slower', bitsPerSecond: 1_600_000, latencyMs: 150, slowdown: 4 },
] as const;
type Device = (typeof DEVICES)[number];

const VIEWPORT = { width: 480, height: 300 };

/** What the page notes of itself, ms since its navigation began; null: not yet. */
interface Marks {
  formMs: number | null;
  /** the dream's page answers: its controls are there and it is told of the world */
  dreamMs: number | null;
  /** a frame of the dream was drawn by the stage */
  frameMs: number | null;
}

interface Visit extends Marks {
  readonly fileBytes: number;
  readonly lineBytes: number;
  readonly files: number;
  /** path and bytes as sent */
  readonly sent: readonly { readonly path: string; readonly bytes: number }[];
}

/** Runs in the page, before its own code: notes what came when, and presses the button as soon as there is one. */
function attend(): void {
  const marks: Marks = { formMs: null, dreamMs: null, frameMs: null };
  const page = window as unknown as { marks: Marks; dreamhaven?: { stage: unknown; frame: unknown; seen: unknown } };
  page.marks = marks;
  const look = (): void => {
    const button = document.querySelector<HTMLButtonElement>('form button[type=submit]');
    if (marks.formMs === null && button) {
      marks.formMs = performance.now();
      button.click();
    }
    const dream = page.dreamhaven;
    if (marks.dreamMs === null && dream?.seen) marks.dreamMs = performance.now();
    if (dream?.stage && dream.frame) marks.frameMs = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** One first visit; `url` is any page that does as ours: a form with a button, then `window.dreamhaven`. */
export async function visit(
  browser: Awaited<ReturnType<typeof launchBrowser>>,
  url: string,
  device: Device,
  seconds: number,
): Promise<Visit> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const sizes = { files: 0, fileBytes: 0, lineBytes: 0 };
    const paths = new Map<string, string>();
    const sent: { path: string; bytes: number }[] = [];
    let counting = true;
    cdp.on('Network.requestWillBeSent', ({ requestId, request }) => paths.set(requestId, new URL(request.url).pathname));
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (!counting) return;
      sizes.files++;
      sizes.fileBytes += encodedDataLength;
      sent.push({ path: paths.get(requestId) ?? '', bytes: encodedDataLength });
    });
    cdp.on('Network.webSocketFrameReceived', ({ response }) => {
      // what is binary comes as base64
      if (counting) sizes.lineBytes += response.opcode === 2 ? (response.payloadData.length * 3) / 4 : response.payloadData.length;
    });
    await cdp.send('Network.enable');
    if (device.bitsPerSecond > 0) {
      const bytesPerSecond = device.bitsPerSecond / 8;
      const line = { offline: false, latency: device.latencyMs, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond };
      await cdp.send('Network.emulateNetworkConditions', line);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: device.slowdown });
    }
    await page.addInitScript(attend);
    const timeout = seconds * 1000;
    await page.goto(url, { timeout, waitUntil: 'commit' });
    await page
      .waitForFunction(() => (window as unknown as { marks?: Marks }).marks?.frameMs ?? false, null, { timeout, polling: 100 })
      .catch(() => null);
    counting = false;
    const marks = await page.evaluate(() => (window as unknown as { marks: Marks }).marks);
    return { ...marks, ...sizes, sent };
  } finally {
    await context.close();
  }
}

/** The middle one; null as soon as one visit never got there. */
function middle(values: readonly (number | null)[]): number | null {
  return values.some((v) => v === null) ? null : median(values as number[]);
}

export const pageBench: Bench = {
  async run(options) {
    const rows: Row[] = [];
    const measured = new Map<Device, { formS: number; dreamS: number; kB: number }>();
    let heaviest = '';
    await withDream('start', 0, async ({ server }) => {
      for (const device of DEVICES) {
        const visits: Visit[] = [];
        for (let i = 0; i < options.repeat; i++) {
          options.say(`page: ${device.name}, visit ${i + 1} of ${options.repeat}`);
          // a browser of its own each, so that nothing is remembered
          const browser = await launchBrowser();
          try {
            visits.push(await visit(browser, server.url, device, options.seconds));
          } finally {
            await browser.close();
          }
        }
        const seconds = (pick: (v: Visit) => number | null): number => (middle(visits.map(pick)) ?? Number.NaN) / 1000;
        const fileKb = median(visits.map((v) => v.fileBytes)) / 1000;
        const formS = seconds((v) => v.formMs);
        const frameS = seconds((v) => v.frameMs);
        const dreamS = seconds((v) => v.dreamMs);
        measured.set(device, { formS, dreamS, kB: fileKb });
        const files = [...(visits[0]?.sent ?? [])].sort((a, b) => b.bytes - a.bytes).slice(0, 6);
        heaviest = files.map((f) => `${f.path} ${Math.round(f.bytes / 1000)}`).join(', ');
        rows.push({
          device: device.name,
          'form answers s': formS,
          'dream answers s': dreamS,
          'first frame s': frameS,
          files: median(visits.map((v) => v.files)),
          'files kB': fileKb,
          'line kB': median(visits.map((v) => v.lineBytes)) / 1000,
        });
      }
    });
    const slow = measured.get(DEVICES[1]);
    return {
      bench: 'page',
      rows,
      goals: [
        atMost(`the form answers within 4 s (${DEVICES[1].name})`, slow?.formS ?? Number.NaN, 4, 's'),
        atMost(`the dream answers within 4 s (${DEVICES[1].name})`, slow?.dreamS ?? Number.NaN, 4, 's'),
        atMost('at most 600 kB of files to the first frame of the dream, as they are sent', slow?.kB ?? Number.NaN, 600, 'kB'),
      ],
      notes: [
        `Chromium, nothing cached, ${VIEWPORT.width} x ${VIEWPORT.height}, software GL; "Fall asleep" is pressed in the moment it is there. Bytes are as sent, ` +
          'headers included, until the first frame; "line" is what the WebSocket brought.',
        `Heaviest files, kB: ${heaviest}.`,
        `${options.repeat} ${options.repeat === 1 ? 'visit' : 'visits'} each, the middle one shown; who saw no frame in ${options.seconds} s has none.`,
      ],
    };
  },
};
