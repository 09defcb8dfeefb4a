/** What I can do with one person: a hand, a wave, hide. Air: they are part of the dream. */
import { label } from '../citizen/frame.ts';
import type { Night } from './night.ts';
import { Sheet } from './Sheet.tsx';
import { useStore } from './store.ts';

export function PersonMenu({ night, who }: { night: Night; who: string }) {
  const person = useStore(night.store, (s) => s.seen?.people.find((p) => p.id === who) ?? null);
  const name = useStore(night.store, (s) => label(s.seen?.names[who], s.seen?.people.find((p) => p.id === who)?.kind ?? 'person'));
  const held = useStore(night.store, (s) => s.seen?.own.partners.includes(who) ?? false);
  const done = (run: () => void) => (): void => {
    run();
    night.open(null);
  };
  return (
    <Sheet title={name} kind="air" place="middle" class="person" onClose={() => night.open(null)}>
      {person ? (
        <div class="row">
          <button
            type="button"
            class="pill lit"
            onClick={done(() => void (held ? night.command('hand.release', { from: who }) : night.command('hand.offer', { to: who })))}
          >
            {held ? 'Let go' : 'Offer a hand'}
          </button>
          <button type="button" class="pill" onClick={done(() => night.goTo({ x: person.x, y: person.y + 1.2 }, null))}>
            Walk over
          </button>
          <button type="button" class="pill" onClick={done(() => void night.command('emote', { emote: 'wave' }))}>
            Wave
          </button>
          <button type="button" class="pill" onClick={done(() => void night.command('hide', { who, on: true }))}>
            Hide: we do not meet
          </button>
        </div>
      ) : (
        <p>They are out of sight.</p>
      )}
    </Sheet>
  );
}
