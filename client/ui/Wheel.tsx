/** 32 phrase cards on eight directions of four: point, then choose. Arrow keys turn, digits choose, and so do mouse and finger. */
import { useState } from 'preact/hooks';
import { sendPhrase } from './Chat.tsx';
import type { Night } from './night.ts';
import { Sheet } from './Sheet.tsx';
import { wheelSlot } from './speech.ts';

export function Wheel({ night }: { night: Night }) {
  const groups = night.speech.phrases;
  const [slot, setSlot] = useState(0);
  const cards = groups[slot]?.cards ?? [];
  const key = (event: KeyboardEvent): void => {
    const step =
      event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
    const card = cards[Number(event.key) - 1];
    if (step !== 0) setSlot((slot + step + groups.length) % groups.length);
    else if (card) sendPhrase(night, card);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Sheet title="Phrases" kind="air" place="middle" class="wheel-sheet" onClose={() => night.open(null)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys of the radios and digits of the cards, which are buttons */}
      <div class="wheel" onKeyDown={key}>
        <div
          class="dial"
          role="radiogroup"
          aria-label="What kind of phrase"
          onPointerMove={(e) => {
            const box = e.currentTarget.getBoundingClientRect();
            const over = wheelSlot(e.clientX - box.left - box.width / 2, e.clientY - box.top - box.height / 2, groups.length);
            if (over !== null) setSlot(over);
          }}
        >
          {groups.map((group, i) => {
            const turn = (i / groups.length) * 2 * Math.PI;
            return (
              // biome-ignore lint/a11y/useSemanticElements: a button can be laid on the circle, an input cannot
              <button
                key={group.id}
                type="button"
                role="radio"
                aria-checked={i === slot}
                tabIndex={i === slot ? 0 : -1}
                data-first={i === 0 ? '' : undefined}
                style={{ left: `${50 + 38 * Math.sin(turn)}%`, top: `${50 - 38 * Math.cos(turn)}%` }}
                onClick={() => setSlot(i)}
              >
                {group.name}
              </button>
            );
          })}
        </div>
        <ul>
          {cards.map((card, i) => (
            <li key={card.id}>
              <button type="button" onClick={() => sendPhrase(night, card)}>
                <kbd>{i + 1}</kbd> {card.text}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  );
}
