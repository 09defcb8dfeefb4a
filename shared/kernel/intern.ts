/**
 * The engine's own copy of a text, one for equal texts. What is looked up by text all day long (ids, kinds, themes) should be that copy: a text put together
 * from pieces is looked for in the engine's table anew at every lookup, and compared sign by sign.
 */
export function interned(text: string): string {
  for (const key in { [text]: 0 }) return key;
  return text;
}

/** Makes the engine keep one copy of each text in a value of plain data, keys too; the value stays as it is. */
export function internAll(value: unknown): void {
  const seen: Record<string, true> = Object.create(null) as Record<string, true>;
  const look = (part: unknown): void => {
    if (typeof part === 'string') seen[part] = true;
    else if (typeof part === 'object' && part !== null) for (const key in part) look((part as Record<string, unknown>)[key]);
  };
  look(value);
}
