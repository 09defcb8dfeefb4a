/** A new dream, made of the starter and of patterns: files as text, nothing written. What cannot be made is said in one sentence. */
import { type Document, isMap, parseDocument, type YAMLMap } from 'yaml';
import { compileScenario, type ScenarioBundle } from '../../../shared/scenario/compile.ts';
import { resolveFrom } from '../../../shared/scenario/paths.ts';
import { lay } from './lay.ts';
import { drawIn, mapText, readTiled, type TiledMap } from './map.ts';
import { readme } from './readme.ts';

export interface Wish {
  /** id of the dream, which is the name of its folder */
  readonly id: string;
  readonly title: string;
  /** colours of the first act */
  readonly palette: string;
  /** where editors find the schema, as seen from the dream's folder */
  readonly schema: string;
  /** the folder as its owner would type it */
  readonly shown: string;
}

/** A scenario with a name to call it by. */
export interface Piece {
  readonly name: string;
  readonly bundle: ScenarioBundle;
}

/** Files by their path in the new folder, or why there are none. */
export type Composed = { readonly files: Readonly<Record<string, string>> } | { readonly why: string };

export function compose(wish: Wish, starter: Piece, patterns: readonly Piece[]): Composed {
  const begun = partsOf(starter);
  if ('why' in begun) return begun;
  const { doc, map, inks } = begun;
  const folder = (text: string): string => text.split('/').slice(0, -1).join('/');
  for (const pattern of patterns) {
    const parts = partsOf(pattern);
    const why = 'why' in parts ? parts.why : (drawIn(map, parts.map) ?? lay(doc.contents, parts.doc.contents) ?? pour(inks, parts.inks));
    if (why !== null) return { why: `the pattern ${pattern.name} does not fit: ${why}` };
  }
  const last = patterns.at(-1);
  if (last) doc.set('summary', parseDocument(textIn(last.bundle, last.bundle.main)).get('summary') ?? '');
  doc.set('id', wish.id);
  doc.set('title', wish.title);
  doc.setIn(['narrative', 'acts', 0, 'palette'], wish.palette);
  const names = patterns.map((p) => p.name);
  const says = names.length > 0 ? `, with ${names.join(' and ')} in it` : '';
  const head = `# yaml-language-server: $schema=${wish.schema}\n# Made by \`npx dreamhaven new\`${says}. Everything in it is yours to change.\n`;
  const files: Record<string, string> = {
    'dream.yaml': head + doc.toString({ lineWidth: 0 }),
    'map.tmj': mapText(map),
    ...inks,
  };
  // what has no errors and no warnings is handed over, nothing else
  const themes = textIn(starter.bundle, 'themes.yaml');
  const inBundle = Object.fromEntries(Object.entries(files).map(([path, text]) => [`${wish.id}/${path}`, text]));
  const { scenario, findings } = compileScenario({ main: `${wish.id}/dream.yaml`, files: { ...inBundle, 'themes.yaml': themes } });
  const first = findings[0];
  if (!scenario || first) {
    const reason = first ? `${first.reason}, at ${first.path || folder(first.file)}` : 'it does not compile';
    return { why: last ? `the pattern ${last.name} does not fit: ${reason}` : reason };
  }
  return { files: { ...files, 'README.md': readme(wish, scenario, Object.keys(inks), names) } };
}

interface Parts {
  readonly doc: Document.Parsed & { contents: YAMLMap };
  readonly map: TiledMap;
  /** by their path in the scenario's folder */
  readonly inks: Record<string, string>;
}

function partsOf({ bundle }: Piece): Parts | { why: string } {
  const { main, files } = bundle;
  // remarks above the first key are about the file, which stays behind
  const doc = parseDocument(textIn(bundle, main).replace(/^(#.*\n|\s*\n)+/, ''));
  if (!isMap(doc.contents) || doc.errors.length > 0) return { why: 'its dream.yaml cannot be read; `npx dreamhaven lint` says where' };
  const named = doc.getIn(['space', 'map']);
  const map = typeof named === 'string' ? readTiled(textIn(bundle, resolveFrom(main, named) ?? '')) : null;
  if (!map) return { why: 'it has no map of its own that consists of object layers' };
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const inks: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) {
    if (path.endsWith('.ink') && path.startsWith(folder)) inks[path.slice(folder.length)] = text;
  }
  return { doc: doc as unknown as Parts['doc'], map, inks };
}

function pour(into: Record<string, string>, more: Readonly<Record<string, string>>): string | null {
  for (const [path, text] of Object.entries(more)) {
    if (into[path] !== undefined && into[path] !== text) return `both have a talk in ${path}; rename the pattern's`;
    into[path] = text;
  }
  return null;
}

const textIn = (bundle: ScenarioBundle, path: string): string => (Object.hasOwn(bundle.files, path) ? (bundle.files[path] ?? '') : '');
