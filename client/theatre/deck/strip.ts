/** Paints the lanes on a canvas of paper. Colours are the house's; what binds is rust, what heals is sage, what is woven gold. */
import type { TheatreEvent } from '../../../shared/protocol/theatre.ts';
import type { Box } from './lanes.ts';

const INK = '#2b2436';
const INK2 = '#5b5064';
const LINE = 'rgba(91, 80, 100, 0.16)';
const RUST = '#8a3f2b';
const SAGE = '#2f6b5c';
const GOLD = '#b07a1e';
const VIOLET = '#6d6aa0';
/** One an act, in their order: dusk to dawn. */
const HOURS = ['#55618a', '#7a5a7c', '#3d4468', '#8a4a42', '#4f7a68', '#c98d5e'];

/** @param xOf where a tick lies, px */
export function paintStrip(g: CanvasRenderingContext2D, width: number, boxes: readonly Box[], xOf: (tick: number) => number): void {
  for (const { lane, top, height } of boxes) {
    g.fillStyle = LINE;
    if (lane.id !== 'act') roundBar(g, 0, top, width, height, 4);
    lane.spans.forEach((span, i) => {
      const x = xOf(span.from);
      const w = Math.max(2, xOf(span.to) - x - (lane.id === 'act' ? 2 : 0));
      const row = height / lane.rows;
      const y = top + span.row * row;
      g.fillStyle = lane.id === 'act' ? (HOURS[i % HOURS.length] as string) : lane.id === 'shadow' ? INK : VIOLET;
      g.globalAlpha = lane.id === 'act' ? 1 : 0.78;
      roundBar(g, x, y + (lane.rows > 1 ? 1 : 0), w, row - (lane.rows > 1 ? 2 : 0), lane.id === 'act' ? 6 : 3);
      g.globalAlpha = 1;
      if (lane.id === 'act' && w > 54) title(g, span.title, x + 9, y + row / 2, w - 16);
    });
    for (const mark of lane.marks) markAt(g, mark, xOf(mark.tick), top + height / 2, height);
  }
}

function title(g: CanvasRenderingContext2D, text: string, x: number, y: number, room: number): void {
  g.save();
  g.beginPath();
  g.rect(x, y - 12, room, 24);
  g.clip();
  g.fillStyle = '#fbf3e4';
  g.font = '700 12px "Nunito Variable", system-ui, sans-serif';
  g.textBaseline = 'middle';
  g.fillText(text, x, y + 0.5);
  g.restore();
}

function markAt(g: CanvasRenderingContext2D, e: TheatreEvent, x: number, y: number, height: number): void {
  const r = Math.min(4.5, height / 2 - 1);
  const kept = e.outcome === 'refused' || e.type === 'card.laid';
  g.fillStyle =
    kept || e.outcome !== '' ? RUST : e.type === 'thread.woven' ? GOLD : e.type === 'joined' || e.type === 'returned' ? SAGE : INK2;
  g.beginPath();
  if (kept) {
    g.moveTo(x, y - r - 1);
    g.lineTo(x + r + 1, y);
    g.lineTo(x, y + r + 1);
    g.lineTo(x - r - 1, y);
  } else if (e.type === 'thread.woven' || e.type === 'joined' || e.type === 'returned' || e.outcome !== '') g.arc(x, y, r, 0, Math.PI * 2);
  else g.rect(x - 1, y - height / 2 + 1.5, 2, height - 3);
  g.closePath();
  g.fill();
}

function roundBar(g: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, r: number): void {
  g.beginPath();
  g.roundRect(x, y, w, h, Math.min(r, w / 2, h / 2));
  g.fill();
}
