/** `new`: a small dream of one's own, from two questions, that lints clean and can be dreamt at once. */
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { palettes } from '../../shared/dream/narrative/schema.ts';
import { suggest } from '../../shared/scenario/paths.ts';
import { compose, type Piece } from '../lab/new/compose.ts';
import { inTheWay, loadPattern, loadStarter, patternNames, surroundingsOf, themesText, writeDream } from '../store/dreams.ts';
import { printJson, UsageError } from './outcome.ts';
import { schemaText } from './schema.ts';

export interface Options {
  title?: string;
  palette?: string;
  from: string[];
  yes?: boolean;
  json?: boolean;
}

/** What the two questions ask for. */
interface Answers {
  readonly title: string;
  readonly palette: string;
}

const FIRST_PALETTE = palettes[0];
/** What each looks like, for who has not seen it. */
const LOOKS: Readonly<Record<(typeof palettes)[number], string>> = {
  dusk: 'plum and apricot, a low sun',
  ritual: 'dark green and brass',
  descent: 'deep blue, many stars',
  reckoning: 'rust and embers',
  healing: 'grey blue and peach',
  dawn: 'pale blue and cream',
};

/** The folder's last name is the dream's id. */
function idOf(folder: string): string {
  const id = basename(resolve(folder));
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(id)) return id;
  const near = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  const such = near === '' ? 'my-night' : near;
  throw new UsageError(`"${id}" cannot name a dream: use small letters, digits and dashes, at most 40, such as ${such}`);
}

/** "my-night" as people would write it. */
const titleOf = (id: string): string => {
  const words = id
    .replace(/^\d+-(?=.)/, '')
    .replaceAll('-', ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Why a title cannot be one, or undefined. */
function wrongTitle(title: string): string | undefined {
  if (title.trim() === '') return 'a title needs a letter or two';
  if (title.length > 60) return `a title has at most 60 characters, this one has ${title.length}`;
  return /\p{Cc}/u.test(title) ? 'a title is one line of plain characters' : undefined;
}

function wrongPalette(palette: string): string | undefined {
  return (palettes as readonly string[]).includes(palette) ? undefined : `no palette is called "${palette}"; ${suggest(palette, palettes)}`;
}

/** The streams that questions are asked on; a test brings its own. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** Asks what no option said. Throws a UsageError when there is nobody to ask, or they leave. */
export async function answers(id: string, options: Pick<Options, 'title' | 'palette' | 'yes'>, terminal: Terminal): Promise<Answers> {
  const known = { title: options.title, palette: options.palette };
  if (known.title !== undefined && wrongTitle(known.title)) throw new UsageError(`--title: ${wrongTitle(known.title)}`);
  if (known.palette !== undefined && wrongPalette(known.palette)) throw new UsageError(`--palette: ${wrongPalette(known.palette)}`);
  if (options.yes || (known.title !== undefined && known.palette !== undefined))
    return { title: known.title ?? titleOf(id), palette: known.palette ?? FIRST_PALETTE };
  if (!terminal.input.isTTY)
    throw new UsageError('there is no terminal to ask on: give --title and --palette, or --yes for both as they come');
  // loaded here, so that the other verbs do not wait for it
  const { isCancel, select, text } = await import('@clack/prompts');
  const streams = terminal as unknown as { input: import('node:stream').Readable; output: import('node:stream').Writable };
  const left = (): never => {
    throw new UsageError('nothing was written');
  };
  const title =
    known.title ??
    (await text({
      message: 'What is it called?',
      placeholder: titleOf(id),
      defaultValue: titleOf(id),
      validate: (said) => (said ? wrongTitle(said) : undefined),
      ...streams,
    }));
  if (isCancel(title)) return left();
  const palette =
    known.palette ??
    (await select({
      message: 'Which colours does it begin in?',
      options: palettes.map((value) => ({ value, label: value, hint: LOOKS[value] })),
      ...streams,
    }));
  return isCancel(palette) ? left() : { title, palette };
}

async function pieces(names: readonly string[]): Promise<Piece[]> {
  const out: Piece[] = [];
  for (const name of names) {
    const bundle = await loadPattern(name);
    if (out.some((p) => p.name === name)) throw new UsageError(`the pattern ${name} is asked for twice; once is enough`);
    if (!bundle) throw new UsageError(`no pattern is called "${name}"; ${suggest(name, await patternNames())}`);
    out.push({ name, bundle });
  }
  return out;
}

export interface Begun {
  readonly id: string;
  readonly title: string;
  /** path in the folder -> text */
  readonly files: Readonly<Record<string, string>>;
}

/** Makes the folder, or throws a UsageError that says in one sentence why not; then nothing was written. */
export async function begin(folder: string, options: Options, terminal: Terminal): Promise<Begun> {
  const id = idOf(folder);
  const blocked = await inTheWay(folder);
  if (blocked) throw new UsageError(blocked);
  const patterns = await pieces(options.from);
  const { title, palette } = await answers(id, options, terminal);
  const { schema, missing } = await surroundingsOf(folder);
  const made = compose({ id, title, palette, schema, shown: folder }, { name: 'starter', bundle: await loadStarter() }, patterns);
  if ('why' in made) throw new UsageError(made.why);
  const files: Record<string, string> = { ...made.files };
  if (missing.includes('themes.yaml')) files['themes.yaml'] = await themesText();
  if (missing.includes('schema.json')) files['schema.json'] = schemaText();
  const refused = await writeDream(folder, files);
  if (refused) throw new UsageError(refused);
  return { id, title, files };
}

export function register(program: Command): void {
  program
    .command('new')
    .description('begin a dream of your own: a small one that can be dreamt at once')
    .argument('<folder>', 'folder to make; its name becomes the id')
    .option('--title <words>', 'what people call it')
    .option('--palette <name>', `colours of the first act: ${palettes.join(', ')}`)
    .option(
      '--from <pattern>',
      'put a pattern in, by name or folder; may be given again',
      (name: string, all: string[]) => [...all, name],
      [],
    )
    .option('--yes', 'ask nothing')
    .option('--json', 'print one object on stdout: {folder, id, files}')
    .addHelpText('after', '\nExample:\n  npx dreamhaven new my-night --title "My night" --palette dusk --from confession-well')
    .action(async (folder: string, options: Options) => {
      const { id, title, files } = await begin(folder, options, { input: process.stdin, output: process.stderr });
      const names = Object.keys(files);
      if (options.json) return printJson({ folder: resolve(folder), id, files: names.sort() });
      const shown = /^[\w./-]+$/.test(folder) ? folder : JSON.stringify(folder);
      const lines = [
        `${title}: ${names.length} files in ${folder}`,
        ...names.map((path) => `  ${path}`),
        `next: npx dreamhaven lint ${shown} --watch`,
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}
