/** What I leave in this night: to carry away, or to leave none of it behind. */
import { useState } from 'preact/hooks';
import type { Night } from './night.ts';

/** My own part of the journal, as a file; nothing personal of anybody else is in it. @returns a sentence when it could not be had, else '' */
async function carryAway(night: Night): Promise<string> {
  const { dreamId, me, token } = night.link.welcome;
  try {
    const answer = await fetch('journal', { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) return await answer.text();
    const at = URL.createObjectURL(await answer.blob());
    const link = document.createElement('a');
    link.href = at;
    link.download = `${dreamId}-${me}.dream`;
    link.click();
    URL.revokeObjectURL(at);
    return '';
  } catch {
    return 'The journal could not be fetched; is the line there?';
  }
}

export function Traces({ night }: { night: Night }) {
  const { dreamId, me } = night.link.welcome;
  const [asking, setAsking] = useState(false);
  const [word, setWord] = useState('');
  const erase = async (): Promise<void> => {
    setWord('One moment…');
    if (!(await night.link.erase())) setWord('It could not be done now; nothing was erased. Please try again.');
  };
  return (
    <details class="keys traces">
      <summary>What I leave here</summary>
      <p class="small">
        Tonight’s journal keeps your words, your name, your limits and readings under a key of your own. You are <b>{`${dreamId}/${me}`}</b>{' '}
        in it.
      </p>
      <div class="row">
        <button type="button" class="button outlined" onClick={async () => setWord(await carryAway(night))}>
          Take my journal with me
        </button>
        {!asking && (
          <button type="button" class="button outlined" onClick={() => setAsking(true)}>
            Leave nothing behind
          </button>
        )}
      </div>
      {asking && (
        <div class="asking">
          <p>
            You wake now, and the key is destroyed: nobody can read any of it again, in any copy. Your threads leave the sky. This cannot be
            undone.
          </p>
          <div class="row">
            <button type="button" class="button rust" onClick={() => void erase()}>
              Destroy it
            </button>
            <button type="button" class="button outlined" onClick={() => setAsking(false)}>
              Keep it
            </button>
          </div>
        </div>
      )}
      {word !== '' && <p role="status">{word}</p>}
    </details>
  );
}
