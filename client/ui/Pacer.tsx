/** Six petals open and close at the dream's common pace, an arc counts, words say it. A point in the middle is my own breath. */
import { useEffect, useRef } from 'preact/hooks';
import { pacerAt } from './breath.ts';
import type { Night } from './night.ts';
import { useStore } from './store.ts';

const ROUND = 2 * Math.PI * 46;

export function Pacer({ night }: { night: Night }) {
  const petals = useRef<SVGGElement>(null);
  const arc = useRef<SVGCircleElement>(null);
  const own = useRef<SVGCircleElement>(null);
  const word = useRef<HTMLSpanElement>(null);
  const others = useStore(night.store, (s) => {
    const me = night.link.welcome.me;
    return s.seen?.common.pairs.filter((p) => p.g > 0.2 && (p.a === me || p.b === me)).length ?? 0;
  });
  const auto = useStore(night.store, (s) => s.auto);
  useEffect(() => {
    let next = 0;
    let shown = '';
    const draw = (now: number): void => {
      const p = pacerAt(night.dreamSeconds(now));
      petals.current?.setAttribute('transform', `translate(50 50) scale(${(0.5 + 0.34 * p.fullness).toFixed(3)})`);
      arc.current?.setAttribute('stroke-dashoffset', String(Math.round(ROUND * (1 - p.through))));
      own.current?.setAttribute('r', (3 + 7 * (((night.drawn?.people[0]?.breath ?? -1) + 1) / 2)).toFixed(2));
      const says = p.inward ? 'Breathe in' : 'Breathe out';
      if (says !== shown && word.current) word.current.textContent = shown = says;
      next = requestAnimationFrame(draw);
    };
    next = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(next);
  }, [night]);
  return (
    <button
      type="button"
      class="pacer air"
      aria-pressed={auto}
      title="Your own pace is right. Tap to breathe by itself (B)."
      onClick={() => night.input.autoBreath(!night.input.autoBreathing)}
    >
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r="46" fill="none" stroke="rgba(251,243,228,.35)" stroke-width="2" stroke-dasharray="2 5" />
        <circle
          ref={arc}
          cx="50"
          cy="50"
          r="46"
          fill="none"
          stroke="#ffe3a0"
          stroke-width="5"
          stroke-linecap="round"
          stroke-dasharray={ROUND}
          transform="rotate(-90 50 50)"
        />
        <g ref={petals} transform="translate(50 50) scale(.5)">
          {[0, 60, 120, 180, 240, 300].map((a) => (
            <path
              key={a}
              transform={`rotate(${a})`}
              d="M0 0C-16-14-14-34 0-42 14-34 16-14 0 0z"
              fill="rgba(255,236,200,.34)"
              stroke="#ffefd2"
              stroke-width="2"
            />
          ))}
        </g>
        <circle ref={own} cx="50" cy="50" r="3" fill="#ffe3a0" />
      </svg>
      <span>
        <span ref={word} class="voice" aria-hidden="true">
          Breathe in
        </span>
        <small>
          {auto ? 'by itself, steady' : others === 0 ? 'your own pace is right' : `${others} ${others === 1 ? 'other' : 'others'} with you`}
        </small>
      </span>
      <span class="unseen">Breath pacer. Tap to breathe by itself.</span>
    </button>
  );
}
