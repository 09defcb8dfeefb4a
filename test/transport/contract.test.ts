/** The contract of transports over ws always, and over uWebSockets where its addon loads. */
import { describe, it } from 'vitest';
import { openHouse, type TestHouse } from '../server/house.ts';
import { CASES } from './contract.ts';

const why = await import('uWebSockets.js').then(
  () => '',
  (error: Error) =>
    (error.message.split('\n').findLast((line) => line.trim() !== '') ?? 'it does not load').replace(/\(required by.*/, '').trim(),
);

for (const transport of ['ws', 'uws'] as const) {
  const skipped = transport === 'uws' && why !== '';
  describe.skipIf(skipped)(skipped ? `uws, not here: ${why}` : transport, () => {
    let house: TestHouse | null = null;
    it.each(CASES.map((c) => [c.name, c] as const))('%s', async (_name, { run }) => {
      house ??= await openHouse({}, { TRANSPORT: transport });
      await run(house);
    });
  });
}
