import { expect, test } from 'vitest';
import { troubleOf } from '../../client/ui/App.tsx';
import { stepDown } from '../../client/ui/acts.ts';
import { sandWords } from '../../client/ui/Hud.tsx';
import { readParams } from '../../client/ui/params.ts';
import { toggled } from '../../client/ui/Reach.tsx';
import { DEFAULT_SETTINGS, openSettings, readSettings } from '../../client/ui/settings.ts';
import { createStore } from '../../client/ui/store.ts';
import { PURPOSE_WORDS } from '../../client/ui/themes.ts';
import { PURPOSES } from '../../shared/dream/governance/model.ts';

test('broken settings fall back one by one', () => {
  expect(readSettings('not json')).toEqual(DEFAULT_SETTINGS);
  expect(readSettings('{"textScale":9,"contrast":true,"volume":"loud","keys":{"act":"KeyP","hand":7}}')).toEqual({
    ...DEFAULT_SETTINGS,
    contrast: true,
    keys: { act: 'KeyP' },
  });
});

test('settings outlive the page and survive a store that refuses', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v) };
  openSettings(storage).set({ textScale: 1.6 });
  expect(openSettings(storage).get().textScale).toBe(1.6);
  const refusing = {
    getItem: (): string => {
      throw new Error('denied');
    },
    setItem: (): void => {
      throw new Error('denied');
    },
  };
  const settings = openSettings(refusing);
  settings.set({ volume: 0.1 });
  expect(settings.get().volume).toBe(0.1);
});

test('the address is read with bounds', () => {
  expect(readParams('?q=low&name=%20Mirel%20&autojoin=1&latency=150&motion=reduce')).toEqual({
    quality: 'low',
    name: 'Mirel',
    autojoin: true,
    latencyMs: 150,
    reduceMotion: true,
  });
  expect(readParams('?q=ultra&latency=abc')).toMatchObject({ quality: 'auto', latencyMs: 0, autojoin: false });
  expect(readParams('?latency=1e9').latencyMs).toBe(2000);
});

test('trouble is one clear sentence, never a machine’s', () => {
  expect(troubleOf(new TypeError('Failed to fetch'))).toMatch(/^The dream does not answer\./);
  expect(troubleOf(new Error('The dream is full tonight. Come back in an hour.'))).toBe('The dream is full tonight. Come back in an hour.');
  expect(troubleOf(undefined)).toMatch(/try again/);
});

test('every purpose has its own sentence', () => {
  expect(PURPOSE_WORDS.map((p) => p.purpose).sort()).toEqual([...PURPOSES].sort());
  expect(new Set(PURPOSE_WORDS.map((p) => p.says)).size).toBe(PURPOSES.length);
});

test('small things: sand in words, a step down, a toggle, a store that tells only of change', () => {
  expect(sandWords(372)).toBe('sand for 6 min');
  expect(sandWords(44)).toBe('sand for 40 s');
  expect(sandWords(0)).toBe('the sand has run');
  expect([0.8, 0.6, 0.4, 0.2].map(stepDown)).toEqual([0.6, 0.4, 0.3, 0.2]);
  expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b']);
  const store = createStore({ n: 1 });
  let told = 0;
  store.subscribe(() => told++);
  store.set({ n: 1 });
  store.set({ n: 2 });
  expect(told).toBe(1);
});
