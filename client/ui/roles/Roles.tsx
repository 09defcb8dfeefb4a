/** Who holds which role, on paper: what it is for, take it, hand it back, call it back, and why. What was signed lately stands below. */
import { useState } from 'preact/hooks';
import type { Role } from '../../../shared/dream/orchestration/model.ts';
import type { RolesSeen } from '../../../shared/dream/orchestration/seen.ts';
import type { LinkFrame } from '../../net/link.ts';
import type { Night } from '../night.ts';
import { Sheet } from '../Sheet.tsx';
import { useStore } from '../store.ts';
import { send } from './send.ts';
import { actsOf, holderWords, roleName, signWords } from './words.ts';

export function Roles({ night }: { night: Night }) {
  const seen = useStore(night.store, (s) => s.seen);
  if (!seen) return null;
  const { roles, signs } = seen.common;
  return (
    <Sheet title="Roles" kind="paper" place="side" class="roles" onClose={() => night.open(null)}>
      <p class="grey">Each is played by an agent until a person takes it. One each. A minute without a sign of you gives it back.</p>
      <ul class="role-list">
        {roles.map((role) => (
          <RoleLine key={role.id} night={night} role={role} seen={seen} />
        ))}
      </ul>
      <h3>Signed lately</h3>
      {signs.length === 0 && <p>Nobody used a deck in the last minutes.</p>}
      <ul class="signed">
        {[...signs].reverse().map((sign) => (
          <li key={sign.id}>
            <span>{signWords(night.speech, sign, night.link.welcome, seen)}</span>
            <button
              type="button"
              class="textual"
              aria-label={`Why? ${signWords(night.speech, sign, night.link.welcome, seen)}`}
              onClick={() => night.ask(sign.id)}
            >
              Why?
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function RoleLine({ night, role, seen }: { night: Night; role: RolesSeen['roles'][number]; seen: LinkFrame }) {
  const [said, setSaid] = useState('');
  const [asked, setAsked] = useState('');
  const { me } = night.link.welcome;
  const mine = role.by === me && role.human;
  const name = roleName(night.speech, role.id);
  const council = role.id === 'council';
  const hasDeck = council || actsOf(role.id).length > 0;
  const ask = async (type: 'role.take' | 'role.return' | 'role.recall'): Promise<boolean> => {
    const refused = await send(night, type, { role: role.id as Role });
    setSaid(refused);
    return refused === '';
  };
  return (
    <li class={mine ? 'mine' : ''} aria-label={name}>
      <header>
        <h3>{name}</h3>
        <span class="cost">{hasDeck && !council ? `${Math.floor(role.sand)} sand` : ''}</span>
      </header>
      <p>
        <b>{holderWords(role, night.link.welcome, seen)}</b> {night.speech.say(`role.${role.id}.does`)}
      </p>
      {role.recall > 0 && (
        <p class="grey">
          {role.recall === 1 ? 'One person wants it back.' : `${role.recall} want it back.`} Half of the people can call it back.
        </p>
      )}
      <div class="row">
        {mine && (
          <>
            <button type="button" class="button" onClick={() => night.open({ is: 'deck' })}>
              To the deck
            </button>
            <button type="button" class="button outlined" onClick={() => void ask('role.return')}>
              Hand it back
            </button>
          </>
        )}
        {!role.human && hasDeck && (
          <button
            type="button"
            class="button outlined"
            aria-label={`Take: ${name}`}
            onClick={() => void ask('role.take').then((done) => done && night.open({ is: 'deck' }))}
          >
            Take
          </button>
        )}
        {role.human && !mine && (
          <button
            type="button"
            class="button outlined"
            aria-label={`Call it back: ${name}`}
            aria-disabled={asked === role.by}
            onClick={() => {
              if (asked !== role.by) void ask('role.recall').then((done) => setAsked(done ? role.by : ''));
            }}
          >
            {asked === role.by ? 'You asked for it' : 'Call it back'}
          </button>
        )}
        {council && (
          <button type="button" class="button outlined" onClick={() => night.open({ is: 'vote' })}>
            What it did tonight
          </button>
        )}
        <button type="button" class="textual" aria-label={`Why? ${name}`} onClick={() => night.ask(`role:${role.id}`)}>
          Why?
        </button>
      </div>
      <p class="said" role="status">
        {said}
      </p>
    </li>
  );
}
