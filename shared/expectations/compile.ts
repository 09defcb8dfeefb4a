/** From a checked `expect:` section to formulas. */
import { type CompiledExpectation, type Formula, NO_LIMIT } from '../dream/compiled.ts';
import type { ExpectationSection, FormulaSection } from './schema.ts';

/** Call it only with a section that no lint rule refused: a formula without an operator throws a RangeError. */
export function compileExpectation(section: ExpectationSection): CompiledExpectation {
  return {
    id: section.id,
    says: section.says,
    for: section.each === 'person' ? 'each' : 'night',
    who: section.who,
    formula: compileFormula(section),
  };
}

function compileFormula(f: FormulaSection): Formula {
  const window = { from: f.from ?? 0, to: f.within ?? NO_LIMIT };
  if (f.signal !== undefined)
    return { op: 'is', signal: f.signal, of: f.of ?? '', over: f.over ?? '', min: f.min ?? -NO_LIMIT, max: f.max ?? NO_LIMIT };
  if (f.always) return { op: 'always', ...window, of: compileFormula(f.always) };
  if (f.eventually) return { op: 'eventually', ...window, of: compileFormula(f.eventually) };
  if (f.until) {
    const [first, then] = f.until;
    if (first && then) return { op: 'until', ...window, first: compileFormula(first), then: compileFormula(then) };
  }
  if (f.not) return { op: 'not', of: compileFormula(f.not) };
  if (f.all) return { op: 'all', of: f.all.map(compileFormula) };
  if (f.any) return { op: 'any', of: f.any.map(compileFormula) };
  throw new RangeError('a formula names a signal, or one of always, eventually, until, not, all, any');
}
