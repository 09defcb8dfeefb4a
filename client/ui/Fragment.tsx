/** A fragment waits for words: a line of mine, one of three, two word cards, or only my colour. Then it may be carried to the loom. */
import { useState } from 'preact/hooks';
import { CARDS } from '../../shared/dream/narrative/rules.ts';
import type { Night } from './night.ts';
import { Sheet } from './Sheet.tsx';
import { useStore } from './store.ts';

const LONGEST = 90;
export const READY_LINES = ['It weighed less with two.', 'I stayed, and it stayed small.', 'For whoever comes here next.'] as const;

export function Fragment({ night, id }: { night: Night; id: string }) {
  const [words, setWords] = useState('');
  const [cards, setCards] = useState<readonly string[]>([]);
  const threads = useStore(night.store, (s) => s.seen?.common.threads ?? []);
  const mine = threads.filter((t) => t.by === night.link.welcome.me);
  const leave = (line: string): void => {
    void night.command('fragment.offer', { fragment: id, words: line.trim().slice(0, LONGEST) }).then((refused) => {
      if (refused) return;
      night.eyes.left(id, line.trim());
      night.note('', 'It is yours to carry. The loom is where the light goes up.');
    });
    night.open(null);
  };
  const pick = (card: string): void => setCards(cards.includes(card) ? cards.filter((c) => c !== card) : [...cards, card].slice(-2));
  return (
    <Sheet title="A line to leave" kind="paper" place="middle" class="fragment" onClose={() => night.open(null)}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          leave(words);
        }}
      >
        <label class="line">
          <span>In your own words, if you like</span>
          <input type="text" maxLength={LONGEST} value={words} onInput={(e) => setWords(e.currentTarget.value)} />
        </label>
        <button type="submit" class="button" aria-disabled={words.trim() === ''}>
          Leave it
        </button>
      </form>
      <h3>Or one of these</h3>
      <div class="row">
        {READY_LINES.map((line) => (
          <button key={line} type="button" class="chip" onClick={() => leave(line)}>
            {line}
          </button>
        ))}
      </div>
      <h3>Or two words</h3>
      <div class="row">
        {CARDS.map((card) => (
          <button key={card} type="button" class="chip lines" aria-pressed={cards.includes(card)} onClick={() => pick(card)}>
            {card}
          </button>
        ))}
      </div>
      <div class="row foot">
        <button
          type="button"
          class="button outlined"
          aria-disabled={cards.length !== 2}
          onClick={() => cards.length === 2 && leave(cards.join(', '))}
        >
          Leave the two words
        </button>
        <button type="button" class="button outlined" onClick={() => leave('')}>
          Only my colour
        </button>
      </div>
      {mine.length > 0 && (
        <>
          <h3>In the sky already</h3>
          <div class="row">
            {mine.map((t) => (
              <button key={t.id} type="button" class="chip" onClick={() => void night.command('fragment.withdraw', { thread: t.id })}>
                Take back the thread at {t.place + 1}
              </button>
            ))}
          </div>
        </>
      )}
    </Sheet>
  );
}

/** A light to leave on the ground, with a whisper if one likes. */
export function LanternPanel({ night }: { night: Night }) {
  const [whisper, setWhisper] = useState('');
  const plant = (event: Event): void => {
    event.preventDefault();
    void night.command('lantern.plant', { whisper: whisper.trim().slice(0, 60) });
    night.open(null);
  };
  return (
    <Sheet title="Plant a lantern" kind="air" place="middle" class="lantern" onClose={() => night.open(null)}>
      <form onSubmit={plant}>
        <label class="line">
          <span>A whisper, if you like; it may stay for tomorrow</span>
          <input type="text" maxLength={60} value={whisper} onInput={(e) => setWhisper(e.currentTarget.value)} />
        </label>
        <button type="submit" class="pill lit">
          Set it down
        </button>
      </form>
    </Sheet>
  );
}
