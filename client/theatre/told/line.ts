/** The command lines that go on from a moment of a night. Pure. */

/** A word for a shell: as it is when it is plain, else in single quotes. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** @param seconds moment of the night from which it goes on */
export function forkLine(journal: string, seconds: number): string {
  return `npx dreamhaven simulate --from ${shellWord(journal)} --at ${seconds.toFixed(2)} --journal fork.dream`;
}

/** The same moment as a room that people may join. @param seconds as above */
export function roomLine(journal: string, seconds: number): string {
  return `npx dreamhaven serve --from ${shellWord(journal)} --at ${seconds.toFixed(2)} --data .fork`;
}
