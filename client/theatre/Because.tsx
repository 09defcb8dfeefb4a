/** "Why?": the causes of a thing or of something that happened, in plain sentences, newest first; each can be gone to. Paper. */
import { type TheatreNight, WHOLE } from '../../shared/protocol/theatre.ts';
import { distinct } from '../ui/distinct.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { useStore } from '../ui/store.ts';
import type { Open, Player } from './player.ts';
import { clock } from './told/address.ts';
import { causeSentence, eventSentence, namesOf, ruleSentence, toldTo } from './told/sentences.ts';
import { firstAfter } from './told/sight.ts';

/** Lines of what a thing did or underwent lately. */
const LATELY = 5;

export function Because({ player, open }: { player: Player; open: Extract<Open, { is: 'why' }> }) {
  const { night, speech } = player;
  const who = useStore(player.store, (s) => s.who);
  const tick = useStore(player.store, (s) => Math.round(s.tick));
  const names = namesOf(night, who);
  const { event, thing, why } = open;
  // the same sentence of the same second is told once
  const lines = distinct(
    (why?.lines ?? []).filter((l) => l.cause !== event?.cause),
    (l) => `${clock(l.tick / night.tickRate)} ${causeSentence(speech, names, l)}`,
  );
  const person = night.people.find((p) => p.id === thing);
  const title = event
    ? 'Why this?'
    : person
      ? `${who === WHOLE || who === thing ? person.name.trim() || thing : 'Someone'}`
      : `Why ${names.thing(thing) || thing || 'this'}?`;
  const lately = thing ? lastOf(night, thing, tick, who) : [];
  const seconds = (t: number): number => t / night.tickRate;
  return (
    <Sheet title={title} kind="paper" place="side" class="why because" onClose={() => player.show(null)}>
      {event && <p class="what">{eventSentence(speech, names, event)}</p>}
      {event && event.outcome !== '' && (
        <p class="grey">
          The gate: {event.outcome}, by <code>{event.rule}</code>, because {ruleSentence(event.rule)}.
        </p>
      )}
      {why === null && <p class="grey">Following the causes …</p>}
      {why !== null && lines.length === 0 && !person && (
        <p>
          {night.mode === 'watched' && thing
            ? 'A night that is only watched tells of what happened to a thing, and nothing did up to now.'
            : 'Nothing led to this. It was here from the beginning.'}
        </p>
      )}
      {lines.length > 0 && (
        <ol>
          {lines.map((line) => (
            <li key={line.cause} class={line.own ? 'own' : ''}>
              <button type="button" onClick={() => player.seek(line.tick)}>
                <time>{clock(seconds(line.tick))}</time> {causeSentence(speech, names, line)}
              </button>
            </li>
          ))}
        </ol>
      )}
      {lately.length > 0 && <h3>Lately</h3>}
      {lately.length > 0 && (
        <ul class="lately">
          {lately.map((e) => (
            <li key={e.cause + e.to}>
              <button type="button" onClick={() => player.ask(e)}>
                <time>{clock(seconds(e.tick))}</time> {eventSentence(speech, names, e)}
              </button>
            </li>
          ))}
        </ul>
      )}
      {person && (
        <div class="row">
          <button type="button" class="button" onClick={() => player.follow(who === person.id ? WHOLE : person.id)}>
            {who === person.id ? 'See the whole' : 'See as they see'}
          </button>
        </div>
      )}
    </Sheet>
  );
}

/** The last things that a thing or person did or underwent, newest first. */
function lastOf(night: TheatreNight, id: string, tick: number, who: string) {
  const out = [];
  for (let i = firstAfter(night.events, tick) - 1; i >= 0 && out.length < LATELY; i--) {
    const e = night.events[i];
    if (e && (e.about === id || e.by === id || e.to === id) && toldTo(e, who)) out.push(e);
  }
  return out;
}
