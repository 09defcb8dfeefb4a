/** Brings the tree of an older file to this version, one step a migration, and refuses what is newer. README.md says how to add one. */
import { type Files, type Finding, findingAt } from '../report.ts';
import { nodeAt, placeOf, type Traced } from '../source.ts';

/** Version that this code reads; the value of `dreamhaven:` at the head of a scenario file. */
export const FORMAT = 1;

export interface Migration {
  /** version it reads; it writes the next */
  readonly from: number;
  /** one sentence for authors: what changed */
  readonly what: string;
  /** a new tree; places stay those of the old file, so that later findings point at what the author wrote */
  apply(tree: Traced): Traced;
}

/** Every migration there is, oldest first. Version 1 is the first format, so nothing is older. */
export const MIGRATIONS: readonly Migration[] = [];

/** The tree at version `format`, or null with the reason why it cannot be. */
export function migrate(
  tree: Traced,
  files: Files,
  migrations: readonly Migration[] = MIGRATIONS,
  format: number = FORMAT,
): { tree: Traced | null; findings: Finding[] } {
  const refuse = (reason: string, fix: string) => ({
    tree: null,
    findings: [findingAt(files, placeOf(tree, ['dreamhaven']), { rule: 'version', path: 'dreamhaven', reason, fix })],
  });
  if (tree.is !== 'map') return refuse('a scenario file is a map of keys', `begin with \`dreamhaven: ${format}\``);
  if (!tree.entries.has('dreamhaven')) return refuse('the version is missing', `begin with \`dreamhaven: ${format}\``);
  const node = nodeAt(tree, ['dreamhaven']);
  const version = node.is === 'scalar' ? node.value : null;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return refuse('the version must be a whole number', `write \`dreamhaven: ${format}\``);
  }
  if (version > format)
    return refuse(
      `the file is of version ${version}, this Dreamhaven reads up to ${format}`,
      'update Dreamhaven, or take an older copy of the file',
    );
  let now: Traced = tree;
  for (let v = version; v < format; v++) {
    const step = migrations.find((m) => m.from === v);
    if (!step) return refuse(`nothing leads from version ${v} to ${v + 1}`, 'update the file by hand');
    now = step.apply(now);
  }
  return { tree: now, findings: [] };
}
