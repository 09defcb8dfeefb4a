/** What was expected of the night, what held, by how much, and where it came nearest to failing. */
import { WHOLE } from '../../shared/protocol/theatre.ts';
import { Sheet } from '../ui/Sheet.tsx';
import type { Player } from './player.ts';
import { clock } from './told/address.ts';
import { eventSentence, namesOf } from './told/sentences.ts';

/** Seconds before the moment itself, so that one sees it come. */
const BEFORE_S = 3;

export function Expectations({ player }: { player: Player }) {
  const { night } = player;
  const names = namesOf(night, WHOLE);
  const failedFirst = [...night.expectations].sort((a, b) => Number(a.holds || a.open) - Number(b.holds || b.open));
  const name = (who: string): string => (who === '' ? '' : ` (${night.people.find((p) => p.id === who)?.name.trim() || who})`);
  return (
    <Sheet title="What was expected" kind="paper" place="side" class="expected" onClose={() => player.show(null)}>
      {night.expectations.length === 0 && <p>This scenario expects nothing of its nights, or the night is only watched.</p>}
      <ul>
        {failedFirst.map((e) => (
          <li key={e.id} class={e.open ? 'open' : e.holds ? 'holds' : 'fails'} aria-current={e.id === night.open.expectation || undefined}>
            <button type="button" onClick={() => player.seek(e.tick - BEFORE_S * night.tickRate)}>
              <b>{e.open ? 'open' : e.holds ? 'holds' : 'failed'}</b> {e.says}
              {name(e.who)}
              <small>
                {Number.isFinite(e.robustness) ? `by ${e.robustness.toFixed(2)} ` : ''}at {clock(e.tick / night.tickRate)}
              </small>
            </button>
            {e.moment.length > 0 && (
              <ul class="moment">
                {e.moment.map((m) => (
                  <li key={m.cause + m.to}>
                    <button type="button" onClick={() => player.ask(m)}>
                      {eventSentence(player.speech, names, m)} <code>{m.rule}</code>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
