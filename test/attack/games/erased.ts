/**
 * What did an erased person say, and what did their body and their limits? One of two sentences, straps or lines; the attacker has every byte on the disk, all
 * that can be opened with every key that is left, and knows all else that happened: they dream the night again with either guess and look for a digest that fits.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Vault } from '../../../server/ledger/vault.ts';
import { excerptFor } from '../../../shared/journal/excerpt.ts';
import { JOURNAL_FORMAT } from '../../../shared/journal/format.ts';
import { digestsOf, readJournal } from '../../../shared/journal/read.ts';
import { Recorder } from '../../../shared/journal/record.ts';
import { Watch } from '../../../shared/journal/watch.ts';
import { between, pick, shuffled } from '../../../shared/kernel/random.ts';
import { NAME_CHARS } from '../../../shared/protocol/limits.ts';
import { A, ATTACKER, reading, Stage, scenario } from '../stage.ts';
import { THEME } from './fountain.ts';
import type { Game, Seen } from './game.ts';

/** Whole seconds: the last digest is of the last tick (two were dreamt before the first of these). */
const TICKS = 179;
const WHISPER_CHARS = 60;
/** Somebody who comes late, under the name in question. */
const LATE = 'p9';

/** Candidates that the attacker knows; a pair draws two of them, the shorter one is world 0. */
const SENTENCES = [
  'No.',
  'yes',
  'I miss her.',
  'Ich habe Angst vor dem Frühling.',
  'When I was nine I let the dog out. It was me.',
  'My brother does not write to me any more.',
  'I was the one who closed the door, and I have never said it to anybody before tonight.',
  'We sold the house in June. I still drive past it on Sundays, slowly, and nobody has taken down the swing that he built for us there.',
] as const;

/** What the two worlds differ in. */
const SECRETS = ['say', 'whisper', 'name', 'body', 'line'] as const;

function erasedGame(name: string, asks: string, sealed: boolean): Game {
  return {
    name,
    asks,
    open: !sealed,
    exact: false,
    play(seed, secret): Seen {
      const folder = mkdtempSync(join(tmpdir(), 'dreamhaven-erased-'));
      try {
        const vault = new Vault(folder, 'night');
        const { journal, two } = night(seed, secret, sealed ? vault : null);
        for (const who of [A, LATE]) vault.forget(who);
        const seen = searched(journal, folder, vault, two);
        const left = [...digestsOf(readJournal(journal), vault).values()].at(-1)?.whole;
        for (const guess of left === undefined ? [] : ([0, 1] as const))
          seen.features.set(`digest fits ${guess}`, left === lastDigest(seed, guess) ? 1 : 0);
        return seen;
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}

/** The night again, by somebody who knows all of it but the secret. */
const lastDigest = (seed: string, guess: 0 | 1): string | undefined => readJournal(night(seed, guess, null).journal).digests.at(-1)?.whole;

function night(seed: string, secret: 0 | 1, vault: Vault | null): { journal: Buffer; two: readonly string[] } {
  const stage = new Stage({ seed, people: 4, company: 2 });
  const { rng, dream } = stage;
  for (const who of stage.people) stage.scatter(who, 0, 0, 6);
  // the attacker heard nothing of it
  stage.put(ATTACKER, 42, 0);
  const two = shuffled(rng, SENTENCES)
    .slice(0, 2)
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const words = two[secret] as string;
  const how = pick(rng, SECRETS);
  const at = 20 + Math.floor(between(rng, 0, 60));
  const frames: Uint8Array[] = [];
  const header = {
    format: JOURNAL_FORMAT,
    core: 'test',
    dreamId: 'night',
    seed,
    scenario: { hash: scenario.hash, main: 'small.yaml', files: {} },
  };
  const recorder = new Recorder({ write: (f) => frames.push(Uint8Array.from(f)) }, header, vault);
  stage.consent(A, 'own-view');
  for (let i = 0; i < TICKS; i++) {
    if (i === at && how === 'say') stage.ask(A, 'say', { words });
    if (i === at && how === 'whisper') stage.ask(A, 'lantern.plant', { whisper: words.slice(0, WHISPER_CHARS) });
    if (i === at && how === 'line') stage.ask(A, 'limit.set', { lines: secret === 1 ? [THEME] : [], veils: [], ceiling: 0.6 });
    if (i % 5 === 0 && how === 'body') stage.ask(A, 'reading', reading(dream.world.tick, secret === 1 && i > at ? 0.8 : -0.6));
    if (i === at && how === 'name')
      stage.ask(LATE, 'join', {
        kind: 'person',
        name: words.slice(0, NAME_CHARS),
        shape: 'moon',
        cloth: 'iris',
        cast: '',
        spawn: '',
      });
    recorder.tick(dream, stage.step());
  }
  return { journal: Buffer.concat(frames), two };
}

/** Sizes of all that is left, and whether either sentence stands anywhere in it. */
function searched(journal: Uint8Array, folder: string, vault: Vault, two: readonly string[]): Seen & { features: Map<string, number> } {
  const features = new Map<string, number>();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  const disk = Buffer.concat([journal, ...files.map((f) => readFileSync(join(f.parentPath, f.name)))]);
  const excerpt = Buffer.from(excerptFor(journal, ATTACKER, vault));
  const watch = new Watch(readJournal(journal), vault);
  const seen = Buffer.from(JSON.stringify([watch.events(0, TICKS + 2), watch.effects(0, TICKS + 2), watch.at(TICKS)]));
  for (const [name, bytes] of Object.entries({ disk, excerpt, seen })) {
    features.set(`${name} bytes`, bytes.length);
    for (const [k, sentence] of two.entries()) features.set(`${name} holds ${k}`, bytes.includes(sentence.slice(0, NAME_CHARS)) ? 1 : 0);
  }
  features.set('files', files.length);
  return { features, prints: [disk.length, excerpt.length, seen.length] };
}

export const erasedGames: readonly Game[] = [
  erasedGame('erased', 'which of two sentences an erased person said, whispered or was called; which body or line they had', true),
  erasedGame('erased, unsealed', 'the same from a journal that was never sealed: it must be found', false),
];
