import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importsOf, ROOT, roomOf, sourcesOf } from './imports.ts';

/** Room -> rooms it may import from. */
const MAY: Record<string, readonly string[]> = {
  kernel: [],
  biometrics: ['kernel'],
  dream: ['kernel', 'biometrics'],
  scenario: ['kernel', 'biometrics', 'dream', 'citizens', 'expectations'],
  citizens: ['kernel', 'biometrics', 'dream'],
  journal: ['kernel', 'biometrics', 'dream', 'citizens'],
  expectations: ['kernel', 'dream'],
  protocol: ['kernel', 'biometrics', 'dream'],
  i18n: [],
  server: ['kernel', 'biometrics', 'dream', 'scenario', 'citizens', 'journal', 'expectations', 'protocol'],
  client: ['kernel', 'biometrics', 'dream', 'protocol', 'i18n'],
};

/** Package -> the only places that may import it. */
const ONLY: readonly (readonly [name: RegExp, places: readonly RegExp[]])[] = [
  [/^@colyseus\/schema$/, [/^shared\/protocol\/(schema|input)\.ts$/, /^server\/(rooms|publish)\//]],
  [
    /^(colyseus|@colyseus\/(core|ws-transport|uwebsockets-transport))$/,
    [/^server\/(main|boot|transport)\.ts$/, /^server\/(rooms|publish)\//],
  ],
  [/^@colyseus\/sdk$/, [/^client\/net\//]],
  [/^matter-js$/, [/^shared\/dream\/space\/physics\.ts$/]],
  [/^mistreevous$/, [/^shared\/dream\/guide\/tree\.ts$/]],
  [/^inkjs$/, [/^shared\/dream\/narrative\/ink\.ts$/, /^shared\/scenario\/ink\.ts$/]],
  [/^@energetic-ai\//, [/^server\/loom\/model\.ts$/]],
  [/^phaser$/, [/^client\/stage\//]],
  [/^pixi\.js$/, [/^client\/studio\//]],
  [/^node:fs/, [/^server\/(store|ledger|cli)\//]],
  [/^(kysely|pg)$/, [/^server\/ledger\//]],
  [/^node:sqlite$/, [/^server\/ledger\/sqlite\.ts$/]],
  [/^msgpackr$/, [/^shared\/journal\/bytes\.ts$/, /^shared\/protocol\//]],
];

const files = ['shared', 'server', 'client'].flatMap(sourcesOf);

describe('the house', () => {
  it('has only the given rooms at the top', () => {
    const given = [
      'package.json',
      'tsconfig.json',
      'server',
      'client',
      'shared',
      'assets',
      'scenarios',
      'test',
      'vite.config.ts',
      'README.md',
    ];
    const beside = ['LICENSE', 'package-lock.json', 'node_modules'];
    const found = readdirSync(ROOT).filter((n) => !n.startsWith('.') && !given.includes(n) && !beside.includes(n));
    expect(found).toEqual([]);
  });

  it('has no drawer for anything', () => {
    expect(files.filter((f) => /\/(utils?|common|helpers?)\/|\/(utils?|types|helpers?)\.ts$/.test(f))).toEqual([]);
  });

  it('imports in one direction only', () => {
    const breaches = files.flatMap((file) =>
      importsOf(file)
        .filter((i) => i.ours)
        .filter((i) => {
          const from = roomOf(file);
          const to = roomOf(i.target);
          if (from === to || to === '') return false;
          if (from === 'scenario' && i.target.startsWith('shared/citizens/') && !/schema\.ts$/.test(i.target)) return true;
          if (from === 'scenario' && to === 'expectations' && !/(schema|signals|compile)\.ts$/.test(i.target)) return true;
          return !(MAY[from] ?? []).includes(to);
        })
        .map((i) => `${file} -> ${i.target}`),
    );
    expect(breaches).toEqual([]);
  });

  it('keeps each outside package in its one place', () => {
    const breaches = files.flatMap((file) =>
      importsOf(file)
        .filter((i) => !i.ours)
        .filter((i) => ONLY.some(([name, places]) => name.test(i.target) && !places.some((p) => p.test(file))))
        .map((i) => `${file} -> ${i.target}`),
    );
    expect(breaches).toEqual([]);
  });

  it('lets a scenario section import only the kernel and the schema library', () => {
    const breaches = files
      .filter((f) => /^shared\/dream\/\w+\/schema\.ts$/.test(f))
      .flatMap((file) =>
        importsOf(file)
          .filter((i) => !(i.target === 'zod' || i.target.startsWith('shared/kernel/')))
          .map((i) => `${file} -> ${i.target}`),
      );
    expect(breaches).toEqual([]);
  });

  it('lets the core reach nothing of an engine or a system', () => {
    const breaches = files
      .filter((f) => f.startsWith('shared/'))
      .flatMap((file) =>
        importsOf(file).filter((i) => !i.ours && (i.target.startsWith('node:') || /colyseus\/(core|sdk)|phaser|preact/.test(i.target))),
      )
      .map((i) => `${i.file} -> ${i.target}`);
    expect(breaches).toEqual([]);
  });
});
