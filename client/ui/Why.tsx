/** "Why?": the true chain of causes, newest first, my own in rust. Paper: the guide cannot speak here. */
import type { WhyLine } from '../../shared/dream/causes.ts';
import { aboutNow, lessOf } from './acts.ts';
import type { Night } from './night.ts';
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
  const nameOf = (id: string): string =>
    id === me
      ? 'you'
      : id === 'guide'
        ? 'the guide'
        : id === 'dream'
          ? 'the dream'
          : id === ''
            ? 'someone'
            : (seen?.names[id] ?? thingName(id) ?? 'someone');
  const thingName = (id: string): string | null =>
    place.symbols.find((s) => s.id === id)?.name ??
    place.regions.find((r) => r.id === id)?.name ??
    (place.bridges.some((b) => b.id === id)
      ? 'the bridge'
      : id.startsWith('sh')
        ? 'the shadow'
        : id.startsWith('ln')
          ? 'a lantern'
          : id.startsWith('th')
            ? 'a thread'
            : id.startsWith('fr')
              ? 'a fragment'
              : null);
  const less = (): void => {
    void lessOf(night, '');
    night.open(null);
  };
  const sharing = Object.keys(seen?.own.consents ?? {});
  const title = thingName(why.about);
  return (
    <Sheet title={title ? `Why ${title}?` : 'Why this?'} kind="paper" place="side" class="why" onClose={() => night.open(null)}>
      {why.lines.length === 0 ? (
        <p>Nothing that is yours or public led to this. It was here before you came.</p>
      ) : (
        <ol>
          {why.lines.map((line) => (
            <li key={line.cause} class={line.own ? 'own' : ''}>
              {whySentence(night.speech, line, nameOf(line.by), thingName(line.about) ?? (line.about === me ? 'you' : ''))}
              {line.own && <span class="unseen"> (from you)</span>}
            </li>
          ))}
        </ol>
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
