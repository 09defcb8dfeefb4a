/** The theatre's page: reads the night from the server that `dreamhaven theatre` started, and raises the curtain. */
import { render } from 'preact';
import { speechFor } from '../../shared/i18n/index.ts';
import type { TheatreNight, TheatrePiece, TheatreWhy } from '../../shared/protocol/theatre.ts';
import { createPlayer } from './player.ts';
import { NoNight, Theatre } from './Theatre.tsx';
import { readAddress } from './told/address.ts';
import { Reel } from './told/reel.ts';

/** The server's own word for why nothing plays. */
class NotPlayed extends Error {}

/** What the server is asked names the night and the key that the page's address names, where it does. */
const asked = ['journal', 'key'].flatMap((name) => {
  const value = new URLSearchParams(location.search).get(name);
  return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
});

async function told<T>(path: string): Promise<T> {
  const answer = await fetch(asked.length > 0 ? `${path}?${asked.join('&')}` : path);
  if (!answer.ok) throw new NotPlayed(await answer.text());
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
  } catch (error) {
    const sentence = error instanceof NotPlayed ? error.message : 'No night plays here. Start one with: npx dreamhaven theatre <journal>';
    render(<NoNight sentence={sentence} />, page);
  }
}

void raise(document.getElementById('page') as HTMLElement);
