/** Findings: what is wrong in a file, where, why, and how to mend it; as text with a code frame, or as plain data. */
import { max, min } from '../kernel/math.ts';

export type Severity = 'error' | 'warning';

/** Something to mend. `file` is relative to the scenario's root; line and column count from 1; `path` names the value inside the file. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly reason: string;
  readonly fix: string;
}

/** A place in a file: offset in UTF-16 units from its beginning. */
export interface Place {
  readonly file: string;
  readonly offset: number;
}

export type Files = Readonly<Record<string, string>>;

/** Text of a file, undefined if the bundle does not hold it; a name like "constructor" finds nothing. */
export const textOf = (files: Files, file: string): string | undefined => (Object.hasOwn(files, file) ? files[file] : undefined);

/** Where the lines of the text asked about last begin: a thousand findings in one long file would each count them again. */
let counted: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

function lineStarts(text: string): readonly number[] {
  if (text !== counted.text) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    counted = { text, starts };
  }
  return counted.starts;
}

/** Line and column, from 1, of an offset in a text. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  const end = max(0, min(offset, text.length));
  const starts = lineStarts(text);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= end) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: end - (starts[low] as number) + 1 };
}

/** A finding at a place; severity 'error' unless said. */
export function findingAt(
  files: Files,
  place: Place,
  what: { readonly rule: string; readonly path?: string; readonly reason: string; readonly fix?: string; readonly severity?: Severity },
): Finding {
  const { line, column } = positionOf(textOf(files, place.file) ?? '', place.offset);
  return {
    file: place.file,
    line,
    column,
    path: what.path ?? '',
    rule: what.rule,
    severity: what.severity ?? 'error',
    reason: what.reason,
    fix: what.fix ?? '',
  };
}

const FRAME_WIDTH = 100;

/** The line of a finding with one line before and after, and a caret under the column. Long lines are cut around the caret; tabs become spaces. */
export function codeFrame(text: string, line: number, column: number): string {
  const starts = lineStarts(text);
  const lineAt = (n: number): string => text.slice(starts[n - 1], n < starts.length ? (starts[n] as number) - 1 : text.length);
  const from = column > FRAME_WIDTH - 20 ? column - 40 : 0;
  const cut = (s: string): string => {
    const shown = s.replace(/[\t\r]/g, ' ').slice(from, from + FRAME_WIDTH);
    return (from > 0 ? '…' : '') + shown + (s.length > from + FRAME_WIDTH ? '…' : '');
  };
  const gutter = String(min(line + 1, starts.length)).length;
  const out: string[] = [];
  for (let n = max(1, line - 1); n <= min(starts.length, line + 1); n++) {
    out.push(`${n === line ? '>' : ' '} ${String(n).padStart(gutter)} | ${cut(lineAt(n))}`.trimEnd());
    if (n === line) out.push(`  ${' '.repeat(gutter)} | ${' '.repeat(column - 1 - from + (from > 0 ? 1 : 0))}^`);
  }
  return out.join('\n');
}

/** One finding as text: where, which rule, why, the frame, and the fix. `prefix` goes before the file's name. */
export function renderFinding(finding: Finding, files: Files, prefix = ''): string {
  const { file, line, column } = finding;
  const where = `${prefix}${file}:${line}:${column}`;
  const head = `${where} ${finding.severity} ${finding.rule}${finding.path === '' ? '' : ` at ${finding.path}`}`;
  const parts = [head, `  ${finding.reason}`];
  const text = textOf(files, file);
  if (text !== undefined && text !== '') parts.push(codeFrame(text, line, column));
  if (finding.fix !== '') parts.push(`  fix: ${finding.fix}`);
  return parts.join('\n');
}

/** All findings as text, a blank line between two. */
export function renderFindings(findings: readonly Finding[], files: Files, prefix = ''): string {
  return findings.map((f) => renderFinding(f, files, prefix)).join('\n\n');
}

/** By file, line, column, then rule; equal ones once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = [...findings].sort(
    (a, b) => text(a.file, b.file) || a.line - b.line || a.column - b.column || text(a.rule, b.rule) || text(a.reason, b.reason),
  );
  return sorted.filter((f, i) => {
    const before = sorted[i - 1];
    return (
      !before ||
      before.file !== f.file ||
      before.line !== f.line ||
      before.column !== f.column ||
      before.rule !== f.rule ||
      before.reason !== f.reason
    );
  });
}

export const hasErrors = (findings: readonly Finding[]): boolean => findings.some((f) => f.severity === 'error');
