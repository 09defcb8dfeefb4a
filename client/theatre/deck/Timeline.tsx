/** The time line: a strip one can put a finger on. A slider to screen readers; hovering says what lies there, a click goes there. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useStore } from '../../ui/store.ts';
import type { Player } from '../player.ts';
import { clock } from '../told/address.ts';
import { eventSentence, namesOf, spoken } from '../told/sentences.ts';
import { type Box, boxesOf, type Hit, hitAt, lanesOf } from './lanes.ts';
import { paintStrip } from './strip.ts';

const GAP_PX = 3;
/** A mark is met within so many px. */
const REACH_PX = 6;

interface Hover {
  readonly x: number;
  readonly tick: number;
  readonly hit: Hit | null;
}

export function Timeline({ player }: { player: Player }) {
  const { night, speech } = player;
  const who = useStore(player.store, (s) => s.who);
  const tick = useStore(player.store, (s) => s.tick);
  const lanes = useMemo(() => lanesOf(night, who), [night, who]);
  const names = useMemo(() => namesOf(night, who), [night, who]);
  const strip = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const boxes = useRef<Box[]>([]);
  const [hover, setHover] = useState<Hover | null>(null);
  const last = Math.max(1, night.lastTick);

  useEffect(() => {
    const paint = (): void => {
      const el = canvas.current;
      const g = el?.getContext('2d');
      if (!el || !g) return;
      const width = el.clientWidth;
      const height = el.clientHeight;
      const sharp = Math.min(2, devicePixelRatio || 1);
      el.width = Math.round(width * sharp);
      el.height = Math.round(height * sharp);
      g.setTransform(sharp, 0, 0, sharp, 0, 0);
      boxes.current = boxesOf(lanes, height, GAP_PX);
      paintStrip(g, width, boxes.current, (t) => (t / last) * width);
    };
    paint();
    const watch = new ResizeObserver(paint);
    if (canvas.current) watch.observe(canvas.current);
    void document.fonts?.ready.then(paint);
    return () => watch.disconnect();
  }, [lanes, last]);

  const tickAt = (e: PointerEvent): Hover => {
    const box = (strip.current as HTMLElement).getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (e.clientX - box.left) / box.width));
    const at = share * last;
    return { x: share * box.width, tick: at, hit: hitAt(boxes.current, e.clientY - box.top, at, (REACH_PX / box.width) * last) };
  };
  const press = (e: PointerEvent): void => {
    const { tick: at, hit } = tickAt(e);
    (e.currentTarget as HTMLElement).setPointerCapture(e.pointerId);
    player.seek(hit?.mark?.tick ?? at);
    if (hit?.mark) player.ask(hit.mark);
  };
  const move = (e: PointerEvent): void => {
    const at = tickAt(e);
    setHover(at);
    if (e.buttons === 1) player.seek(at.tick);
  };
  const told = hover ? sentenceOf(hover) : '';
  function sentenceOf({ hit }: Hover): string {
    if (hit?.mark) return eventSentence(speech, names, hit.mark);
    if (!hit?.span) return '';
    const { lane, title, who: whom } = hit.span;
    const name = spoken(title) || 'a scene';
    if (lane === 'scene') return `${name}${whom ? `, for ${names.person(whom)}` : ''}`;
    return lane === 'shadow' ? `a shadow of ${title}` : title;
  }
  const x = `${(tick / last) * 100}%`;
  return (
    <div class="timeline">
      <div class="lane-names" aria-hidden="true">
        {boxesOf(lanes, 100, 0).map((b) => (
          <span key={b.lane.id} style={{ flexGrow: b.height }}>
            {b.lane.name}
          </span>
        ))}
      </div>
      <div
        class="strip"
        ref={strip}
        role="slider"
        tabIndex={0}
        aria-label="Moment of the night"
        aria-valuemin={0}
        aria-valuemax={Math.round(last / night.tickRate)}
        aria-valuenow={Math.round(tick / night.tickRate)}
        aria-valuetext={clock(tick / night.tickRate)}
        onPointerDown={press}
        onPointerMove={move}
        onPointerLeave={() => setHover(null)}
      >
        <canvas ref={canvas} />
        <i class="head" style={{ left: x }} />
        {hover && (
          <div class={`tip air ${hover.tick > last * 0.6 ? 'left' : ''}`} style={{ left: `${hover.x}px` }}>
            <time>{clock(hover.tick / night.tickRate)}</time> {told}
          </div>
        )}
      </div>
    </div>
  );
}
