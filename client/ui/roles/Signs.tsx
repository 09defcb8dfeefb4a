/** The margin of the sky: what was done from the decks a moment ago, for everybody; each asks "why?". And the way to one's own deck. */
import { keyName } from '../keys.ts';
import type { Night } from '../night.ts';
import type { Settings } from '../settings.ts';
import { type Store, useStore } from '../store.ts';
import { roleName, signWords } from './words.ts';

/** So many of the last signs stand there. */
const SHOWN = 2;

export function Signs({ night, settings }: { night: Night; settings: Store<Settings> }) {
  const signs = useStore(night.store, (s) => s.seen?.common.signs ?? null);
  const role = useStore(night.store, (s) => s.seen?.own.deck?.role ?? '');
  const sand = useStore(night.store, (s) => Math.floor(s.seen?.common.roles.find((r) => r.id === role)?.sand ?? 0));
  const inWords = useStore(night.store, (s) => s.twin || s.blind);
  const looking = useStore(night.store, (s) => s.panel?.is === 'sky');
  const open = useStore(night.store, (s) => s.panel?.is === 'deck');
  const keys = useStore(settings, (s) => s.keys);
  const seen = night.store.get().seen;
  // the twin has the same in its own list
  if (!signs || inWords || looking) return null;
  return (
    <section class="signs" aria-label="Signed in the margin of the sky">
      {role !== '' && (
        <button type="button" class="pill air my-deck" aria-expanded={open} onClick={() => night.open(open ? null : { is: 'deck' })}>
          {roleName(night.speech, role)}
          {role === 'council' ? '' : `, ${sand} sand`} <kbd>{keyName('roles', keys)}</kbd>
        </button>
      )}
      {signs.slice(-SHOWN).map((sign) => (
        <button key={sign.id} type="button" class="sign" onClick={() => night.ask(sign.id)}>
          <span class="air">{signWords(night.speech, sign, night.link.welcome, seen)}</span>
          <span class="unseen">Why?</span>
        </button>
      ))}
    </section>
  );
}
