import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { boot, type Running } from '../../server/main.ts';
import type { TheatreNight, TheatrePiece } from '../../shared/protocol/theatre.ts';

describe('the theatre of a running server', { timeout: 120_000 }, () => {
  let folder = '';
  let running: Running;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dreamhaven-theatre-'));
    running = await boot(readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, LOG_LEVEL: 'silent' }), { page: false, citizens: 4 });
  });
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });

  const at = (path: string): string => `http://127.0.0.1:${running.port}${path}`;

  it('opens with its key alone, lists its nights, and plays the one that is dreamt now, by a process of its own', async () => {
    const key = new URL(running.theatre).searchParams.get('key') ?? '';
    const { dreamId } = running.house;
    for (const path of [
      '/theatre',
      `/theatre?journal=${dreamId}`,
      `/theatre/night?journal=${dreamId}&key=${key}x`,
      '/theatre/night?key=%ZZ',
    ]) {
      const shut = await fetch(at(path));
      expect([path, shut.status, await shut.text()]).toEqual([
        path,
        403,
        'The theatre opens with its key: the server says its address as it starts.',
      ]);
    }
    const list = await (await fetch(at(`/theatre?key=${key}`))).text();
    expect(list).toContain(`href="/theatre?journal=${dreamId}&amp;key=${key}"`);
    const none = await fetch(at(`/theatre?journal=../x&key=${key}`));
    expect([none.status, await none.text()]).toEqual([404, 'No night called "../x" is kept here; /theatre lists those that are.']);

    const before = running.house.host.dream.world.tick;
    const page = await (await fetch(at(`/theatre?journal=${dreamId}&key=${key}`))).text();
    const [, script = ''] = /src="\.(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
    expect(script).not.toBe('');
    expect((await fetch(at(script))).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const night = (await (await fetch(at(`/theatre/night?journal=${dreamId}&key=${key}`))).json()) as TheatreNight;
    expect(night).toMatchObject({ dreamId, mode: 're-run' });
    expect(night.people.length).toBeGreaterThan(0);
    const piece = (await (await fetch(at(`/theatre/piece/0/*?journal=${dreamId}&key=${key}`))).json()) as TheatrePiece;
    expect(piece.pictures.length).toBeGreaterThan(1);
    // the dream went on meanwhile
    expect(running.house.host.dream.world.tick).toBeGreaterThan(before + 10);
  });
});
