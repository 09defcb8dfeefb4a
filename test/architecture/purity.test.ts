import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, sourcesOf } from './imports.ts';

/** What differs between engines, machines or moments. Exact Math functions are taken once, in kernel/math.ts. */
const BANNED: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\bMath\./, 'use kernel/math.ts'],
  [/\*\*(?!\/|\*)(?=[^*])/, '** may differ between engines: use products, or power() of kernel/math.ts'],
  [/\bDate\b(?!\.)|\bDate\.now|\bperformance\./, 'no clock in the core'],
  [/\bIntl\b|toLocale|localeCompare/, 'locales differ'],
  [/\bcrypto\b/, 'randomness comes from named streams'],
  [/\b(setTimeout|setInterval|queueMicrotask|requestAnimationFrame)\b/, 'no time in the core'],
  [/\bconsole\./, 'the core is silent'],
];
/** i18n is words for the page; scenario and protocol run beside the core but are held to the same rules. */
const ALLOWED: Readonly<Record<string, RegExp>> = { 'shared/kernel/math.ts': /Math\./ };

const code = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, ' '))
    .replace(/(^|[^:'"`])\/\/[^\n]*/g, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");

it('finds a breach when there is one', () => {
  expect(BANNED.filter(([p]) => p.test(code('const a = Math.random(); // fine')))).toHaveLength(1);
  expect(BANNED.filter(([p]) => p.test(code('// Math.random()\nconst s = "Date";')))).toHaveLength(0);
});

it('has nothing in shared/ that differs between engines, machines or moments', () => {
  const breaches = sourcesOf('shared')
    .filter((f) => !f.startsWith('shared/i18n/'))
    .flatMap((file) =>
      code(readFileSync(join(ROOT, file), 'utf8'))
        .split('\n')
        .flatMap((line, i) =>
          BANNED.filter(([p]) => p.test(line) && !ALLOWED[file]?.test(line)).map(
            ([, why]) => `${file}:${i + 1} ${line.trim().slice(0, 80)} (${why})`,
          ),
        ),
    );
  expect(breaches).toEqual([]);
});
