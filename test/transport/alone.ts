/**
 * The contract without a test runner: `node test/transport/alone.ts ws|uws`. For a system whose C library is too old for the addon, under another one:
 * `DIR/ld-linux-x86-64.so.2 --library-path DIR node test/transport/alone.ts uws`. Exit code 1 when a case fails.
 */
import { openHouse } from '../server/house.ts';
import { CASES } from './contract.ts';

const transport = process.argv[2] ?? 'ws';
const house = await openHouse({}, { TRANSPORT: transport });
console.log(`transport ${house.transport}, port ${house.port}, ${process.version}`);
let failed = 0;
for (const { name, run } of CASES) {
  const begun = performance.now();
  const fault = await run(house).then(
    () => '',
    (error: Error) => error.stack ?? String(error),
  );
  if (fault !== '') failed++;
  console.log(
    `${fault === '' ? 'ok    ' : 'FAILED'} ${name} (${Math.round(performance.now() - begun)} ms)${fault === '' ? '' : `\n${fault}`}`,
  );
}
process.exit(failed > 0 ? 1 : 0);
