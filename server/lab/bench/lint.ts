/** `bench lint`: how long a designer waits for an answer. A night is filled with storylets that name facts, symbols and each other, and linted again and again. */
import { compileScenario, missingFiles, type ScenarioBundle } from '../../../shared/scenario/compile.ts';
import { atMost, type BenchOptions, type BenchReport, type Row } from './report.ts';
import { growth, median, quantile } from './statistics.ts';

/** The largest first, so that it also meets a process that has not compiled its own code yet. */
const SIZES = [1000, 300, 100] as const;
const TIMES = 20;
/** What a designer should wait at most for the largest, ms. */
const MOST_MS = 300;

/** The n-th storylet of `of`: a third of them at the lamp, each waiting for two others and setting a fact of its own. */
function storylet(n: number, of: number): string {
  return `
    - id: many.s${n}
${n % 3 === 0 ? '      symbol: lamp\n' : ''}      speaker: ${n % 2 === 0 ? 'ida' : 'pell'}
      theme: ${['rest', 'memory', 'loneliness', 'belonging'][n % 4]}
      intensity: 0.2
      when: { many.f${(n + 1) % of}: 1, at.lamp: 1, seen.many.s${(n * 7) % of}: 1, night: ${n} }
      text: |
        Somebody wrote the number ${n} on the step, in chalk.
        “That is where I stopped counting.”
      soft: |
        A number on the step, in chalk: ${n}.
      choices:
        - id: wipe
          label: Wipe it off
          answer: It was there for the next one. The next one is you.
          then: { facts: { many.f${n}: 1 }, fragment: true }
        - id: add
          label: Add one
          answer: Now it is right again.
          then: { warm: { valence: 0.2, arousal: -0.1 } }
        - id: leave
          label: Leave it be
`;
}

/** A night of `size` storylets in all, made of another in memory. */
export function filled({ main, files }: ScenarioBundle, size: number): ScenarioBundle {
  const text = files[main] ?? '';
  const end = text.indexOf('\nguide:');
  const there = text.match(/^ {4}- id: [\s\S]*?^ {6}choices:/gm)?.length ?? 0;
  const more = Array.from({ length: Math.max(0, size - there) }, (_, n) => storylet(n, size - there));
  return { main, files: { ...files, [main]: text.slice(0, end) + more.join('') + text.slice(end) } };
}

function lint(night: ScenarioBundle): { ms: number; cpuMs: number; findings: number; storylets: number } {
  const atCpu = process.cpuUsage();
  const begun = performance.now();
  missingFiles(night);
  const { scenario, findings } = compileScenario(night);
  const ms = performance.now() - begun;
  const { user, system } = process.cpuUsage(atCpu);
  return { ms, cpuMs: (user + system) / 1000, findings: findings.length, storylets: scenario?.storylets.length ?? 0 };
}

/** @param base a scenario with storylets at its end and then a guide, as the starter is */
export async function benchLint(base: ScenarioBundle, options: BenchOptions, sizes: readonly number[] = SIZES): Promise<BenchReport> {
  const rows: Row[] = [];
  const points: { x: number; y: number }[] = [];
  for (const size of sizes) {
    options.say(`lint: ${size} storylets`);
    const night = filled(base, size);
    const first = lint(night);
    const runs = Array.from({ length: TIMES * options.repeat }, () => lint(night));
    const p50 = median(runs.map((r) => r.ms));
    points.push({ x: size, y: median(runs.map((r) => r.cpuMs)) });
    rows.push({
      storylets: first.storylets,
      characters: night.files[night.main]?.length ?? 0,
      findings: first.findings,
      'first ms': first.ms,
      'p50 ms': p50,
      'p99 ms': quantile(
        runs.map((r) => r.ms),
        0.99,
      ),
      'CPU ms': median(runs.map((r) => r.cpuMs)),
    });
  }
  const largest = rows[0] as Row;
  return {
    bench: 'lint',
    rows,
    goals: [atMost(`lint of ${sizes[0]} storylets under ${MOST_MS} ms, median of ${TIMES}`, Number(largest['p50 ms']), MOST_MS, 'ms')],
    notes: [
      'From texts in memory to findings: what they name is looked for, then all of it is read, checked and compiled. ' +
        `The first row’s \`first ms\` also pays for a process that has just begun. CPU grows with the storylets by the power ${growth(points).exponent.toFixed(2)}.`,
    ],
  };
}
