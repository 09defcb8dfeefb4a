/** How verbs end: 0 held, 1 failed, 2 wrong use or invalid input. Results go to stdout, everything said to people to stderr. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Prints one object and nothing else on stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** A line of progress on a terminal; silent where stderr is no terminal. */
export function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${line}`);
}

export function progressDone(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
}

/** A number in a range from the command line; throws a UsageError that says what to give. */
export function numberOption(name: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < low || value > high) {
      throw new UsageError(`${name} must be a number from ${low} to ${high}, got "${text}"`);
    }
    return value;
  };
}

/** The same, rounded down to a whole one. */
export const wholeOption =
  (name: string, low: number, high: number) =>
  (text: string): number =>
    Math.floor(numberOption(name, low, high)(text));
