/** The pacer's picture: six petals open and close, an arc counts, a point in the middle is my own breath. Where motion rests, the arc alone counts. */
import { useEffect, useRef } from 'preact/hooks';
import type { PacerNow } from './breath.ts';
import { everyFrame } from './everyFrame.ts';
import type { Night } from './night.ts';

const ROUND = 2 * Math.PI * 46;
/** size of the petals where they rest, share of their way */
const RESTING = 0.5;

/** Hears of each turn, and of the first frame. */
export type OnTurn = (now: PacerNow) => void;

export function Petals({ night, onTurn }: { night: Night; onTurn: OnTurn }) {
  const petals = useRef<SVGGElement>(null);
  const arc = useRef<SVGCircleElement>(null);
  const own = useRef<SVGCircleElement>(null);
  const turn = useRef(onTurn);
  turn.current = onTurn;
  useEffect(() => {
    let inward: boolean | null = null;
    const draw = (now: number): void => {
      const p = night.pacer(now);
      const open = document.documentElement.dataset.motion === 'reduced' ? RESTING : p.fullness;
      petals.current?.setAttribute('transform', `translate(50 50) scale(${(0.5 + 0.34 * open).toFixed(3)})`);
      arc.current?.setAttribute('stroke-dashoffset', String(Math.round(ROUND * (1 - p.through))));
      own.current?.setAttribute('r', (3 + 7 * (((night.drawn?.people[0]?.breath ?? -1) + 1) / 2)).toFixed(2));
      if (p.inward !== inward) {
        inward = p.inward;
        turn.current(p);
      }
    };
    return everyFrame(draw, () => night.restMs);
  }, [night]);
  return (
    <svg viewBox="0 0 100 100" aria-hidden="true">
      <circle class="petals-way" cx="50" cy="50" r="46" fill="none" stroke-width="2" stroke-dasharray="2 5" />
      <circle
        ref={arc}
        class="petals-arc"
        cx="50"
        cy="50"
        r="46"
        fill="none"
        stroke-width="5"
        stroke-linecap="round"
        stroke-dasharray={ROUND}
        transform="rotate(-90 50 50)"
      />
      <g ref={petals} class="petals" transform="translate(50 50) scale(.5)">
        {[0, 60, 120, 180, 240, 300].map((a) => (
          <path key={a} transform={`rotate(${a})`} d="M0 0C-16-14-14-34 0-42 14-34 16-14 0 0z" stroke-width="2" />
        ))}
      </g>
      <circle ref={own} class="petals-own" cx="50" cy="50" r="3" />
    </svg>
  );
}
