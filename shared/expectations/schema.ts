/** What a scenario file says of expectations: `expect:`, a list of formulas over named signals. */
import { z } from 'zod';

const seconds = (what: string) => z.number().min(0).max(3600).optional().describe(`${what} (s)`);

/** One step of a formula; exactly one of signal, always, eventually, until, not, all, any says what it is. */
export const formulaSchema = z.strictObject({
  signal: z.string().min(1).max(40).optional().describe('a named signal, compared with `min` and `max`: {signal: overLimit, max: 0}'),
  of: z.string().min(1).max(60).optional().describe('what the signal is of: a region, storylet, wound or fact'),
  over: z
    .enum(['min', 'max', 'mean', 'sum'])
    .optional()
    .describe("makes one number of everybody's, where the night is asked and not each person"),
  min: z.number().min(-1e6).max(1e6).optional().describe('holds when the signal is at least this'),
  max: z.number().min(-1e6).max(1e6).optional().describe('holds when the signal is at most this'),
  get always() {
    return formulaSchema.optional().describe('holds at every second of the window');
  },
  get eventually() {
    return formulaSchema.optional().describe('holds at some second of the window');
  },
  get until() {
    return z
      .array(formulaSchema)
      .length(2)
      .optional()
      .describe('two formulas: the first holds until the second does, which it does within the window');
  },
  get not() {
    return formulaSchema.optional().describe('does not hold');
  },
  get all() {
    return z.array(formulaSchema).min(1).max(12).optional().describe('all of these hold');
  },
  get any() {
    return z.array(formulaSchema).min(1).max(12).optional().describe('at least one of these holds');
  },
  from: seconds('window of always, eventually, until: begins this long after it is asked; 0 if left out'),
  within: seconds('window of always, eventually, until: ends this long after it is asked; the end of the night if left out'),
});
export type FormulaSection = z.infer<typeof formulaSchema>;

export const expectationSchema = formulaSchema.extend({
  id: z
    .string()
    .regex(/^[a-z][a-zA-Z0-9._-]{0,59}$/, 'letters, digits, dot and dash, beginning with a small letter')
    .describe('name of the expectation'),
  says: z.string().min(1).max(160).describe('the same in words, for reports'),
  each: z
    .enum(['night', 'person'])
    .default('night')
    .describe(
      'asked once of the night, or of each person from the moment they fell asleep; named agents are left out unless `who` names them',
    ),
  who: z
    .strictObject({
      kind: z.enum(['', 'person', 'simulated', 'agent']).default('').describe('people, simulated citizens or named agents only'),
      role: z.enum(['', 'orchestrator', 'narrator', 'steward', 'engineer', 'council']).default('').describe('this role only'),
      temper: z.string().default('').describe('this temper only'),
    })
    .prefault({})
    .describe('of which people it is asked, with `each: person`'),
});
export type ExpectationSection = z.infer<typeof expectationSchema>;

export const expectSchema = z
  .array(expectationSchema)
  .max(40)
  .describe('what every session of this scenario must be like; checked by `dreamhaven test`');

/** A file of expectations of its own, for `--expectations`. */
export const expectationsFileSchema = z.strictObject({ expect: expectSchema });

/** Keys that say what a formula is. */
export const OPERATORS = ['signal', 'always', 'eventually', 'until', 'not', 'all', 'any'] as const;
