/** A look at a text's tokens before it is parsed: the parser recurses, and some of its checks are quadratic, so nesting and marks are counted first. */
import { Lexer } from 'yaml';

/** Levels of nesting. */
export const MAX_DEPTH = 40;
/** Anchors and tags (`&name`, `!!type`) in one file. */
const MAX_MARKS = 1000;

export interface Measured {
  /** the first token over a limit, null if none is */
  readonly over: { readonly offset: number; readonly reason: string } | null;
  /** where the last quoted text begins; an open quote swallows the rest of the file, so it is that one */
  readonly lastQuote: number;
}

/** Signs that the lexer adds and that take no place in the text: document, flow error, scalar. */
const SIGNS = new Set(['\u0002', '\u0018', '\u001f']);

export function measure(text: string): Measured {
  let offset = 0;
  let flow = 0;
  let marks = 0;
  let lastQuote = 0;
  let lineStart = true;
  let column = 0;
  /** columns of the blocks that are open here, each deeper than the one before */
  const open: number[] = [];
  const over = (reason: string): Measured => ({ over: { offset, reason }, lastQuote });
  const enter = (at: number): void => {
    while (open.length > 0 && (open.at(-1) as number) >= at) open.pop();
    open.push(at);
  };
  for (const token of new Lexer().lex(text)) {
    if (SIGNS.has(token)) continue;
    const first = token[0] as string;
    if (token === '\n' || token === '\r\n') {
      lineStart = true;
      column = 0;
      offset += token.length;
      continue;
    }
    const blank = first === ' ' || first === '#' || first === '\t';
    if (!blank && flow === 0 && (lineStart || token === '-' || token === '?')) enter(column);
    if (!blank) lineStart = token === '-' || token === '?';
    if (token === '{' || token === '[') flow++;
    else if (token === '}' || token === ']') flow--;
    else if (first === '&' || first === '!') marks++;
    else if (first === '"' || first === "'") lastQuote = offset;
    if (open.length + flow > MAX_DEPTH) return over(`nested deeper than ${MAX_DEPTH} levels`);
    if (marks > MAX_MARKS) return over(`more than ${MAX_MARKS} anchors and tags`);
    offset += token.length;
    column += token.length;
    // a token may hold line ends: block text, text over several lines, blank lines
    const end = token.lastIndexOf('\n');
    if (end !== -1) {
      column = token.length - end - 1;
      lineStart = true;
    }
  }
  return { over: null, lastQuote };
}
