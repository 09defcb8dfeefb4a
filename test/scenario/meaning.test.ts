import { describe, expect, it } from 'vitest';
import { broken, compileFiles, FILES, MAIN, MAP, places } from './bundle.ts';

const MAPFILE = 'small/map.tmj';

/** Findings must be exactly one, of this rule, at the mark. */
function only(result: ReturnType<typeof broken>, rule: string) {
  expect(places(result.findings)).toEqual([{ ...result.mark, rule }]);
  return result.findings[0];
}

describe('dangling-reference', () => {
  it.each([
    ['a symbol of a storylet', 'symbol: glass', 'symbol: «glas', 'no symbol is called "glas"', 'did you mean "glass"?'],
    ['a speaker', 'speaker: ada\n      theme', 'speaker: «adda\n      theme', 'no cast member is called "adda"', 'did you mean "ada"?'],
    [
      'the speaker of a talk',
      'speaker: ada\n      ink',
      'speaker: «lull\n      ink',
      'no cast member is called "lull"',
      'one of: dream, guide, ada',
    ],
    ['a track to mute', 'mute: lamp', 'mute: «lump', 'no track is called "lump"', 'did you mean "lamp"?'],
    ['a place of a shadow', 'at: islet', 'at: «isle', 'no symbol or region is called "isle"', 'did you mean "islet"?'],
    ['a home', 'home: plaza', 'home: «plaz', 'no symbol or region is called "plaz"', 'did you mean "plaza"?'],
    ['the home of the guide', 'home: glass', 'home: «plaza', 'no symbol is called "plaza"', 'one of: glass'],
    [
      'a fact nothing sets',
      'when: { s.looked: 1 }',
      'when: { «s.lookd: 1 }',
      'nothing ever sets the fact "s.lookd"',
      'did you mean "s.looked"?',
    ],
    ['a fact of a symbol', 'woken: 1', '«at.glas: 1', 'nothing ever sets the fact "at.glas"', 'did you mean "at.glass"?'],
  ])('%s', (_, from, to, reason, fix) => {
    expect(only(broken(MAIN, from, to), 'dangling-reference')).toMatchObject({ reason, fix });
  });

  it('knows facts of the dream, of places, of other nights and of talks', () => {
    for (const fact of ['night', 'at.glass', 'here.islet', 'seen.s.glass', 'seen.talk', 'whole.span', 'carry.anything', 's.talked']) {
      expect(broken(MAIN, 'woken: 1', `${fact}: 1`).findings).toEqual([]);
    }
  });

  it('a region at the end of a bridge, which then leads nowhere', () => {
    const { findings, mark } = broken(
      MAPFILE,
      '"name": "to", "type": "string", "value": "islet"',
      '"name": "to", "type": "string", "value": «"isle"',
    );
    const islet = { file: MAPFILE, line: 4, column: 20, rule: 'unreachable-region' };
    expect(places(findings)).toEqual([islet, { ...mark, rule: 'dangling-reference' }]);
  });

  it('files that are not there: map, talk, base', () => {
    expect(only(broken(MAIN, 'map: map.tmj', 'map: «mop.tmj'), 'dangling-reference')?.reason).toBe('there is no file small/mop.tmj');
    expect(only(broken(MAIN, 'ink: talk.ink', 'ink: «tale.ink'), 'dangling-reference')?.reason).toBe('there is no file small/tale.ink');
    expect(only(broken(MAIN, 'ink: talk.ink', 'ink: «../../talk.ink'), 'dangling-reference')?.reason).toContain('leads out of');
    expect(only(broken(MAIN, 'id: small\n', 'extends: «../constructor\nid: small\n'), 'extends')?.reason).toBe(
      'there is no file constructor',
    );
  });
});

describe('unreachable-region', () => {
  it('finds ground without a bridge; ground that touches needs none', () => {
    const line = /\{ "id": 3, "name": "span".*\n/.exec(MAP)?.[0] ?? '';
    const lone = broken(MAPFILE, line, '');
    expect(lone.findings.map((f) => [f.line, f.column, f.rule, f.reason])).toEqual([
      [4, 20, 'unreachable-region', 'nobody can walk to "islet"'],
    ]);
    const near = compileFiles({ ...FILES, [MAPFILE]: MAP.replace(line, '').replace('"x": 1152', '"x": 830') });
    expect(near.findings).toEqual([]);
  });

  it('finds things in the mist, and a map without a spawn', () => {
    expect(
      only(
        broken(
          MAPFILE,
          '"name": "lamp-1", "type": "loose", "point": true, "x": 448',
          '"name": «"lamp-1", "type": "loose", "point": true, "x": 4480',
        ),
        'unreachable-region',
      )?.reason,
    ).toContain('lies in the mist');
    expect(
      only(
        broken(
          MAPFILE,
          '"name": "glass", "type": "symbol", "point": true, "x": 512',
          '"name": «"glass", "type": "symbol", "point": true, "x": 5120',
        ),
        'unreachable-region',
      )?.reason,
    ).toContain('stands in the mist');
    const noSpawn = broken(MAPFILE, '"type": "spawn", "point": true', '"type": "collider", "ellipse": true').files[MAPFILE] as string;
    const { findings } = compileFiles({
      ...FILES,
      [MAPFILE]: noSpawn.replace('"y": 640, "width": 0, "height": 0', '"y": 640, "width": 32, "height": 32'),
    });
    expect(findings).toMatchObject([{ rule: 'unreachable-region', reason: 'the map has no spawn', fix: 'draw an object of class spawn' }]);
  });

  it('finds a bridge that ends in the air', () => {
    const found = only(
      broken(MAPFILE, '"name": "span", "type": "bridge", "x": 832', '"name": «"span", "type": "bridge", "x": 700'),
      'unreachable-region',
    );
    expect(found?.reason).toBe('the bridge "span" does not touch "islet"');
  });
});

describe('duplicate-id', () => {
  it('points at the second and names the line of the first', () => {
    const found = only(broken(MAIN, '    - id: dawn\n', '    - id: «dusk\n'), 'duplicate-id');
    expect(found?.reason).toBe('"dusk" is already the id of another act, at line 10');
  });

  it('looks at choices, map objects and themes', () => {
    only(
      broken(
        MAIN,
        '        - id: look\n          label: Look\n',
        '        - id: look\n          label: Look\n        - id: «look\n          label: Away\n',
      ),
      'duplicate-id',
    );
    const { findings } = broken(MAPFILE, '"name": "lamp-1"', '"name": "glass"');
    expect(findings.map((f) => [f.rule, f.line])).toEqual([['duplicate-id', 8]]);
  });

  it('lets things of different kinds share a name', () => {
    expect(broken(MAIN, '- id: dawn', '- id: talk').findings).toEqual([]);
  });
});

describe('undeclared-theme', () => {
  it.each([
    ['a storylet', MAIN, 'theme: rest\n      intensity', 'theme: «rset\n      intensity'],
    ['a shadow', MAIN, 'theme: rest\n        weight', 'theme: «rset\n        weight'],
    ['a wound', MAIN, 'themes: [rest]', 'themes: [«rset]'],
    ['a symbol', MAPFILE, '"name": "theme", "type": "string", "value": "rest"', '"name": "theme", "type": "string", "value": «"rset"'],
  ])('%s', (_, file, from, to) => {
    const found = only(broken(file, from, to), 'undeclared-theme');
    expect(found).toMatchObject({ reason: 'the theme "rset" is not in themes.yaml', fix: 'did you mean "rest"?' });
  });

  it('takes a registry of its own before the common one', () => {
    const own = 'themes:\n  - { tag: calm, range: [0, 0.4], standIn: a seat, standInSymbol: bench, veil: Steam. }\n';
    const { findings } = broken(MAIN, 'id: small', 'id: small', { 'small/themes.yaml': own });
    expect(findings.map((f) => f.reason)).toContain('the theme "rest" is not in small/themes.yaml');
  });
});

describe('ink-compiles', () => {
  it('points at the line that does not compile', () => {
    const found = only(broken('small/talk.ink', '-> END', '«-> nowhere'), 'ink-compiles');
    expect(found?.reason).toContain("'-> nowhere'");
  });

  it('says when an included file is missing, and reads one that is there', () => {
    expect(broken('small/talk.ink', 'A line.', 'INCLUDE end.ink\nA line.').findings.map((f) => f.rule)).toEqual(['ink-compiles']);
    expect(
      broken('small/talk.ink', 'A line.', 'INCLUDE end.ink\nA line.', { 'small/end.ink': '=== end ===\nBye.\n-> END\n' }).findings,
    ).toEqual([]);
  });
});

describe('warnings', () => {
  it('a hasty choice and a long turn warn, and compile all the same', () => {
    const hasty = broken(MAIN, 'intensity: 0.2', 'intensity: 0.2\n      seconds: «14');
    expect(only(hasty, 'short-choice')?.severity).toBe('warning');
    expect(hasty.scenario).not.toBeNull();
    const long = broken(MAIN, 'text: The sand stops.', `text: «${'sand '.repeat(26)}`);
    expect(only(long, 'long-text')?.reason).toBe('a turn of 26 words');
    expect(broken(MAIN, 'text: The sand stops.', `text: ${'sand '.repeat(25)}`).findings).toEqual([]);
    expect(only(broken(MAIN, 'text: The sand stops.', 'text: «|\n        a\n        b\n        c\n        d'), 'long-text')?.reason).toBe(
      '4 turns before a choice',
    );
  });
});

describe('contradiction', () => {
  it.each([
    ['at least more than at most', 'when: { woken: { «min: 3, max: 1 } }', 'min'],
    ['a share above 1', 'when: { «integrity: 2 }', 'integrity'],
    ['an act there is not', 'when: { «act: 9 }', 'act'],
    ['before the first act', 'when: { «act: { max: 0 } }', 'act'],
    ['a place twice at once', 'when: { «here.islet: 2 }', 'here.islet'],
    ['soothed, and none ever formed', 'when: { soothed: 1, «formed: { max: 0 } }', 'formed'],
  ])('%s', (_, to) => {
    const result = broken(MAIN, 'when: { s.looked: 1 }', to);
    expect(result.findings.map((f) => f.rule)).toEqual(['contradiction']);
    expect(result.findings[0]?.reason).toMatch(/can never form/);
    expect(result.findings[0]?.fix).not.toBe('');
  });
});

describe('an act', () => {
  it('that waits for an act after it, or for longer than a night, can never be entered', () => {
    expect(only(broken(MAIN, 'woken: 1', '«act: 2'), 'contradiction')?.reason).toContain('comes after it');
  });
});

describe('own-theme', () => {
  it('a theme of one person is for that one alone', () => {
    expect(
      only(broken(MAIN, 'theme: rest\n      intensity: 0.2\n', 'theme: own\n      intensity: 0.2\n      audience: «near\n'), 'own-theme')
        ?.reason,
    ).toContain('for others too');
  });
});

describe('unstable-diffusion', () => {
  const air = (diffusion: string) => broken(MAIN, 'id: small\n', `id: small\naffect: { air: { diffusion: ${diffusion} } }\n`);

  it('above what the grid of the air bears in a step (cells of 4 m: 20 m^2/s), and up to that fine', () => {
    expect(only(air('«20.5'), 'unstable-diffusion')).toMatchObject({
      path: 'affect.air.diffusion',
      reason: 'diffusion 20.5 m^2/s is above 20, what cells of 4 m bear',
      fix: 'write 20 or less',
    });
    expect(air('20').findings).toEqual([]);
    expect(air('0').findings).toEqual([]);
  });

  it('negative is out of range', () => {
    expect(only(air('«-1'), 'out-of-range')?.reason).toContain('diffusion is -1');
  });
});
