/** Another process: goes on with a dream from its bytes and prints the digest after every tick. */
import { readFileSync } from 'node:fs';
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { digestsOf, restoreText } from '../../shared/journal/dual.ts';

const [scenarioFile, bytesFile, ticks] = process.argv.slice(2) as [string, string, string];
const scenario = JSON.parse(readFileSync(scenarioFile, 'utf8')) as CompiledScenario;
const { dream, cast } = restoreText(scenario, readFileSync(bytesFile, 'utf8'));
process.stdout.write(JSON.stringify(digestsOf(dream, cast, Number(ticks))));
