/** "Why?": the true chain of causes, newest first, my own in rust. Paper: the guide cannot speak here. */
import type { WhyLine } from '../../shared/dream/causes.ts';
import { aboutNow, lessOf } from './acts.ts';
import { distinct } from './distinct.ts';
import { thingName, whoName } from './named.ts';
import type { Night } from './night.ts';
import { roleName } from './roles/words.ts';
import { Sheet } from './Sheet.tsx';
import type { Speech } from './speech.ts';
import { useStore } from './store.ts';

/** One cause as a sentence: the language's own if it has one, else the plain facts. */
export function whySentence(speech: Speech, line: WhyLine, by: string, about: string): string {
  const key = `why.${line.type}`;
  const params = { by, about, own: line.own ? 1 : 0 };
  return (
    (line.own ? speech.say(`${key}.own`, params) : null) ??
    speech.say(key, params) ??
    `${by} · ${line.type.replaceAll('.', ' ')}${about ? ` · ${about}` : ''}`
  );
}

export function Why({ night }: { night: Night }) {
  const why = useStore(night.store, (s) => s.why);
  const seen = useStore(night.store, (s) => s.seen);
  if (!why) return null;
  const { place, me } = night.link.welcome;
  const less = (): void => {
    void lessOf(night, '');
    night.open(null);
  };
  const sharing = Object.keys(seen?.own.consents ?? {});
  const role = why.about.startsWith('role:') ? roleName(night.speech, why.about.slice(5)) : null;
  const sentence = (line: WhyLine): string =>
    whySentence(
      night.speech,
      line,
      whoName(line.by, night.link.welcome, seen),
      thingName(line.about, place) ?? (line.about === me ? 'you' : ''),
    );
  // of causes that happen again and again, such as word that goes round, one is told
  const lines = distinct(why.lines, (line) => `${line.own} ${sentence(line)}`);
  const title = role ? `the ${role.toLowerCase()}` : thingName(why.about, place);
  return (
    <Sheet title={title ? `Why ${title}?` : 'Why this?'} kind="paper" place="side" class="why" onClose={() => night.open(null)}>
      {lines.length === 0 ? (
        <p>
          {role
            ? 'Nobody took it tonight: its agent plays it.'
            : 'Nothing that is yours or public led to this. It was here before you came.'}
        </p>
      ) : (
        <ol>
          {lines.map((line) => (
            <li key={line.cause} class={line.own ? 'own' : ''}>
              {sentence(line)}
              {line.own && <span class="unseen"> (from you)</span>}
            </li>
          ))}
        </ol>
      )}
      {why.rules && why.rules.length > 0 && (
        <>
          <h3>What its agent looks at</h3>
          <ul class="rules">
            {why.rules.map((rule) => (
              <li key={rule.id}>
                <b>{night.speech.say(`deck.${rule.does}`) ?? rule.does}:</b> {rule.state === 'ready' ? 'It is about to: ' : ''}
                {rule.says}
              </li>
            ))}
          </ul>
        </>
      )}
      <div class="row">
        <button type="button" class="button" onClick={less}>
          Less of this
        </button>
        {sharing.length > 0 ? (
          <button
            type="button"
            class="button outlined"
            onClick={() => {
              for (const purpose of sharing) void night.command('consent.withdraw', { purpose: purpose as 'near' });
              night.open(null);
            }}
          >
            Stop sharing
          </button>
        ) : (
          <button type="button" class="button outlined" onClick={() => night.ask(why.about === 'act' ? aboutNow(seen, place) : 'act')}>
            Why this hour?
          </button>
        )}
        <button type="button" class="button outlined" onClick={() => night.open({ is: 'notebook' })}>
          My notebook
        </button>
      </div>
    </Sheet>
  );
}
