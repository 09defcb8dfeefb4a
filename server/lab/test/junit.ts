/** A suite as JUnit XML, as build servers read it: a test suite for each scenario, a test case for each expectation and seed. */
import { escapeText } from '../report/escape.ts';
import { failuresOf, type Suite } from './suite.ts';

/** The whole document. Times are dreamt seconds, so two runs write the same file. */
export function junitOf(suite: Suite, rerun: (path: string, seed: string) => string): string {
  const failures = failuresOf(suite);
  const suites = suite.entries.map(({ path, scenario, expectations }) => {
    const nights = suite.nights.filter((n) => n.scenario === scenario.id);
    const cases = nights.flatMap((night) =>
      expectations.flatMap((e) => {
        const verdict = night.verdicts.find((v) => v.id === e.id);
        const head = `    <testcase classname="${escapeText(scenario.id)}" name="${escapeText(`${e.id}, seed ${night.seed}`)}" time="${night.ticks / 20}"`;
        if (!verdict) return [`${head}><skipped message="nobody of whom it is asked was there"/></testcase>`];
        const failure = failures.find((f) => f.scenario === scenario.id && f.seed === night.seed && f.expectation === e.id);
        if (!failure) return [`${head}/>`];
        const message = `${e.says} Robustness ${failure.robustness.toFixed(3)} at ${failure.second} s${failure.who === '' ? '' : `, of ${failure.who}`}.`;
        return [
          `${head}><failure message="${escapeText(message)}" type="${escapeText(e.id)}">${escapeText(rerun(path, night.seed))}</failure></testcase>`,
        ];
      }),
    );
    const failed = failures.filter((f) => f.scenario === scenario.id).length;
    return [
      `  <testsuite name="${escapeText(scenario.id)}" tests="${cases.length}" failures="${failed}" errors="0" skipped="${cases.filter((c) => c.includes('<skipped')).length}">`,
      ...cases,
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dreamhaven test" failures="${failures.length}">\n${suites.join('\n')}\n</testsuites>\n`;
}
