/** From files to a dream: reads, overlays, checks and compiles one scenario. Pure; whatever the files hold, the answer is findings, never a throw. */
import type { CompiledScenario } from '../dream/compiled.ts';
import { emit } from './emit.ts';
import { readOverlaid } from './extends.ts';
import { compileInk, type InkResult } from './ink.ts';
import type { Whole } from './lint/rule.ts';
import { MEANING_RULES } from './lint/rules.ts';
import { checkShape } from './lint/shape.ts';
import { type MapThings, readMap } from './map.ts';
import { resolveFrom } from './paths.ts';
import { type Files, type Finding, findingAt, hasErrors, sortFindings, textOf } from './report.ts';
import { scenarioSchema } from './schema.ts';
import { nodeAt, type Path, parseSource, type Traced } from './source.ts';
import { type ThemesFile, themesFileSchema } from './themes.ts';

/** `main` is the scenario file; every path is relative to the root, the folder that holds the scenario folders. */
export interface ScenarioBundle {
  readonly main: string;
  readonly files: Files;
}

export interface CompileResult {
  /** null when a finding is an error */
  readonly scenario: CompiledScenario | null;
  readonly findings: Finding[];
}

/** Compiles a bundle. The same bundle gives the same hash on every machine. */
export function compileScenario(input: ScenarioBundle): CompileResult {
  const { main, files } = input;
  if (textOf(files, main) === undefined) {
    const reason = `there is no file ${main}`;
    return {
      scenario: null,
      findings: [
        findingAt(
          files,
          { file: main, offset: 0 },
          { rule: 'dangling-reference', reason, fix: 'name a scenario folder or its dream.yaml' },
        ),
      ],
    };
  }
  const { tree, findings } = readOverlaid(main, files);
  if (!tree) return { scenario: null, findings: sortFindings(findings) };
  const shape = checkShape({ files, tree, schema: scenarioSchema, prefix: '' });
  const map = readMapOf(tree, files);
  const themes = readThemes(main, files);
  const inks = readInks(tree, files);
  findings.push(...shape.findings, ...map.findings, ...themes.findings);
  if (!shape.value || !map.map || !themes.themes || hasErrors([...map.findings, ...themes.findings])) {
    // meaning needs something whole to read; talks can be told about all the same
    for (const result of Object.values(inks)) findings.push(...result.findings);
    return { scenario: null, findings: sortFindings(findings) };
  }
  const whole: Whole = { files, tree, scenario: shape.value, map: map.map, themes: themes.themes, inks };
  for (const rule of MEANING_RULES) findings.push(...rule.check(whole));
  return { scenario: hasErrors(findings) ? null : emit(whole), findings: sortFindings(findings) };
}

/** Text at a path, with the file it names as seen from the file it is written in. */
function namedFile(tree: Traced, path: Path): { readonly node: Traced; readonly file: string | null } | null {
  const node = nodeAt(tree, path);
  if (node.is !== 'scalar' || typeof node.value !== 'string') return null;
  return { node, file: resolveFrom(node.place.file, node.value) };
}

function readMapOf(tree: Traced, files: Files): { map: MapThings | null; findings: Finding[] } {
  const named = namedFile(tree, ['space', 'map']);
  if (!named) return { map: null, findings: [] };
  if (named.file !== null && textOf(files, named.file) !== undefined) return readMap(named.file, files);
  const reason = named.file === null ? 'the map lies outside the scenario folders' : `there is no file ${named.file}`;
  const finding = findingAt(files, named.node.place, {
    rule: 'dangling-reference',
    path: 'space.map',
    reason,
    fix: 'save the map from Tiled as JSON (.tmj) beside this file',
  });
  return { map: null, findings: [finding] };
}

/** The registry is `themes.yaml` in the root, or one of the scenario's own beside it. */
function themesFile(main: string, files: Files): string | null {
  const own = resolveFrom(main, 'themes.yaml');
  if (own !== null && textOf(files, own) !== undefined) return own;
  return files['themes.yaml'] === undefined ? null : 'themes.yaml';
}

function readThemes(main: string, files: Files): { themes: Whole['themes'] | null; findings: Finding[] } {
  const file = themesFile(main, files);
  if (file === null) {
    const fix = 'put a themes.yaml into the folder that holds the scenario folders';
    return {
      themes: null,
      findings: [findingAt(files, { file: main, offset: 0 }, { rule: 'undeclared-theme', reason: 'there is no registry of themes', fix })],
    };
  }
  const { tree, findings } = parseSource(file, textOf(files, file) as string);
  if (!tree) return { themes: null, findings };
  const shape = checkShape({ files, tree, schema: themesFileSchema, prefix: '' });
  const list: ThemesFile['themes'] | undefined = shape.value?.themes;
  return { themes: list ? { file, tree, list } : null, findings: shape.findings };
}

function readInks(tree: Traced, files: Files): Record<string, InkResult> {
  const inks: Record<string, InkResult> = {};
  const dialogues = nodeAt(tree, ['narrative', 'dialogues']);
  if (dialogues.is !== 'list') return inks;
  for (let i = 0; i < dialogues.items.length; i++) {
    const file = namedFile(tree, ['narrative', 'dialogues', i, 'ink'])?.file;
    if (typeof file === 'string' && textOf(files, file) !== undefined && !inks[file]) inks[file] = compileInk(file, files);
  }
  return inks;
}

/**
 * Files that the bundle names but does not hold yet; whoever reads them from somewhere adds them and asks again, until none is new.
 * `among` narrows it to what some of its files name, those that were not asked about before.
 */
export function missingFiles(input: ScenarioBundle, among: Files = input.files): string[] {
  const { main, files } = input;
  if (textOf(files, main) === undefined) return [main];
  const wanted: string[] = [];
  const want = (from: string, node: Traced): void => {
    const file = node.is === 'scalar' && typeof node.value === 'string' ? resolveFrom(from, node.value) : null;
    if (file !== null && textOf(files, file) === undefined && !wanted.includes(file)) wanted.push(file);
  };
  for (const [file, text] of Object.entries(among)) {
    if (file.endsWith('.ink')) {
      for (const [, name] of text.matchAll(/^[ \t]*INCLUDE[ \t]+(\S+)/gm))
        want(file, { is: 'scalar', place: { file, offset: 0 }, value: name });
    }
    const tree = file.endsWith('.yaml') && !file.endsWith('themes.yaml') ? parseSource(file, text).tree : null;
    if (!tree) continue;
    want(file, nodeAt(tree, ['extends']));
    want(file, nodeAt(tree, ['space', 'map']));
    const dialogues = nodeAt(tree, ['narrative', 'dialogues']);
    if (dialogues.is === 'list') for (const item of dialogues.items) want(file, nodeAt(item, ['ink']));
  }
  return wanted;
}
