/** The reference as Markdown: `scenarios/REFERENCE.md`. */
import { FACTS, type Row, type Section, SIGNAL_ROWS } from './rows.ts';

const ABOUT: Readonly<Record<Section['file'], string>> = {
  'dream.yaml': 'What happens. Keys that are not written take their default.',
  'map.tmj':
    'Where it happens: a Tiled map saved as JSON. 32 px are 1 m. An object’s class is named here, its name is its id, these are its custom properties.',
  'themes.yaml': 'The registry of themes: what a dream may touch, and what stands there for somebody who would rather not.',
};

/** Tags at the end of a line of ink, and what each does. */
const TAGS: readonly (readonly [string, string])[] = [
  ['# fact my.looked 1', 'adds to a fact; its name has a dot'],
  ['# fragment', 'leaves a fragment in the hands of who speaks'],
  ['# warm 0.2 -0.1', 'deposits valence and arousal, -1 to 1 each'],
  ['# mute lamp', 'stops a track of the jukebox for who speaks'],
  ['# pace 6', 'sets the pacer of who speaks, 4.5 to 10 breaths a minute'],
  [
    '# legitimacy -0.06',
    'a deed, with what it needs: any of breach, legitimacy, propose, stand, gain, rollback, open, evidence, trust, unmask, mirror, amplify, ease',
  ],
];

export function referenceText(sections: readonly Section[]): string {
  const out = [
    '# Every key of a scenario',
    '',
    'Made from the schemas by `npx dreamhaven docs --out scenarios/REFERENCE.md`; a test keeps it equal. AUTHORING.md tells how to begin.',
    'Examples come from the shipped scenarios.',
  ];
  let file = '';
  for (const section of sections) {
    if (section.file !== file) {
      file = section.file;
      out.push('', `## ${section.file}`, '', ABOUT[section.file]);
      if (section.path === '') {
        out.push('', ...table(section.rows));
        continue;
      }
    }
    out.push('', `### ${section.path}`);
    if (section.says !== '') out.push('', `${capital(section.says)}.`);
    out.push('', ...(section.rows.length > 0 ? table(section.rows) : ['No properties; place and size come from the object.']));
  }
  out.push(
    '',
    '## Facts',
    '',
    'What `when` and `opens` may ask for. Choices set the rest; such names have a dot, and `carry.*` goes on to the next night.',
    '',
  );
  out.push('| fact | is |', '| --- | --- |', ...FACTS.map(([name, says]) => `| \`${name}\` | ${cell(says)} |`));
  out.push('', '## Signals', '', 'What `expect` may ask for, once a second: of the night, of each person, or of what `of` names.', '');
  out.push('| signal | of | unit | is |', '| --- | --- | --- | --- |');
  out.push(...SIGNAL_ROWS.map(([name, of, unit, says]) => `| \`${name}\` | ${of} | ${cell(unit)} | ${cell(says)} |`));
  out.push('', '## Tags in ink', '', 'At the end of a line; what follows when it is said.', '');
  out.push('| tag | does |', '| --- | --- |', ...TAGS.map(([tag, says]) => `| \`${tag}\` | ${cell(says)} |`), '');
  return out.join('\n');
}

function table(rows: readonly Row[]): string[] {
  return [
    '| key | type | unit | default | range | example | what it does |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      (r) =>
        `| \`${r.key}\` | ${cell(r.type)} | ${cell(r.unit)} | ${code(r.byDefault, ['required', 'none', 'as below'])} | ${cell(r.range)} | ${code(r.example, ['below', ''])} | ${cell(r.says)} |`,
    ),
  ];
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string, plain: readonly string[]): string => (plain.includes(text) ? text : `\`${cell(text)}\``);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
