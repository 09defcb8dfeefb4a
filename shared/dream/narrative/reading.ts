/** The cloth in words: told to who comes later, and read aloud line by line before the night ends. */
import { clamp } from '../../kernel/math.ts';
import { TICK_RATE, ticks } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { lastActSeconds } from './acts.ts';
import { tellThread } from './loom.ts';

/** A line takes so long, s: the longer, the fewer there are. */
const LINE = { least: 2.5, most: 6 } as const;
/** It begins at the earliest this long after the last act opened, and is over this long before the night ends, s. */
const BEFORE = 10;
const AFTER = 8;

/** Every tick: people who came or came back are told what hangs in the sky. */
export function tellNewcomers(now: Moment): void {
  const { threads } = now.world.narrative;
  if (threads.length === 0) return;
  for (const { type, by } of now.events) {
    if ((type !== 'joined' && type !== 'returned') || now.world.people.byId[by]?.kind !== 'person') continue;
    for (const thread of threads) if (thread.words !== '') tellThread(now, by, thread);
  }
}

/** Once a second, in the last act: the next line of the cloth, from sorrow to healing; one without words is a breath of silence. */
export function stepReading(now: Moment): void {
  const { narrative } = now.world;
  if (narrative.act < now.scenario.acts.length - 1 || narrative.threads.length === 0 || now.tick < narrative.reading.nextTick) return;
  const left = narrative.threads.filter((t) => !narrative.reading.read.includes(t.id));
  const thread = left.reduce((first, t) => (first === undefined || t.place < first.place ? t : first), left[0]);
  if (!thread) return;
  const since = (now.tick - narrative.actTick) / TICK_RATE;
  const time = lastActSeconds(now.scenario) - since - AFTER;
  const each = clamp(time / left.length, LINE.least, LINE.most);
  if (since < BEFORE || time > each * left.length + 1) return;
  narrative.reading.read.push(thread.id);
  narrative.reading.nextTick = now.tick + ticks(each);
  const read = now.event('cloth.read', thread.by, thread.id, thread.because, { place: thread.place });
  if (thread.words === '') return;
  const { by, theme, words } = thread;
  for (const to of now.dreamers()) now.effect({ kind: 'image', to, by, source: 'cloth', theme, text: words, because: [read] });
}
