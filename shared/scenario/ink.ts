/** Compiles dialogues. The only file outside dream/narrative that knows inkjs, and the only one that carries its compiler. */
import { Compiler, CompilerOptions } from 'inkjs/full';
import { resolveFrom } from './paths.ts';
import { type Files, type Finding, findingAt, textOf } from './report.ts';

/** Characters in one ink file. */
const MAX_INK_CHARACTERS = 200_000;

export interface InkResult {
  /** compiled story as JSON text; null if it does not compile */
  readonly json: string | null;
  readonly findings: readonly Finding[];
}

/** Offset of the beginning of a line, counted from 1. */
function offsetOfLine(text: string, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const next = text.indexOf('\n', at);
    if (next === -1) break;
    at = next + 1;
  }
  return at + (/^\s*/.exec(text.slice(at, at + 200))?.[0].length ?? 0);
}

/** Messages look like `ERROR: 'talk.ink' line 3: Divert target not found: '-> away'`. */
const MESSAGE = /^(ERROR|WARNING|TODO):\s*(?:'([^']*)'\s*)?(?:line (\d+)\s*)?:?\s*(.*)$/s;

/** Compiles one ink file of the bundle. `INCLUDE` finds other files of the bundle. Never throws. */
export function compileInk(file: string, files: Files): InkResult {
  const source = textOf(files, file) ?? '';
  const findings: Finding[] = [];
  const tell = (message: string): void => {
    const [, kind, named, line, text] = MESSAGE.exec(message) ?? [];
    const inFile = named !== undefined && named in files ? named : file;
    findings.push(
      findingAt(
        files,
        { file: inFile, offset: offsetOfLine(textOf(files, inFile) ?? '', Number(line ?? 1)) },
        {
          rule: 'ink-compiles',
          severity: kind === 'ERROR' || kind === undefined ? 'error' : 'warning',
          reason: (text ?? message).split('\n')[0]?.slice(0, 200) ?? 'it does not compile',
          fix: 'see the ink guide: every divert needs its knot, every choice a text',
        },
      ),
    );
  };
  if (source.length > MAX_INK_CHARACTERS) {
    tell(`ERROR: line 1: the file has more than ${MAX_INK_CHARACTERS} characters`);
    return { json: null, findings };
  }
  try {
    const handler = {
      ResolveInkFilename: (name: string): string => resolveFrom(file, name) ?? name,
      LoadInkFileContents: (name: string): string => {
        const text = textOf(files, name);
        if (text === undefined) throw new Error(`there is no file ${name} to include`);
        return text;
      },
    };
    const compiler = new Compiler(source, new CompilerOptions(file, [], false, tell, handler));
    const story = compiler.Compile();
    const failed = findings.some((f) => f.severity === 'error');
    return { json: failed || !story ? null : (story.ToJson() as string), findings };
  } catch (error) {
    if (findings.every((f) => f.severity !== 'error')) tell(`ERROR: line 1: ${error instanceof Error ? error.message : String(error)}`);
    return { json: null, findings };
  }
}
