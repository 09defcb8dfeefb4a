/** The night on a strip: hours, storylets, shadows as stretches; what the gate changed, who came and went, and the cloth as marks. Pure. */
import type { TheatreEvent, TheatreNight, TheatreSpan } from '../../../shared/protocol/theatre.ts';
import { toldTo } from '../told/sentences.ts';

export type LaneId = 'act' | 'scene' | 'shadow' | 'gate' | 'people' | 'cloth';

export interface Lane {
  readonly id: LaneId;
  readonly name: string;
  /** rows of its own height */
  readonly rows: number;
  readonly spans: readonly (TheatreSpan & { readonly row: number })[];
  readonly marks: readonly TheatreEvent[];
}

const NAMES: Readonly<Record<LaneId, string>> = {
  act: 'Hours',
  scene: 'Storylets',
  shadow: 'Shadows',
  gate: 'The gate',
  people: 'People',
  cloth: 'The cloth',
};
/** Rows of a lane, at most: more at once are drawn over one another. */
const ROWS: Readonly<Partial<Record<LaneId, number>>> = { scene: 3, shadow: 2 };
const PEOPLE = new Set(['joined', 'left', 'returned', 'woke', 'erased', 'card.laid', 'hid', 'hand.refused', 'turned.away']);
const CLOTH = new Set([
  'fragment.made',
  'fragment.offered',
  'fragment.withdrawn',
  'thread.woven',
  'thread.withdrawn',
  'symbol.woke',
  'bridge.whole',
]);

/** Which lane something stands on; null for what is only in the log. */
export function laneOf(e: TheatreEvent): LaneId | null {
  if (e.outcome !== '') return e.outcome === 'allowed' ? null : 'gate';
  if (PEOPLE.has(e.type)) return 'people';
  if (CLOTH.has(e.type)) return 'cloth';
  return null;
}

/** Each stretch on the first row that is free, the last one when none is. */
function stacked(spans: readonly TheatreSpan[], rows: number): Lane['spans'] {
  const free = new Array<number>(rows).fill(-1);
  return spans.map((span) => {
    const found = free.findIndex((until) => until <= span.from);
    const row = found < 0 ? rows - 1 : found;
    free[row] = Math.max(free[row] ?? 0, span.to);
    return { ...span, row };
  });
}

export function lanesOf(night: TheatreNight, who: string): Lane[] {
  const marks = new Map<LaneId, TheatreEvent[]>();
  for (const e of night.events) {
    const lane = laneOf(e);
    if (!lane || !toldTo(e, who)) continue;
    const list = marks.get(lane) ?? [];
    marks.set(lane, list);
    list.push(e);
  }
  return (Object.keys(NAMES) as LaneId[]).map((id) => {
    const spans = night.spans.filter((s) => s.lane === id && (id !== 'scene' || who === 'whole' || s.who === who));
    const rows = ROWS[id] ?? 1;
    return { id, name: NAMES[id], rows, spans: stacked(spans, rows), marks: marks.get(id) ?? [] };
  });
}

export interface Box {
  readonly lane: Lane;
  readonly top: number;
  readonly height: number;
}

/** Heights for a strip: rows share it, the hours get a little more. px */
export function boxesOf(lanes: readonly Lane[], height: number, gap: number): Box[] {
  const weight = (l: Lane): number => (l.id === 'act' ? 1.5 : l.rows > 1 ? l.rows * 0.7 : 1);
  const total = lanes.reduce((sum, l) => sum + weight(l), 0);
  const unit = (height - gap * (lanes.length - 1)) / total;
  let top = 0;
  return lanes.map((lane) => {
    const box = { lane, top, height: unit * weight(lane) };
    top += box.height + gap;
    return box;
  });
}

export interface Hit {
  readonly span: TheatreSpan | null;
  readonly mark: TheatreEvent | null;
}

/** What lies under a point of the strip; the nearest mark within `reach` ticks. */
export function hitAt(boxes: readonly Box[], y: number, tick: number, reach: number): Hit | null {
  const box = boxes.find((b) => y >= b.top - 2 && y <= b.top + b.height + 2);
  if (!box) return null;
  let mark: TheatreEvent | null = null;
  for (const m of box.lane.marks)
    if (Math.abs(m.tick - tick) <= reach && Math.abs(m.tick - tick) < Math.abs((mark?.tick ?? -1e9) - tick)) mark = m;
  const row = Math.floor(((y - box.top) / box.height) * box.lane.rows);
  const over = box.lane.spans.filter((s) => tick >= s.from - reach && tick <= s.to + reach);
  const span = over.find((s) => s.row === row) ?? over[0] ?? null;
  return mark || span ? { mark, span } : null;
}
