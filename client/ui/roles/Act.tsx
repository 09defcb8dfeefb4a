/** One act of a deck: what it does and costs, what it is about and how much, what hinders it, and why it was refused, at the place where it was asked for. */
import { useId, useRef, useState } from 'preact/hooks';
import type { DeckSeen } from '../../../shared/dream/orchestration/seen.ts';
import { DECK, type DeckAct, type DeckName, WORD_ACTS } from '../../../shared/dream/orchestration/table.ts';
import type { LinkFrame } from '../../net/link.ts';
import type { Night } from '../night.ts';
import { Hold } from './Hold.tsx';
import { send } from './send.ts';
import { amountWords, type Choice, capital, choicesFor, costWords, firstAmount, hindrance, stepOf } from './words.ts';

/** Acts that press on people are held, not tapped. */
const HELD: readonly DeckName[] = ['amplify'];
const MOST_WORDS = 120;
/** What is told in sentences has a line of its own. */
const LONG: readonly DeckAct['about'][] = ['event', 'top', 'question', 'clause', 'person', 'thread'];

interface ActProps {
  readonly night: Night;
  readonly act: DeckName;
  readonly deck: DeckSeen;
  readonly sand: number;
  readonly seen: LinkFrame;
}

export function Act({ night, act, deck, sand, seen }: ActProps) {
  const card: DeckAct = DECK[act];
  const id = useId();
  const { welcome } = night.link;
  const [about, setAbout] = useState('');
  const [amount, setAmount] = useState(firstAmount(act));
  const [words, setWords] = useState('');
  const [said, setSaid] = useState('');
  const frozen = useRef<readonly Choice[] | null>(null);
  const choices = frozen.current ?? choicesFor(act, deck, welcome, seen, (thread) => night.eyes.wordsOf(thread) ?? '');
  const chosen = choices.some((c) => c.id === about) ? about : (choices[0]?.id ?? '');
  const { says: hindered, left } = hindrance(act, deck, sand, seen.common.tick, welcome.tickRate);
  const writes = (WORD_ACTS as readonly string[]).includes(act);
  const name = night.speech.say(`deck.${act}`) ?? capital(act);

  const use = async (much: number): Promise<void> => {
    if (hindered) return;
    const refused = writes
      ? await send(night, 'deck.words', { act: act as 'line', words })
      : await send(night, 'deck', { act: act as 'pause', about: chosen, amount: much });
    setSaid(refused);
    if (!refused) setWords('');
  };
  const pills: { readonly label: string; readonly much: number }[] =
    act === 'palette'
      ? [
          { label: 'A step back', much: -1 },
          { label: 'A step on', much: 1 },
        ]
      : [{ label: name, much: amount }, ...(card.amount?.or === undefined ? [] : [{ label: 'Lift it', much: card.amount.or }])];

  return (
    <li class={`deck-act ${hindered ? 'hindered' : ''}`}>
      <header>
        <h3 id={`${id}n`}>{name}</h3>
        <span class="cost">{costWords(card.sand)}</span>
      </header>
      <p class="does">{night.speech.say(`deck.${act}.does`)}</p>
      <div class="controls">
        {card.about !== 'nothing' && choices.length > 0 && (
          <label class={`about ${LONG.includes(card.about) ? 'whole' : ''}`}>
            <span class="unseen">{name}: what about</span>
            <select
              value={chosen}
              onFocus={() => {
                frozen.current = choices;
              }}
              onBlur={() => {
                frozen.current = null;
              }}
              onChange={(e) => setAbout(e.currentTarget.value)}
            >
              {grouped(choices)}
            </select>
          </label>
        )}
        {card.amount && act !== 'palette' && (
          <Amount act={act} card={card} value={amount} name={name} most={seen.common.threads.length} onSet={setAmount} />
        )}
        {writes && (
          <label class="about whole">
            <span class="unseen">{name}: the words</span>
            <input
              type="text"
              maxLength={MOST_WORDS}
              value={words}
              placeholder={act === 'title' ? 'What the cloth is called tonight' : 'One line, in the present tense'}
              onInput={(e) => setWords(e.currentTarget.value)}
            />
          </label>
        )}
        {HELD.includes(act) ? (
          <Hold disabled={hindered !== ''} label={name} onHeld={() => void use(amount)}>
            {name}: hold
          </Hold>
        ) : (
          pills.map((p) => (
            <button
              key={p.label}
              type="button"
              class="pill"
              aria-disabled={hindered !== ''}
              aria-describedby={`${id}s`}
              onClick={() => void use(p.much)}
            >
              {p.label}
            </button>
          ))
        )}
      </div>
      <p class="state" id={`${id}s`}>
        {hindered}
      </p>
      {left > 0 && card.cooldown > 0 && (
        <div class="rests" aria-hidden="true">
          <i style={{ width: `${Math.min(100, (left / card.cooldown) * 100)}%` }} />
        </div>
      )}
      <p class="said" role="status">
        {said}
      </p>
    </li>
  );
}

function grouped(choices: readonly Choice[]) {
  const groups = [...new Set(choices.map((c) => c.group))];
  const options = (group: string) =>
    choices
      .filter((c) => c.group === group)
      .map((c) => (
        <option key={c.id} value={c.id}>
          {c.name}
        </option>
      ));
  return groups.map((group) =>
    group === '' ? (
      options(group)
    ) : (
      <optgroup key={group} label={group}>
        {options(group)}
      </optgroup>
    ),
  );
}

interface AmountProps {
  readonly act: DeckName;
  readonly card: DeckAct;
  readonly value: number;
  readonly name: string;
  /** how many threads hang: a place is one of them */
  readonly most: number;
  readonly onSet: (value: number) => void;
}

function Amount({ act, card, value, name, most, onSet }: AmountProps) {
  const range = card.amount as NonNullable<DeckAct['amount']>;
  const shown = act === 'reorder' ? `place ${value + 1}` : amountWords(act === 'turn' ? 'turn' : range.unit, Math.round(value * 100) / 100);
  return (
    <label class="amount">
      <span class="unseen">{name}: how much</span>
      <input
        type="range"
        min={range.least}
        max={act === 'reorder' ? Math.max(0, most - 1) : range.most}
        step={stepOf(range)}
        value={value}
        aria-valuetext={shown}
        onInput={(e) => onSet(Number(e.currentTarget.value))}
      />
      <output>{shown}</output>
    </label>
  );
}
