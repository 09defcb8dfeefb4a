import { expect, test } from 'vitest';
import {
  clothGoal,
  endingOf,
  handsWorth,
  PHRASES,
  ringRadius,
  shadowsAllowed,
  soothingRate,
} from '../../../shared/dream/narrative/rules.ts';

test('hands are worth what the play says: alone .25, two 1, four 1.5, eight and more 2', () => {
  expect([0, 1, 2, 4, 8, 16, 200].map((n) => handsWorth(n))).toEqual([0, 0.25, 1, 1.5, 2, 2, 2]);
  expect(handsWorth(2, 1)).toBe(1.5);
  expect(handsWorth(8, 8)).toBe(3);
});

test('a pair in tune takes 36 s for W 36, out of tune 103 s, four in tune 24 s', () => {
  expect(36 / soothingRate(2, 1)).toBeCloseTo(36, 9);
  expect(Math.round(36 / soothingRate(2, 0))).toBe(103);
  expect(36 / soothingRate(4, 1)).toBeCloseTo(24, 9);
});

test('the cold grows from 3 m to 6 m over 90 s', () => {
  expect([0, 45, 90, 500].map(ringRadius)).toEqual([3, 4.5, 6, 6]);
});

test('shadows at once for 1+11, 12, 60 and 200 people; never none', () => {
  expect([1, 12, 60, 200].map((n) => shadowsAllowed(n, 4))).toEqual([1, 3, 15, 24]);
});

test('threads of a whole cloth: clamp(round(.8 N), 6, 60)', () => {
  expect([1, 12, 60, 200].map((n) => clothGoal(n, 0.8))).toEqual([6, 10, 48, 60]);
});

test('dawn needs the whole cloth and few shadows; over half woken early is broken', () => {
  const night = { woven: 10, goal: 10, open: 1, formed: 5, came: 12, woke: 0, lacked: '' };
  expect(endingOf(night)).toBe('dawn');
  expect(endingOf({ ...night, open: 2 })).toBe('restless');
  expect(endingOf({ ...night, lacked: 'a passed reform' })).toBe('restless');
  expect(endingOf({ ...night, woven: 4 })).toBe('restless');
  expect(endingOf({ ...night, woven: 3 })).toBe('broken');
  expect(endingOf({ ...night, woke: 7 })).toBe('broken');
});

test('there are 32 phrase cards', () => {
  expect(new Set(PHRASES).size).toBe(32);
});
