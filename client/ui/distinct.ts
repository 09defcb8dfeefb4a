/** The first of all that would be said alike. */
export function distinct<T>(lines: readonly T[], said: (line: T) => string): T[] {
  const known = new Set<string>();
  return lines.filter((line) => !known.has(said(line)) && known.add(said(line)));
}
