/** A suite as JUnit XML, as build servers read it: a test suite for each scenario, a test case for each expectation and seed. */
import { failuresOf, type Suite } from './suite.ts';

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for XML and HTML; control characters, which XML cannot hold, become spaces. */
export function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ').replace(/[&<>"']/g, (c) => NAMES[c] as string);
}

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
