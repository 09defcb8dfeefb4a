/** The square: the charter as it stands, the vote with what each clause changes, proposals, statements. Plain sentences, both counts, one hand or a keyboard. */
import { useState } from 'preact/hooks';
import { ANSWERS, AS_IT_WAS } from '../../../shared/dream/governance/model.ts';
import type { GovernanceSeen } from '../../../shared/dream/observe.ts';
import { keyName } from '../keys.ts';
import type { Night } from '../night.ts';
import { Sheet } from '../Sheet.tsx';
import type { Settings } from '../settings.ts';
import { type Store, useStore } from '../store.ts';
import { Districts, Record } from './Record.tsx';
import { countWords, trustWords } from './words.ts';

/** Once a vote opens within this long, its card says so, s. */
const secondsTo = (tick: number, now: number, rate: number): number => Math.max(0, Math.ceil((tick - now) / rate));

export function Square({ night, settings }: { night: Night; settings: Store<Settings> }) {
  const seen = useStore(night.store, (s) => s.seen);
  const keys = useStore(settings, (s) => s.keys);
  if (!seen) return null;
  const { common, own } = seen;
  const { governance, charter } = common;
  const { tickRate } = night.link.welcome;
  const standing = common.arcs.filter((a) => !a.question).length;
  return (
    <Sheet title="The square" kind="paper" place="middle" class="square" onClose={() => night.open(null)}>
      <p>
        {trustWords(governance.legitimacy)} {standing > 0 ? `${standing} stand.` : 'Nobody stands.'}
      </p>
      <Districts night={night} seen={seen} />
      <button
        type="button"
        class="button"
        data-first=""
        aria-pressed={own.voice !== null}
        onClick={() => void night.command('voice', { on: own.voice === null })}
      >
        {own.voice ? `Lower your voice (${secondsTo(own.voice.untilTick, common.tick, tickRate)} s left)` : 'Raise your voice'}{' '}
        <kbd>{keyName('voice', keys)}</kbd>
      </button>
      {own.voice?.question && <p class="grey">Nobody here knows of a broken promise. Your arc asks.</p>}
      {governance.vote ? <Ballot key={governance.vote.id} night={night} vote={governance.vote} /> : <Proposals night={night} />}
      {governance.counted && !governance.vote && (
        <p>
          Last vote:{' '}
          {clauseSays(night, governance.counted.winner) || (governance.counted.quorum ? 'as it was' : 'too few voted, so as it was')}.{' '}
          {countWords(governance.counted)}
        </p>
      )}
      <Record night={night} seen={seen} />
      <h3>The charter tonight</h3>
      {charter.length === 0 && <p>No rule is written but those that always hold.</p>}
      <ul>
        {charter.map((r) => (
          <li key={r.id}>
            {r.says} <small class="grey">{r.binding ? 'held' : 'on paper'}</small>
          </li>
        ))}
      </ul>
      <Statements night={night} />
    </Sheet>
  );
}

const clauseSays = (night: Night, id: string): string => night.link.welcome.place.clauses.find((c) => c.id === id)?.says ?? '';

/** Options are put in order by choosing them one after the other; the first is what one wants most. */
function Ballot({ night, vote }: { night: Night; vote: NonNullable<GovernanceSeen['vote']> }) {
  const cast = useStore(night.store, (s) => s.seen?.own.ballot ?? null);
  const tick = useStore(night.store, (s) => s.seen?.common.tick ?? 0);
  const { place, tickRate } = night.link.welcome;
  const [order, setOrder] = useState<readonly string[]>(cast ?? []);
  const opens = secondsTo(vote.opensTick, tick, tickRate);
  const options = [...vote.options, AS_IT_WAS];
  const flip = (id: string): void => setOrder(order.includes(id) ? order.filter((o) => o !== id) : [...order, id]);
  return (
    <section aria-label="The vote">
      <h3>{opens > 0 ? `A vote opens in ${opens} s` : `Vote: ${secondsTo(vote.closesTick, tick, tickRate)} s left`}</h3>
      <p>Choose what you want most first, then the next. What you leave out comes last.</p>
      <ol class="options">
        {options.map((id) => {
          const clause = place.clauses.find((c) => c.id === id);
          const rank = order.indexOf(id) + 1;
          const says = clause?.says ?? (id === AS_IT_WAS ? 'As it was.' : id);
          return (
            <li key={id}>
              <button
                type="button"
                class={`option ${rank > 0 ? 'lit' : ''}`}
                aria-pressed={rank > 0}
                aria-label={`${rank > 0 ? `Place ${rank}: ` : ''}${says}`}
                onClick={() => flip(id)}
              >
                <b class="rank">{rank > 0 ? rank : ''}</b>
                <span>
                  {says}
                  {clause && <small>What changes now: {clause.now}</small>}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <button
        type="button"
        class="button"
        aria-disabled={order.length === 0 || opens > 0}
        onClick={() => {
          if (order.length > 0 && opens === 0) void night.command('ballot', { order: [...order] });
        }}
      >
        {cast && cast.length > 0 ? 'Change my ballot' : 'Cast my ballot'}
      </button>
      <p aria-live="polite">
        {cast && cast.length > 0 ? 'Your ballot is in. ' : ''}
        {countWords(vote)}
      </p>
    </section>
  );
}

function Proposals({ night }: { night: Night }) {
  const inForce = useStore(night.store, (s) => s.seen?.common.governance.inForce ?? null);
  const open = night.link.welcome.place.clauses.filter((c) => !inForce?.includes(c.id));
  if (open.length === 0) return null;
  return (
    <section aria-label="Proposals">
      <h3>Put to the vote</h3>
      <ul class="options">
        {open.map((c) => (
          <li key={c.id}>
            <button type="button" class="option" onClick={() => void night.command('propose', { clause: c.id })}>
              <span>
                {c.says}
                <small>What changes now: {c.now}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const ANSWER_WORDS = { agree: 'Agree', disagree: 'Disagree', pass: 'Pass' } as const;

/** One statement at a time, the first without an answer of mine. */
function Statements({ night }: { night: Night }) {
  const answers = useStore(night.store, (s) => s.seen?.own.answers ?? null);
  const { statements } = night.link.welcome.place;
  const next = statements.find((s) => !answers?.[s.id]);
  if (statements.length === 0) return null;
  return (
    <section aria-label="Statements">
      <h3>
        Statements <small class="grey">{`${Object.keys(answers ?? {}).length} of ${statements.length}`}</small>
      </h3>
      {next ? (
        <div aria-live="polite">
          <p>{next.text}</p>
          <div class="choices">
            {ANSWERS.map((a) => (
              <button key={a} type="button" class="chip" onClick={() => void night.command('state', { statement: next.id, answer: a })}>
                {ANSWER_WORDS[a]}
              </button>
            ))}
          </div>
        </div>
      ) : (
        <p>You answered all of them.</p>
      )}
    </section>
  );
}
