/** What the council did tonight and why, what was put to the vote and by whom, and how it was counted; newest first, each asks "why?". */
import { useState } from 'preact/hooks';
import type { LinkFrame } from '../../net/link.ts';
import type { Night } from '../night.ts';
import { aboutWords, agoWords, entryWords } from './record.ts';

/** So many stand there at first. */
const SHOWN = 4;

export function Record({ night, seen }: { night: Night; seen: LinkFrame }) {
  const [whole, setWhole] = useState(false);
  const { speech, link } = night;
  const { record, waiting } = seen.common.governance;
  const newest = [...record].sort((a, b) => b.tick - a.tick);
  const say = (key: string, params = {}): string => speech.say(`record.${key}`, params) ?? '';
  return (
    <section class="record" aria-label={say('title')}>
      <h3>{say('title')}</h3>
      {record.length === 0 && <p>{say('none')}</p>}
      <ol>
        {newest.slice(0, whole ? newest.length : SHOWN).map((entry) => {
          const { says, why } = entryWords(speech, entry, link.welcome, seen);
          return (
            <li key={entry.id} class={`of-${entry.what}`}>
              <p>
                {says} {why && <span class="reason">{why}</span>}
              </p>
              <small class="grey">{agoWords(speech, entry.tick, seen.common.tick, link.welcome.tickRate)}</small>
              <button type="button" class="textual" aria-label={`${says} ${say('why')}`} onClick={() => night.ask(entry.id)}>
                {say('why')}
              </button>
            </li>
          );
        })}
      </ol>
      {waiting.map((id) => (
        <p key={id} class="grey">
          {say('waiting', { about: aboutWords(speech, id, link.welcome.place, seen.common.charter) })}
        </p>
      ))}
      {record.length > SHOWN && (
        <button type="button" class="chip" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? say('some') : say('all', { n: record.length })}
        </button>
      )}
    </section>
  );
}

/** How far the council is trusted in each district, as bars with their words. */
export function Districts({ night, seen }: { night: Night; seen: LinkFrame }) {
  const { districts } = night.link.welcome.place;
  if (seen.common.districts.length === 0) return null;
  return (
    <ul class="districts" aria-label={night.speech.say('record.trust') ?? ''}>
      {seen.common.districts.map((d) => {
        const tenths = Math.round(d.legitimacy * 10);
        return (
          <li key={d.id}>
            <span>{districts.find((p) => p.id === d.id)?.name ?? d.id}</span>
            <i class="trust" aria-hidden="true">
              <i style={{ width: `${d.legitimacy * 100}%` }} />
            </i>
            <b>
              {tenths}
              <span class="unseen"> / 10</span>
            </b>
          </li>
        );
      })}
    </ul>
  );
}
