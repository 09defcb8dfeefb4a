/** The theatre's page: reads the night from the server that `dreamhaven theatre` started, and raises the curtain. */
import { render } from 'preact';
import { speechFor } from '../../shared/i18n/index.ts';
import type { TheatreNight, TheatrePiece, TheatreWhy } from '../../shared/protocol/theatre.ts';
import { createPlayer } from './player.ts';
import { NoNight, Theatre } from './Theatre.tsx';
import { readAddress } from './told/address.ts';
import { Reel } from './told/reel.ts';

async function told<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
}

async function raise(page: HTMLElement): Promise<void> {
  render(<NoNight sentence="The night is being brought." />, page);
  try {
    const night = await told<TheatreNight>('theatre/night');
    const reel = new Reel((path) => told<TheatrePiece>(path), night.lastTick);
    const player = createPlayer({
      night,
      reel,
      speech: speechFor(navigator.language),
      address: readAddress(location.search),
      why: (path) => told<TheatreWhy>(path),
    });
    document.title = `${night.title} · theatre`;
    // for tests and for looking around in the console; nothing in the product reads it
    Object.defineProperty(window, 'theatre', { value: player, configurable: true });
    render(<Theatre player={player} quality={readAddress(location.search).quality} />, page);
  } catch {
    render(<NoNight sentence="No night plays here. Start one with: npx dreamhaven theatre <journal>" />, page);
  }
}

void raise(document.getElementById('page') as HTMLElement);
