/** The README of a new dream: what stands in it, and the next things to try. */
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { Wish } from './compose.ts';

/** `inks` are paths in the folder, `patterns` the names of what was laid in. */
export function readme(wish: Wish, scenario: CompiledScenario, inks: readonly string[], patterns: readonly string[]): string {
  const woken = scenario.storylets.find((s) => s.symbol !== '');
  const symbol = scenario.symbols.find((s) => s.id === woken?.symbol);
  const shadow = scenario.shadows[0];
  const folder = /\s/.test(wish.shown) ? `"${wish.shown}"` : wish.shown;
  const lines = [
    `# ${wish.title}`,
    '',
    scenario.summary,
    '',
    '| file | holds |',
    '| --- | --- |',
    '| `dream.yaml` | acts and their colours, storylets, shadows, people, and what must hold |',
    '| `map.tmj` | the place, one thing a line; opens in Tiled |',
    ...inks.map((path) => `| \`${path}\` | a talk, in ink |`),
    '',
    '## Try it',
    '',
    `    npx dreamhaven lint ${folder} --watch`,
    `    npx dreamhaven simulate ${folder} --citizens 6`,
    `    npx dreamhaven test ${folder} --seeds 1..5 --citizens 6`,
    '',
    '## Change something',
    '',
    `1. A colour: \`palette: ${scenario.acts[0]?.palette ?? ''}\` in the first act of \`dream.yaml\`.`,
    ...(woken ? [`2. A line: the \`text\` of the storylet \`${woken.id}\`.`] : []),
    ...(symbol ? [`3. A place: \`x\` and \`y\` of the symbol \`${symbol.id}\` in \`map.tmj\` (px; 32 are 1 m).`] : []),
    ...(shadow ? [`4. A weight: the shadow \`${shadow.id}\`; 20 is small, 36 usual.`] : []),
    ...(patterns.length > 0 ? ['', `Patterns in it: ${patterns.join(', ')}. Their parts are copies, so change them as you like.`] : []),
    '',
  ];
  return lines.join('\n');
}
