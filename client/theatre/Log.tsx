/** What happened up to now, newest first. A line is asked about by a click. */
import type { TheatreEvent } from '../../shared/protocol/theatre.ts';
import { useStore } from '../ui/store.ts';
import type { Player } from './player.ts';
import { clock } from './told/address.ts';
import { eventSentence, namesOf, toldTo } from './told/sentences.ts';
import { firstAfter } from './told/sight.ts';

/** Their words stand in the log themselves. */
const SAID = new Set(['said', 'phrased', 'emoted']);
/** As far back as the same words are looked for. */
const REACHED = 6;
/** Lines shown. */
const LINES = 40;

export function Log({ player }: { player: Player }) {
  const { night, speech } = player;
  const who = useStore(player.store, (s) => s.who);
  const shown = useStore(player.store, (s) => s.log && s.open === null);
  const upTo = useStore(player.store, (s) => firstAfter(night.events, s.tick));
  if (!shown) return null;
  const names = namesOf(night, who);
  const lines: TheatreEvent[] = [];
  for (let i = upTo - 1; i >= 0 && lines.length < LINES; i--) {
    const e = night.events[i] as TheatreEvent;
    if (SAID.has(e.type) || !toldTo(e, who)) continue;
    // the same words to many are one line
    const same = (other: TheatreEvent): boolean =>
      other.tick === e.tick && other.text === e.text && other.by === e.by && other.type === e.type;
    if (e.text === '' || !lines.slice(-REACHED).some(same)) lines.push(e);
  }
  return (
    <section class="air log" aria-label="What happened">
      <h2>What happened</h2>
      <ol>
        {lines.map((e) => (
          <li key={`${e.cause} ${e.to}`} class={markOf(e)}>
            <button type="button" onClick={() => player.ask(e)}>
              <time>{clock(e.tick / night.tickRate)}</time>
              <span>{eventSentence(speech, names, e)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function markOf(e: TheatreEvent): string {
  if (e.outcome === 'refused') return 'kept';
  if (e.outcome === 'softened' || e.outcome === 'substituted') return 'veiled';
  if (e.type === 'card.laid') return 'kept';
  if (e.type.startsWith('act.') || e.type.startsWith('night.')) return 'hour';
  return e.type.startsWith('effect.') ? 'said' : '';
}
