/** A broken invariant: a fault of ours, never of whoever sent a command. */
export class InvariantError extends Error {
  readonly where: Readonly<Record<string, unknown>>;
  constructor(message: string, where: Readonly<Record<string, unknown>> = {}) {
    super(`${message}${Object.keys(where).length > 0 ? ` (${JSON.stringify(where)})` : ''}`);
    this.name = 'InvariantError';
    this.where = where;
  }
}

/** Throws an InvariantError unless `truth` holds; `where` should name seed and tick where they are known. */
export function invariant(truth: unknown, message: string, where?: Readonly<Record<string, unknown>>): asserts truth {
  if (!truth) throw new InvariantError(message, where);
}

/** The value, which must be there. */
export function must<T>(value: T | null | undefined, what: string): T {
  invariant(value !== null && value !== undefined, `missing: ${what}`);
  return value;
}
