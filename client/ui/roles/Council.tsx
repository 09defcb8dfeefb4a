/** The council in a person's hands: each act, what it is about, what hinders it. Without sand; everybody reads it on the square. */
import { useId, useState } from 'preact/hooks';
import { COUNCIL_ACTS, type CouncilAct } from '../../../shared/dream/governance/model.ts';
import type { DeckSeen } from '../../../shared/dream/orchestration/seen.ts';
import type { LinkFrame } from '../../net/link.ts';
import type { Night } from '../night.ts';
import { aboutWords } from '../square/record.ts';
import { send } from './send.ts';
import { capital } from './words.ts';

export function CouncilActs({ night, deck, seen }: { night: Night; deck: DeckSeen; seen: LinkFrame }) {
  return (
    <>
      <p class="does">{night.speech.say('council.deck')}</p>
      <ul class="deck-acts">
        {COUNCIL_ACTS.map((act) => (
          <CouncilCard key={act} night={night} act={act} deck={deck} seen={seen} />
        ))}
      </ul>
    </>
  );
}

function CouncilCard({ night, act, deck, seen }: { night: Night; act: CouncilAct; deck: DeckSeen; seen: LinkFrame }) {
  const id = useId();
  const [about, setAbout] = useState('');
  const [said, setSaid] = useState('');
  const state = deck.acts[act];
  const choices = (state?.about ?? []).filter((c) => c !== '' && c !== 'guide');
  const chosen = choices.includes(about) ? about : (state?.about[0] ?? '');
  const left = Math.max(0, Math.ceil(((state?.fromTick ?? 0) - seen.common.tick) / night.link.welcome.tickRate));
  const hindered =
    deck.phase === 'fading'
      ? 'Control is still passing over to you.'
      : state?.no
        ? `${capital(state.no)}.`
        : left > 0
          ? `It rests: ${left} s.`
          : '';
  const name = night.speech.say(`council.${act}`) ?? capital(act);
  return (
    <li class={`deck-act ${hindered ? 'hindered' : ''}`}>
      <header>
        <h3>{name}</h3>
      </header>
      <p class="does">{night.speech.say(`council.${act}.does`)}</p>
      <div class="controls">
        {choices.length > 0 && (
          <label class="about whole">
            <span class="unseen">
              {name}: {night.speech.say('council.about')}
            </span>
            <select value={chosen} onChange={(e) => setAbout(e.currentTarget.value)}>
              {choices.map((c) => (
                <option key={c} value={c}>
                  {aboutWords(night.speech, c, night.link.welcome.place, seen.common.charter)}
                </option>
              ))}
            </select>
          </label>
        )}
        <button
          type="button"
          class="pill"
          aria-disabled={hindered !== ''}
          aria-describedby={`${id}s`}
          onClick={() => {
            if (!hindered) void send(night, 'council', { act, about: chosen }).then(setSaid);
          }}
        >
          {name}
        </button>
      </div>
      <p class="state" id={`${id}s`}>
        {hindered}
      </p>
      <p class="said" role="status">
        {said}
      </p>
    </li>
  );
}
