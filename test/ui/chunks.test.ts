import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { beforeAll, expect, test } from 'vitest';

/** The real build of the citizen's page, in memory. */
let chunks: Rolldown.OutputChunk[] = [];

beforeAll(async () => {
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
  const root = fileURLToPath(new URL('../../client/citizen', import.meta.url));
  const built = (await build({ configFile, root, logLevel: 'silent', build: { write: false } })) as Rolldown.RolldownOutput;
  chunks = built.output.filter((o): o is Rolldown.OutputChunk => o.type === 'chunk');
}, 120_000);

/** Everything a browser has to fetch before somebody can join: the entry and what it imports statically. */
function firstChunks(): Rolldown.OutputChunk[] {
  const byName = new Map(chunks.map((c) => [c.fileName, c]));
  const found = new Set<Rolldown.OutputChunk>();
  const take = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) take(byName.get(name));
  };
  take(chunks.find((c) => c.isEntry && c.moduleIds.some((id) => id.endsWith('client/citizen/main.tsx'))));
  return [...found];
}

/** Packages in some chunks, by module id. */
function packages(of: readonly Rolldown.OutputChunk[]): Set<string> {
  const names = of.flatMap((c) => c.moduleIds).map((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1]);
  return new Set(names.filter((name): name is string => name !== undefined));
}

test('joining needs neither engine, physics, schema nor ink: the first chunk has Preact and fonts alone', () => {
  const found = packages(firstChunks());
  expect(found).toContain('preact');
  for (const heavy of ['phaser', 'matter-js', 'zod', 'msgpackr', 'inkjs', '@colyseus/sdk', '@colyseus/schema', 'yaml'])
    expect(found).not.toContain(heavy);
});

test('the first chunk is small enough for a slow phone: under 80 kB of script before compression', () => {
  const bytes = firstChunks().reduce((sum, c) => sum + c.code.length, 0);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(80_000);
});

test('the dream’s own parts are in later chunks, and no chunk of the page carries zod, msgpackr or the ink compiler', () => {
  const all = packages(chunks);
  expect(all).toContain('phaser');
  expect(all).toContain('@colyseus/sdk');
  for (const never of ['zod', 'inkjs', 'matter-js', 'yaml']) expect(all).not.toContain(never);
});
