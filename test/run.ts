/** `npm test`: everything, real browser included; closes with one line `N passed, N failed`. Arguments narrow it to some files. */
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { LongestFirst } from './longestFirst.ts';

// workers, servers and commands load the same code again and again: a fifth of the processor's time went into compiling it
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../.build/compiled', import.meta.url));

const vitest = await startVitest('test', process.argv.slice(2), {
  watch: false,
  reporters: ['default'],
  sequence: { sequencer: LongestFirst },
});
let passed = 0;
let failed = 0;
for (const module of vitest.state.getTestModules()) {
  if (module.errors().length > 0) failed++;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') passed++;
    if (state === 'failed') failed++;
    if (state === 'skipped') console.log(`skipped: ${module.relativeModuleId} > ${test.fullName}${skipReason(test)}`);
  }
}
const unhandled = vitest.state.getUnhandledErrors().length;
await vitest.close();
failed += unhandled;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

/** The note of a skip; where there is none, the test's own name says why. */
function skipReason(test: { result(): { note?: string | undefined } | object }): string {
  const result = test.result();
  return 'note' in result && typeof result.note === 'string' ? ` (${result.note})` : '';
}
