/** The circle I sit in: what it is at in one line, the question, and only what can be done now. Nothing hurries: a turn waits, silence is an answer. */
import type { Ref } from 'preact';
import { useState } from 'preact/hooks';
import { CARDS } from '../../shared/dream/narrative/rules.ts';
import type { CircleSeen } from '../../shared/dream/observe.ts';
import type { Night } from './night.ts';
import { useStore } from './store.ts';

const LONGEST = 90;

/** One sentence for eyes and ears: where the circle is. */
export function circleLine(circle: CircleSeen, me: string, nameOf: (who: string) => string): string {
  switch (circle.phase) {
    case 'gather':
      return circle.seats.length < 2 ? 'You sit at the hearth. Others may come.' : 'Two sit here. One more, and it begins.';
    case 'settle':
      return 'One breath together, before anything is asked.';
    case 'question':
      return 'A question, to sit with.';
    case 'turn':
      return circle.turn === me ? 'Your turn.' : `${nameOf(circle.turn)} has the turn.`;
    case 'silence':
      return 'A silence.';
    case 'gift':
      return circle.gave ? 'The cards go round.' : 'One card, for whoever sits to your left.';
    default:
      return 'What was said here. Each line goes with its own hands.';
  }
}

export function Circle({ night, circle, box }: { night: Night; circle: CircleSeen; box: Ref<HTMLElement> }) {
  const names = useStore(night.store, (s) => s.seen?.names ?? {});
  const left = useStore(night.store, (s) =>
    Math.max(0, Math.ceil((circle.untilTick - (s.seen?.common.tick ?? 0)) / night.link.welcome.tickRate)),
  );
  const me = night.link.welcome.me;
  const nameOf = (who: string): string => (who === me ? 'You' : (names[who] ?? 'Someone'));
  const line = circleLine(circle, me, nameOf);
  return (
    <section class="scene circle air" ref={box} aria-label="The circle">
      <div aria-live="polite">
        <span class="who">{line}</span>
        {circle.question && <p class="voice">{circle.question}</p>}
        {circle.card && circle.phase !== 'turn' && <p>On your palm: {circle.card}.</p>}
        {circle.lines.length > 0 && (
          <ul class="lines">
            {circle.lines.map((l) => (
              <li key={l.id}>
                <b>{nameOf(l.by)}</b> {l.struck ? <i>taken back</i> : l.words}
                {circle.phase === 'summary' && l.by === me && !l.struck && (
                  <button type="button" class="pill" onClick={() => void night.command('circle.strike', { line: l.id })}>
                    Strike it
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      {circle.phase === 'turn' && circle.turn === me && <MyTurn key={circle.id} night={night} more={circle.more} />}
      {circle.phase === 'gift' && !circle.gave && (
        <fieldset class="choices" aria-label="Cards">
          {CARDS.map((card) => (
            <button key={card} type="button" class="pill" onClick={() => void night.command('circle.gift', { card })}>
              {card}
            </button>
          ))}
        </fieldset>
      )}
      <footer>
        <small>
          {circle.seats.length} sit here{circle.phase === 'gather' ? '' : `, ${left} s`}
        </small>
        <button type="button" class="pill" onClick={() => void night.command('circle.sit', { at: '' })}>
          Stand up
        </button>
      </footer>
    </section>
  );
}

/** Words, a card, a light held in silence, or passing: all four are answers. */
function MyTurn({ night, more }: { night: Night; more: number }) {
  const [words, setWords] = useState('');
  const [cards, setCards] = useState(false);
  const say = (line: string): void => void night.command('circle.turn', { words: line.trim().slice(0, LONGEST) });
  return (
    <form
      class="choices"
      onSubmit={(e) => {
        e.preventDefault();
        if (words.trim() !== '') say(words);
      }}
    >
      <input
        type="text"
        aria-label="Your line"
        placeholder="a line, if you like"
        maxLength={LONGEST}
        value={words}
        onInput={(e) => setWords(e.currentTarget.value)}
      />
      <button type="submit" class="pill lit" aria-disabled={words.trim() === ''}>
        Say it
      </button>
      <button type="button" class="pill" aria-expanded={cards} onClick={() => setCards(!cards)}>
        A card
      </button>
      <button type="button" class="pill" onClick={() => say('')}>
        Hold your light
      </button>
      <button type="button" class="pill" onClick={() => void night.command('circle.pass', {})}>
        Pass
      </button>
      {more > 0 && (
        <button type="button" class="pill" onClick={() => void night.command('circle.more', {})}>
          More time
        </button>
      )}
      {cards &&
        CARDS.map((card) => (
          <button key={card} type="button" class="pill card" onClick={() => say(card)}>
            {card}
          </button>
        ))}
    </form>
  );
}
