import type { FormulaSection } from '../../expectations/schema.ts';
import { OPERATORS } from '../../expectations/schema.ts';
import { SIGNALS } from '../../expectations/signals.ts';
import { suggest } from '../paths.ts';
import type { Finding } from '../report.ts';
import { at, type MeaningRule, type Whole } from './rule.ts';

const RULE = 'expectation';
type Path = readonly (string | number)[];

/** A formula without its operator has no meaning, and a signal of one person needs to know of whom. */
export const expectation: MeaningRule = {
  name: RULE,
  about:
    'an expectation on an unknown signal, region or storylet, without a bound, with a window that ends before it begins, or that is no formula',
  check(whole) {
    return whole.scenario.expect.flatMap((e, i) => checkFormula(whole, e, ['expect', i], e.each === 'person'));
  },
};

function checkFormula(whole: Whole, f: FormulaSection, path: Path, ofEach: boolean): Finding[] {
  const said = OPERATORS.filter((key) => f[key] !== undefined);
  const [operator] = said;
  if (operator === undefined) {
    const reason = 'this says nothing that could hold';
    return [at(whole, RULE, path, reason, `name a \`signal\` with \`min\` or \`max\`, or one of ${OPERATORS.slice(1).join(', ')}`)];
  }
  if (said.length > 1) {
    const reason = `${said.join(' and ')} stand side by side`;
    return [at(whole, RULE, [...path, said[1] as string], reason, 'put them into one list under `all:` or `any:`', { key: true })];
  }
  const windowed = operator === 'always' || operator === 'eventually' || operator === 'until';
  const findings: Finding[] = [];
  for (const key of ['from', 'within'] as const) {
    if (f[key] !== undefined && !windowed)
      findings.push(
        at(whole, RULE, [...path, key], `${key} belongs to always, eventually or until`, 'move it there, or leave it out', { key: true }),
      );
  }
  if ((f.from ?? 0) > (f.within ?? Infinity))
    findings.push(
      at(whole, RULE, [...path, 'from'], `the window begins at ${f.from} s and ends at ${f.within} s`, 'let `from` be less than `within`'),
    );
  if (operator === 'signal') return [...findings, ...checkSignal(whole, f, path, ofEach)];
  for (const key of ['of', 'over', 'min', 'max'] as const) {
    if (f[key] !== undefined)
      findings.push(at(whole, RULE, [...path, key], `${key} belongs to a signal`, `write it beside \`signal\``, { key: true }));
  }
  const inner = f[operator];
  const list = Array.isArray(inner)
    ? inner.map((one, i) => [one, [...path, operator, i]] as const)
    : [[inner, [...path, operator]] as const];
  for (const [one, where] of list) if (one) findings.push(...checkFormula(whole, one as FormulaSection, where, ofEach));
  return findings;
}

function checkSignal(whole: Whole, f: FormulaSection, path: Path, ofEach: boolean): Finding[] {
  const name = f.signal as string;
  const signal = Object.hasOwn(SIGNALS, name) ? SIGNALS[name] : undefined;
  if (!signal) return [at(whole, RULE, [...path, 'signal'], `no signal is called "${name}"`, suggest(name, Object.keys(SIGNALS)))];
  const findings: Finding[] = [];
  if (f.min === undefined && f.max === undefined) {
    findings.push(
      at(whole, RULE, [...path, 'signal'], `${name} has no bound`, `add \`min\` or \`max\`; it runs from ${signal.min} to ${signal.max}`),
    );
  }
  if (f.min !== undefined && f.max !== undefined && f.min > f.max)
    findings.push(at(whole, RULE, [...path, 'min'], `min ${f.min} is above max ${f.max}`, 'let min be less than max'));
  if (signal.of === 'person' && !ofEach && f.over === undefined) {
    const fix = 'add `each: person` to the expectation, or `over: max` (min, mean, sum) here';
    findings.push(at(whole, RULE, [...path, 'signal'], `${name} is one person's, and this is asked of the night`, fix));
  }
  if (signal.of !== 'person' && f.over !== undefined)
    findings.push(at(whole, RULE, [...path, 'over'], `${name} is one number already`, 'leave `over` out', { key: true }));
  const { names } = signal;
  if (names === undefined) {
    if (f.of !== undefined) findings.push(at(whole, RULE, [...path, 'of'], `${name} is not of anything`, 'leave `of` out', { key: true }));
    return findings;
  }
  if (f.of === undefined)
    return [...findings, at(whole, RULE, [...path, 'signal'], `${name} needs to know of what`, `add \`of:\` with a ${names}`)];
  const known = namesOf(whole)[names];
  if (known && !known.includes(f.of))
    findings.push(at(whole, RULE, [...path, 'of'], `no ${names} is called "${f.of}"`, suggest(f.of, known)));
  return findings;
}

/** Facts are checked by nobody here: a talk in ink may set them. */
function namesOf({ map, scenario }: Whole): Readonly<Record<'region' | 'storylet' | 'wound' | 'fact', readonly string[] | null>> {
  return {
    region: map.regions.map((r) => r.id),
    storylet: [...scenario.narrative.storylets, ...scenario.narrative.dialogues].map((s) => s.id),
    wound: scenario.city.wounds.map((w) => w.id),
    fact: null,
  };
}
