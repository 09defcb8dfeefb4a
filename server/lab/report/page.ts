/** The frame of every report: one file that works offline, light and dark, on a phone. */
import { escapeText } from './escape.ts';

export { escapeText };

const STYLE = `
:root{color-scheme:light dark;--ground:#f6f1ea;--card:#fffdf9;--ink:#2c2536;--soft:#756a80;--line:#e4dace;--iris:#6b5bb0;--honey:#c98a2b;--teal:#2a8a86;--clay:#b4533c}
@media (prefers-color-scheme:dark){:root{--ground:#191428;--card:#221b36;--ink:#efe7f5;--soft:#a79bb8;--line:#382e52;--iris:#a596ea;--honey:#e9b45e;--teal:#62c5be;--clay:#e58a70}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 ui-rounded,'Nunito',system-ui,sans-serif}
main{max-width:70rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}
h1{font:500 2.1rem/1.15 'Fraunces',Georgia,serif;margin:0 0 .4rem;letter-spacing:-.01em}
h2{font:500 1.35rem/1.2 'Fraunces',Georgia,serif;margin:2.6rem 0 .8rem}
a{color:var(--iris)}p{max-width:46rem}.quiet{color:var(--soft)}
.facts{display:flex;flex-wrap:wrap;gap:.7rem;margin:1.4rem 0}
.fact{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:.7rem 1rem;min-width:8rem}
.fact b{display:block;font:500 1.5rem/1.2 'Fraunces',Georgia,serif}.fact span{color:var(--soft);font-size:.86rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:1rem 1.1rem;margin:.8rem 0;overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
th{text-align:left;font-weight:600;color:var(--soft);padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line);white-space:nowrap}
td{padding:.4rem .7rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}tr:last-child td{border-bottom:0}
.holds{color:var(--teal)}.fails{color:var(--clay);font-weight:700}.open{color:var(--soft)}
code{font:.86em/1.5 ui-monospace,Menlo,Consolas,monospace;background:color-mix(in srgb,var(--ink) 8%,transparent);padding:.1em .35em;border-radius:5px}
.cell{display:inline-block;min-width:2.7rem;text-align:center;border-radius:6px;padding:.1rem .35rem}
svg text{fill:var(--soft);font:12px system-ui,sans-serif}
`;

/** A whole document. `body` is HTML already; `head` comes last in the head. */
export function page(title: string, body: string, head = ''): string {
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeText(title)}</title><style>${STYLE}</style>${head}</head><body><main>\n${body}\n</main></body></html>\n`;
}

export const fact = (value: string, label: string): string =>
  `<div class="fact"><b>${escapeText(value)}</b><span>${escapeText(label)}</span></div>`;

/** 75 s as "1:15". */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
