/** "What the light believes of me": a quiet part of the paper of limits. Nobody else has this page; the consent can be taken back on it. */
import type { Believed as Belief } from '../../shared/dream/guide/own.ts';
import { askedWords, leanings, promiseWords, readWords } from './believed.ts';

/** `agreed`: the guide may read the sensor now. */
export function Believed({
  believed,
  agreed,
  onTakeBack,
  onNote,
  onAsk,
  onBook,
}: {
  believed: Belief | null;
  agreed: boolean;
  onTakeBack: () => void;
  onNote: () => void;
  onAsk: () => void;
  onBook: () => void;
}) {
  return (
    <details class="believed">
      <summary>What the light believes of me</summary>
      {believed ? <Found believed={believed} /> : <p>Nothing. It has not asked you anything.</p>}
      {agreed ? (
        <>
          <p class="grey">Take the reading back, and what it learned by it goes too.</p>
          <button type="button" class="button outlined" onClick={onTakeBack}>
            It may no longer read me
          </button>
        </>
      ) : (
        <p class="grey">It does not read your sensor: you have not agreed to that.</p>
      )}
      <p class="grey">
        What two of you saw counts against it. When three such things are known, enough of you may ask, and it must answer.
      </p>
      <button type="button" class="button outlined" onClick={onNote}>
        I saw something odd
      </button>
      <button type="button" class="button outlined" onClick={onAsk}>
        Ask it to answer
      </button>
      <button type="button" class="button outlined" onClick={onBook}>
        My notebook
      </button>
    </details>
  );
}

function Found({ believed }: { believed: Belief }) {
  const leans = leanings(believed);
  const read = readWords(believed);
  return (
    <>
      {leans.length === 0 ? (
        <p>It cannot say yet what moves you.</p>
      ) : (
        <dl>
          {leans.map(({ theme, name, words }) => (
            <div key={theme}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
      <p>
        {askedWords(believed.asked)} {promiseWords(believed.trust)}
      </p>
      {read.length > 0 && (
        <ul>
          {read.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}
