/** `dreamhaven new`: a small playable dream in a folder of its own. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { cancel, intro, isCancel, outro, select, text } from '@clack/prompts';
import type { Command } from 'commander';
import { palettes } from '../../shared/dream/narrative/schema.ts';
import { suggest } from '../../shared/scenario/paths.ts';
import { makeFolder } from '../store/data.ts';
import { patternNames, readPattern, USUAL_PATTERN } from '../store/patterns.ts';
import { UsageError } from './outcome.ts';
import { schemaText } from './schema.ts';

interface Options {
  title?: string;
  palette?: string;
  from: string;
  yes?: boolean;
}

const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const LONGEST_TITLE = 60;

export function register(program: Command): void {
  program
    .command('new <folder>')
    .description('a small playable dream: map, symbol, shadow, talk, expectation and README')
    .option('--title <title>', 'name of the night, for people')
    .option('--palette <palette>', `colours of the first act: ${palettes.join(', ')}`)
    .option('--from <pattern>', `begin from a pattern: ${patternNames().join(', ')}`, USUAL_PATTERN)
    .option('--yes', 'ask nothing, take defaults')
    .addHelpText(
      'after',
      '\nExample:\n  npx dreamhaven new dreams/my-night\n  npx dreamhaven new dreams/our-well --from confession-well --yes',
    )
    .action(async (folder: string, options: Options) => {
      const id = idOf(folder);
      const names = patternNames();
      if (!names.includes(options.from)) throw new UsageError(`no pattern is called "${options.from}": ${suggest(options.from, names)}`);
      if (options.palette !== undefined) checkPalette(options.palette);
      if (options.title !== undefined) checkTitle(options.title);
      if (existsSync(folder) && readdirSync(folder).length > 0) {
        const there = readdirSync(folder).slice(0, 4).join(', ');
        throw new UsageError(`${folder} is not empty (${there}); a new dream overwrites nothing: choose another folder`);
      }
      const pattern = readPattern(options.from);
      const asked = await ask(id, options);
      if (!asked) {
        process.exitCode = 2;
        return;
      }
      const files = filesOf(id, asked.title, asked.palette, pattern.files, pattern.about);
      write(folder, files);
      const here = folder.replace(/\/+$/, '');
      const said = [
        `${asked.title}: ${Object.keys(files).length} files in ${here}`,
        '',
        `  npx dreamhaven dev ${here}        dream it, and see each change as you save`,
        `  npx dreamhaven lint ${here}       what is wrong, where, and how to mend it`,
        `  npx dreamhaven test ${here}       does it do what you expect of it?`,
        '',
      ].join('\n');
      process.stdout.write(said);
    });
}

function idOf(folder: string): string {
  const id = basename(resolve(folder));
  if (ID.test(id)) return id;
  const better = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const fix = better === '' ? 'small letters, digits and dashes make a name' : `try ${join(dirname(folder), better)}`;
  throw new UsageError(`"${id}" is no name for a dream (small letters, digits and dashes, at most 40): ${fix}`);
}

function checkPalette(palette: string): void {
  if (!(palettes as readonly string[]).includes(palette))
    throw new UsageError(`no palette is called "${palette}": ${suggest(palette, palettes)}`);
}

function checkTitle(title: string): void {
  if (title.trim() === '' || title.length > LONGEST_TITLE)
    throw new UsageError(`--title needs 1 to ${LONGEST_TITLE} characters, got ${title.length}`);
}

/** "my-first-night" as "My first night". */
const titleOf = (id: string): string => {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Two questions on a terminal, where no flag answers them; null when somebody thought better of it. */
async function ask(id: string, options: Options): Promise<{ title: string; palette: string | null } | null> {
  const title = options.title ?? titleOf(id);
  const palette = options.palette ?? null;
  if (options.yes || !process.stdin.isTTY || !process.stdout.isTTY) return { title, palette };
  intro('A new dream');
  let answer = { title, palette };
  if (options.title === undefined) {
    const said = await text({
      message: 'What is it called?',
      placeholder: title,
      defaultValue: title,
      validate: (t) => ((t ?? '').length > LONGEST_TITLE ? `at most ${LONGEST_TITLE} characters` : undefined),
    });
    if (isCancel(said)) return stop();
    answer = { ...answer, title: said };
  }
  if (options.palette === undefined) {
    const said = await select({
      message: 'Which light does it begin in?',
      options: palettes.map((value) => ({ value: value as string, label: value })),
      initialValue: 'dusk',
    });
    if (isCancel(said)) return stop();
    answer = { ...answer, palette: said };
  }
  outro('Sleep well.');
  return answer;
}

function stop(): null {
  cancel('Nothing was written.');
  return null;
}

function filesOf(
  id: string,
  title: string,
  palette: string | null,
  pattern: Readonly<Record<string, string>>,
  about: string,
): Record<string, string> {
  const quoted = JSON.stringify(title);
  const dream = (pattern['dream.yaml'] ?? '')
    .replace(/^(# yaml-language-server: \$schema=).*$/m, '$1schema.json')
    .replace(/^id: .*$/m, `id: ${id}`)
    .replace(/^title: .*$/m, () => `title: ${/^[\p{L}\p{N} ,.'’-]+$/u.test(title) && /^\p{L}/u.test(title) ? title : quoted}`);
  const lit = palette === null ? dream : dream.replace(/^( +palette: ).*$/m, `$1${palette}`);
  return { ...pattern, 'dream.yaml': lit, 'schema.json': schemaText(), 'README.md': readme(id, title, about) };
}

function readme(id: string, title: string, about: string): string {
  return `# ${title}

${about}

| file | what it is |
|---|---|
| \`dream.yaml\` | what happens: acts, storylets, shadows, and what is expected of every night |
| \`map.tmj\` | where it happens; draw it in Tiled, 32 px are 1 m |
| \`ink/\` | talks, if there are any |
| \`themes.yaml\` | every hard thing a night may touch, so that people can draw a line at it before it comes |
| \`schema.json\` | lets an editor complete keys and show what they mean |

    npx dreamhaven dev ${id}              dream it, and see each change as you save
    npx dreamhaven lint ${id}             what is wrong, where, and how to mend it
    npx dreamhaven simulate ${id} --minutes 5 --report out
    npx dreamhaven test ${id} --seeds 1..10

Things to change first: \`palette\` of the first act, the words of the first storylet, the place of a symbol in \`map.tmj\`.
`;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  try {
    makeFolder(resolve(folder));
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      if (dirname(path) !== folder) mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content, { flag: 'wx' });
    }
  } catch (error) {
    throw new UsageError(`the folder ${folder} cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}
