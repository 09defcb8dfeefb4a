/** Reports: a folder with the page and the data beside it, and the chart library that is written into the page. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { makeFolder } from './data.ts';

/** A report that cannot be written; the message is one sentence for people. */
export class ReportError extends Error {
  override name = 'ReportError';
}

/** uPlot's script and style, as text. */
export function chartFiles(): { script: string; style: string } {
  const dist = dirname(createRequire(import.meta.url).resolve('uplot'));
  return { script: readFileSync(join(dist, 'uPlot.iife.min.js'), 'utf8'), style: readFileSync(join(dist, 'uPlot.min.css'), 'utf8') };
}

/** Writes files into a folder that is made if need be; those of the same name are replaced. @throws ReportError when it cannot be written */
export function writeReport(folder: string, files: Readonly<Record<string, string>>): void {
  try {
    makeFolder(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  } catch (error) {
    throw new ReportError(`the report cannot be written to ${folder}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}
