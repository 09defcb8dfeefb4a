import type { Browser } from 'playwright-core';
import { getQuickJS } from 'quickjs-emscripten';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../server/lab/simulate.ts';
import { loadScenarioFiles } from '../../server/store/scenarios.ts';
import { compileScenario } from '../../shared/scenario/compile.ts';
import { launchBrowser } from '../browser.ts';
import { bundleParity } from './bundle.ts';
import type { Parity } from './entry.ts';
import './entry.ts';

/** One journal, three engines: Node (V8), Chromium (V8 of another version, in a page), QuickJS (no V8 at all). */
const here = (globalThis as unknown as { parity: Parity }).parity;
let browser: Browser;
let bundle = '';

beforeAll(async () => {
  [browser, bundle] = await Promise.all([launchBrowser(), bundleParity()]);
});
afterAll(async () => browser?.close());

async function inChromium<T>(work: (p: Parity, args: string[]) => T, args: string[]): Promise<T> {
  const page = await browser.newPage();
  try {
    await page.addScriptTag({ content: bundle });
    return (await page.evaluate(`(${work.toString()})(globalThis.parity, ${JSON.stringify(args)})`)) as T;
  } finally {
    await page.close();
  }
}

async function inQuickJs(call: string): Promise<string> {
  const engine = (await getQuickJS()).newContext();
  try {
    engine.unwrapResult(engine.evalCode(bundle)).dispose();
    const handle = engine.unwrapResult(engine.evalCode(call));
    const text = engine.getString(handle);
    handle.dispose();
    return text;
  } finally {
    engine.dispose();
  }
}

function session(
  scenario: NonNullable<ReturnType<typeof compileScenario>['scenario']>,
  source: { main: string; files: Record<string, string> },
  minutes: number,
  citizens: number,
) {
  const parts: string[] = [];
  const sink = { write: (bytes: Uint8Array) => void parts.push(Buffer.from(bytes).toString('hex')) };
  const report = simulate({ scenario, source, seed: 'parity', minutes, citizens, sink });
  return { report, hex: parts.join('') };
}

async function shipped(name: string) {
  const source = await loadScenarioFiles(`scenarios/${name}`);
  const { scenario } = compileScenario(source);
  if (!scenario) throw new Error(`${name} does not compile`);
  return { scenario, source: source as { main: string; files: Record<string, string> } };
}

describe('three engines', () => {
  it('agree on exact maths', async () => {
    const points = 3000;
    const node = here.maths(points);
    expect(await inChromium((p, [n]) => p.maths(Number(n)), [String(points)])).toBe(node);
    expect(await inQuickJs(`parity.maths(${points})`)).toBe(node);
  });

  it('dream the same night from the same journal, with contacts and turning things in it', async () => {
    const { scenario, source } = await shipped('01-the-ritual');
    const { report, hex } = session(scenario, source, 3, 40);
    const args = [JSON.stringify(scenario), hex];
    const node = JSON.parse(here.dream(args[0] as string, hex));
    expect(node.digest).toBe(report.digest);
    expect(node.contacts).toBeGreaterThanOrEqual(50);
    expect(node.turned).toBeGreaterThan(1);
    expect(JSON.parse(await inChromium((p, [s, j]) => p.dream(s as string, j as string), args))).toEqual(node);
  });

  it('agree in an engine that is not V8', async () => {
    const { scenario, source } = await shipped('kitchen-sink');
    const { report, hex } = session(scenario, source, 0.75, 14);
    const quick = JSON.parse(await inQuickJs(`parity.dream(${JSON.stringify(JSON.stringify(scenario))}, ${JSON.stringify(hex)})`));
    expect(quick).toMatchObject({ digest: report.digest, mismatch: null });
    expect(quick.checked).toBeGreaterThan(40);
  });
});
