/** A small night in memory, to break in one place: `«` in a replacement marks where the finding must point, and is taken out. */
import { type CompileResult, compileScenario } from '../../shared/scenario/compile.ts';
import type { Finding } from '../../shared/scenario/report.ts';

export const MAIN = 'small/dream.yaml';

const DREAM = `dreamhaven: 1
id: small
title: A small night

space:
  map: map.tmj

narrative:
  acts:
    - id: dusk
      title: Dusk
      palette: dusk
    - id: dawn
      title: Dawn
      palette: dawn
      opens: [{ woken: 1 }]
  dialogues:
    - id: talk
      speaker: ada
      ink: talk.ink
  shadows:
    form:
      - id: dark
        theme: rest
        weight: 20
        at: islet
        when: { s.looked: 1 }
  storylets:
    - id: s.glass
      symbol: glass
      speaker: ada
      theme: rest
      intensity: 0.2
      text: The sand stops.
      soft: The sand slows.
      choices:
        - id: look
          label: Look
          then: { facts: { s.looked: 1 }, mute: lamp }

jukebox:
  tracks:
    - id: lamp
      name: Lamp
      source: arousal
      scope: own
      target: light
      from: [-1, 1]
      to: [1.1, 0.9]
      purpose: own-view
      says: My light follows me.

guide:
  home: glass

orchestration:
  minutes: 20

city:
  wounds:
    - id: ward
      name: The ward
      themes: [rest]

people:
  cast:
    - id: ada
      name: Ada
      shape: moon
      cloth: iris
      home: plaza
`;

const THEMES = `themes:
  - tag: rest
    range: [0.05, 0.4]
    healing: true
    standIn: a place to sit
    standInSymbol: bench
    veil: Steam, behind a door.
`;

const INK = `A line.
* [Go on] # fact s.talked 1
  Yes.
-> END
`;

/** A plaza of 10 m round (16, 16) m, an islet 10 m off to the east, an hourglass, a lantern. One object a line. */
export const MAP = `{ "type": "map", "width": 64, "height": 32, "tilewidth": 32, "tileheight": 32, "layers": [
{ "name": "all", "type": "objectgroup", "objects": [
{ "id": 1, "name": "plaza", "type": "region", "ellipse": true, "x": 192, "y": 192, "width": 640, "height": 640, "rotation": 0, "properties": [{ "name": "title", "type": "string", "value": "The plaza" }] },
{ "id": 2, "name": "islet", "type": "region", "ellipse": true, "x": 1152, "y": 352, "width": 320, "height": 320, "rotation": 0, "properties": [{ "name": "title", "type": "string", "value": "The islet" }] },
{ "id": 3, "name": "span", "type": "bridge", "x": 832, "y": 512, "width": 0, "height": 0, "rotation": 0, "polyline": [{ "x": 0, "y": 0 }, { "x": 320, "y": 0 }], "properties": [{ "name": "from", "type": "string", "value": "plaza" }, { "name": "to", "type": "string", "value": "islet" }] },
{ "id": 4, "name": "glass", "type": "symbol", "point": true, "x": 512, "y": 480, "width": 0, "height": 0, "rotation": 0, "properties": [{ "name": "kind", "type": "string", "value": "hourglass" }, { "name": "title", "type": "string", "value": "The hourglass" }, { "name": "verb", "type": "string", "value": "turn" }, { "name": "theme", "type": "string", "value": "rest" }] },
{ "id": 5, "name": "rise", "type": "spawn", "point": true, "x": 512, "y": 640, "width": 0, "height": 0, "rotation": 0 },
{ "id": 6, "name": "lamp-1", "type": "loose", "point": true, "x": 448, "y": 448, "width": 0, "height": 0, "rotation": 0, "properties": [{ "name": "kind", "type": "string", "value": "lantern" }] }
] } ] }
`;

export const FILES: Readonly<Record<string, string>> = {
  [MAIN]: DREAM,
  'small/map.tmj': MAP,
  'small/talk.ink': INK,
  'themes.yaml': THEMES,
};

export const compileFiles = (files: Readonly<Record<string, string>>, main = MAIN): CompileResult => compileScenario({ main, files });

export interface Broken extends CompileResult {
  /** where the mark stood: file, line and column from 1 */
  readonly mark: { readonly file: string; readonly line: number; readonly column: number };
  readonly files: Readonly<Record<string, string>>;
}

/** The small night with `from` replaced by `to` in one file. */
export function broken(file: string, from: string, to: string, more: Readonly<Record<string, string>> = {}): Broken {
  const text = FILES[file] ?? '';
  if (!text.includes(from)) throw new Error(`the test's "${from}" is not in ${file}`);
  const marked = text.replace(from, to);
  const before = marked.slice(0, marked.indexOf('«')).split('\n');
  const files = { ...FILES, ...more, [file]: marked.replace('«', '') };
  const mark = { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
  return { ...compileFiles(files), mark, files };
}

/** File, line, column and rule of every finding. */
export const places = (findings: readonly Finding[]) => findings.map(({ file, line, column, rule }) => ({ file, line, column, rule }));
