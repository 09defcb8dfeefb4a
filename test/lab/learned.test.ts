import { expect, test } from 'vitest';
import { learnedSoothing } from '../../server/lab/report/learned.ts';
import type { DreamEvent, EventType } from '../../shared/dream/events.ts';

const event = (type: EventType, about: string, second: number): DreamEvent => ({
  id: `e${second}.0`,
  tick: second * 20,
  type,
  by: 'p1',
  about,
  because: ['k1.0'],
  data: {},
});

test('shadows soothed in time, and how likely soothing is known by the published chain: 1, 1, 0, 1', () => {
  const events = [
    event('shadow.soothing', 'a', 10),
    event('shadow.soothed', 'a', 50),
    event('shadow.soothing', 'b', 60),
    event('shadow.soothing', 'c', 70),
    event('shadow.soothing', 'b', 90),
    event('shadow.soothed', 'b', 200),
    // too late, and one whose hands came a moment before the end
    event('shadow.soothed', 'c', 400),
    event('shadow.soothing', 'd', 410),
    event('shadow.soothed', 'd', 420),
    event('shadow.soothing', 'e', 590),
  ];
  const { tried, done, likely } = learnedSoothing(events, 600 * 20);
  expect([tried, done]).toEqual([4, 3]);
  expect(likely).toBeCloseTo(0.84543828, 8);
  expect(learnedSoothing([], 0)).toEqual({ tried: 0, done: 0, likely: 0.2 });
});
