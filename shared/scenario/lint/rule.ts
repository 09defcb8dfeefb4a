/** A lint rule: one file, one question. Shape rules read what the schema refused; meaning rules read the whole scenario. */
import type { z } from 'zod';
import type { InkResult } from '../ink.ts';
import type { MapThings } from '../map.ts';
import { type Files, type Finding, findingAt, type Severity } from '../report.ts';
import type { ScenarioFile } from '../schema.ts';
import { type Path, placeOf, placeOfKey, showPath, type Traced } from '../source.ts';
import type { ThemesFile } from '../themes.ts';

export type Issue = z.core.$ZodIssue;

/** A tree that a schema looked at; `prefix` names where the tree stands inside its file. */
export interface Shape {
  readonly files: Files;
  readonly tree: Traced;
  readonly schema: z.ZodType;
  readonly prefix: string;
}

/** Findings of one issue, or null when the issue is not this rule's. */
export interface ShapeRule {
  readonly name: string;
  readonly about: string;
  check(issue: Issue, shape: Shape): Finding[] | null;
}

/** Everything at once, after every file had its right shape. */
export interface Whole {
  readonly files: Files;
  readonly tree: Traced;
  readonly scenario: ScenarioFile;
  readonly map: MapThings;
  readonly themes: { readonly file: string; readonly tree: Traced; readonly list: ThemesFile['themes'] };
  readonly inks: Readonly<Record<string, InkResult>>;
}

export interface MeaningRule {
  readonly name: string;
  readonly about: string;
  check(whole: Whole): Finding[];
}

/** Writes a finding of a rule at the value (or the key) of a path. */
export function at(
  shape: { readonly files: Files; readonly tree: Traced; readonly prefix?: string },
  rule: string,
  path: Path,
  reason: string,
  fix: string,
  options: { readonly key?: boolean; readonly severity?: Severity } = {},
): Finding {
  const place = options.key ? placeOfKey(shape.tree, path) : placeOf(shape.tree, path);
  const shown = showPath(path);
  const prefix = shape.prefix ?? '';
  const full = prefix === '' || shown === '' ? prefix + shown : `${prefix}.${shown}`;
  return findingAt(shape.files, place, { rule, path: full, reason, fix, severity: options.severity ?? 'error' });
}
