/** The last lines and a field. A slash opens the phrase cards, which go over the line as themselves and are read in everybody's own language. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Night } from './night.ts';
import { findPhrases, type PhraseCard } from './speech.ts';
import { useStore } from './store.ts';

const LONGEST = 140;

export function sendPhrase(night: Night, card: PhraseCard): void {
  void night.command('phrase', { phrase: card.id });
  night.open(null);
}

export function Chat({ night, lines }: { night: Night; lines: number }) {
  const chat = useStore(night.store, (s) => s.chat);
  const writing = useStore(night.store, (s) => s.writing);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  // Before the next key, so that a letter typed at once is no command.
  useLayoutEffect(() => {
    if (writing.turn === 0) return;
    setText(writing.begin);
    field.current?.focus();
  }, [writing.turn]);
  const found = text.startsWith('/') ? findPhrases(night.speech, text.slice(1)) : [];
  const picked = Math.min(at, found.length - 1);
  const done = (): void => {
    setText('');
    setAt(0);
    field.current?.blur();
  };
  const send = (event: Event): void => {
    event.preventDefault();
    const card = found[picked];
    if (card) sendPhrase(night, card);
    else if (text.trim() !== '' && !text.startsWith('/')) void night.command('say', { words: text.trim().slice(0, LONGEST) });
    done();
  };
  const move = (event: KeyboardEvent): void => {
    if (found.length === 0 || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    setAt((picked + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
  };
  return (
    <form class="chat air" onSubmit={send} aria-label="Talk to who is near">
      <div class="lines" role="log" aria-live="polite">
        {chat.slice(-lines).map((line) => (
          <p key={line.key}>
            <b>{line.who}</b> {line.text}
          </p>
        ))}
      </div>
      {found.length > 0 && (
        <div class="found" role="listbox" id="phrases" aria-label="Phrases">
          {found.map((card, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys, by aria-activedescendant
            <div
              tabIndex={-1}
              key={card.id}
              role="option"
              id={`phrase-${i}`}
              aria-selected={i === picked}
              onPointerDown={(e) => e.preventDefault()}
              onClick={() => {
                sendPhrase(night, card);
                done();
              }}
            >
              {card.text}
            </div>
          ))}
        </div>
      )}
      <input
        ref={field}
        type="text"
        maxLength={LONGEST}
        value={text}
        autocomplete="off"
        enterkeyhint="send"
        placeholder="Say something, or press / for phrases"
        aria-label="Say something, or press slash for phrases"
        aria-controls="phrases"
        aria-activedescendant={found.length > 0 ? `phrase-${picked}` : undefined}
        onInput={(e) => {
          setText(e.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={move}
      />
    </form>
  );
}
