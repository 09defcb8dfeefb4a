/**
 * How intense the night was and should be: measured behind (solid; of five who agreed, or nothing), wanted ahead (dashed), five points to draw it by.
 * Letting a point go is one act; so are some steps of a key.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeckSeen } from '../../../shared/dream/orchestration/seen.ts';
import type { Night } from '../night.ts';
import { aheadPath, DRAWN_STEP, HIGH, intensityAt, keyed, MOST, pastPath, ROOM, SPAN, WIDE, xOf, yOf } from './curve.ts';
import { send } from './send.ts';

/** Keys are one act when they have rested so long, ms. */
const KEYS_MS = 700;
/** What was drawn is shown until the dream has it, at most so long, ms. */
const WAIT_MS = 2000;

const share = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(2)}%`;

interface CurveProps {
  readonly night: Night;
  readonly deck: DeckSeen;
  readonly target: number;
  /** what was pressed (above 0) or eased */
  readonly lift: number;
}

export function Curve({ night, deck, target, lift }: CurveProps) {
  const box = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<readonly number[] | null>(null);
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const held = useRef<number | null>(null);
  const latest = useRef<readonly number[]>([]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const points = drawn ?? deck.ahead;
  const fading = deck.phase === 'fading';
  const few = deck.group < 0;

  const put = (i: number, value: number): readonly number[] => {
    const next = points.map((y, at) => (at === i ? value : y));
    latest.current = next;
    setDrawn(next);
    return next;
  };
  const draw = async (ys: readonly number[]): Promise<void> => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = ys;
    clearTimeout(timer.current ?? undefined);
    setSaid(await send(night, 'deck.curve', { a, b, c, d, e }));
    timer.current = setTimeout(() => setDrawn(null), WAIT_MS);
  };
  const move = (event: PointerEvent, i: number): void => {
    const rect = box.current?.getBoundingClientRect();
    if (held.current !== i || !rect || rect.height === 0) return;
    put(i, intensityAt(((event.clientY - rect.top) / rect.height) * HIGH));
  };
  const grab = (event: PointerEvent, i: number): void => {
    if (fading) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    clearTimeout(timer.current ?? undefined);
    held.current = i;
    move(event, i);
  };
  const letGo = (): void => {
    if (held.current === null) return;
    held.current = null;
    void draw(latest.current);
  };
  const key = (event: KeyboardEvent, i: number): void => {
    const value = fading ? null : keyed(event.key, points[i] ?? 0);
    if (value === null) return;
    // an arrow moves the point and not the sleeper
    event.preventDefault();
    event.stopPropagation();
    const next = put(i, value);
    clearTimeout(timer.current ?? undefined);
    timer.current = setTimeout(() => void draw(next), KEYS_MS);
  };

  return (
    <section class="curve" aria-label="Intensity of the night">
      <div class="ground-box" ref={box}>
        <svg viewBox={`0 0 ${WIDE} ${HIGH}`} aria-hidden="true">
          <defs>
            <pattern id="over" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <path d="M0 0V7" stroke="currentColor" stroke-width="1.6" opacity=".5" />
            </pattern>
          </defs>
          <rect x={xOf(-SPAN)} y={yOf(1)} width={xOf(SPAN) - xOf(-SPAN)} height={yOf(MOST) - yOf(1)} fill="url(#over)" />
          <path class="ground" d={`M${xOf(-SPAN)} ${yOf(0)}H${xOf(SPAN)}M${xOf(0)} ${yOf(1)}V${yOf(0) + 4}`} />
          <path class="measured" d={pastPath(deck.past)} />
          <path class="wanted" d={aheadPath(target, points)} />
          {lift !== 0 && <path class="lift" d={`M${xOf(0)} ${yOf(target)}V${yOf(Math.min(MOST, Math.max(0, target + lift)))}`} />}
          <text x={xOf(-SPAN)} y={HIGH - 5}>
            before
          </text>
          <text x={xOf(0)} y={HIGH - 5} text-anchor="middle">
            now
          </text>
          <text x={xOf(SPAN)} y={HIGH - 5} text-anchor="end">
            in two minutes
          </text>
        </svg>
        {points.map((y, i) => (
          <div
            key={(i + 1) * DRAWN_STEP}
            class="point"
            style={{ left: share(xOf((i + 1) * DRAWN_STEP) - ROOM / 2, WIDE), width: share(ROOM, WIDE) }}
            role="slider"
            tabIndex={0}
            aria-label={`Intensity in ${(i + 1) * DRAWN_STEP} seconds`}
            aria-orientation="vertical"
            aria-valuemin={0}
            aria-valuemax={Math.round(MOST * 100)}
            aria-valuenow={Math.round(y * 100)}
            aria-valuetext={`${Math.round(y * 100)} of 100`}
            aria-disabled={fading}
            onPointerDown={(e) => grab(e, i)}
            onPointerMove={(e) => move(e, i)}
            onPointerUp={letGo}
            onPointerCancel={letGo}
            onKeyDown={(e) => key(e, i)}
          >
            <i style={{ top: share(yOf(y), HIGH) }} />
          </div>
        ))}
      </div>
      <p class="key">
        <span class="dash" aria-hidden="true" /> wanted
        <span class="solid" aria-hidden="true" /> measured
        {lift !== 0 && <b>{lift > 0 ? ` · pressed by ${Math.round(lift * 100)} %` : ` · eased by ${Math.round(-lift * 100)} %`}</b>}
      </p>
      <p class="does">
        {few
          ? 'Fewer than five agreed to steer the group, so nothing measured is shown. '
          : `All together now: ${Math.round(deck.group * 100)} of 100. `}
        {night.speech.say('deck.curve.does')}
      </p>
      <p class="said" role="status">
        {said}
      </p>
    </section>
  );
}
