/** The pacer at the edge of the dream: at the dream's common pace, at one that the dream gave, or at the one the breath coach found for me. */
import { useRef } from 'preact/hooks';
import type { Night, NightState } from './night.ts';
import { Petals } from './Petals.tsx';
import { useStore } from './store.ts';

const paceSays = ({ perMinute, given }: NonNullable<NightState['pace']>): string =>
  `${perMinute} a minute, ${given ? 'if you like' : 'for you'}`;

const othersSay = (others: number): string =>
  others === 0 ? 'your own pace is right' : `${others} ${others === 1 ? 'other' : 'others'} with you`;

export function Pacer({ night }: { night: Night }) {
  const word = useRef<HTMLSpanElement>(null);
  const others = useStore(night.store, (s) => {
    const me = night.link.welcome.me;
    return s.seen?.common.pairs.filter((p) => p.g > 0.2 && (p.a === me || p.b === me)).length ?? 0;
  });
  const auto = useStore(night.store, (s) => s.auto);
  const pace = useStore(night.store, (s) => s.pace);
  const says = auto ? 'by itself, steady' : pace ? paceSays(pace) : othersSay(others);
  return (
    <button
      type="button"
      class="pacer air"
      aria-pressed={auto}
      title="Your own pace is right. Tap to breathe by itself (B)."
      onClick={() => night.input.autoBreath(!night.input.autoBreathing)}
    >
      <Petals
        night={night}
        onTurn={({ inward }) => {
          if (word.current) word.current.textContent = inward ? 'Breathe in' : 'Breathe out';
        }}
      />
      <span>
        <span ref={word} class="voice" aria-hidden="true">
          Breathe in
        </span>
        <small>{says}</small>
      </span>
      <span class="unseen">Breath pacer. Tap to breathe by itself.</span>
    </button>
  );
}
