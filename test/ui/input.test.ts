import { expect, test } from 'vitest';
import { createInput, DOUBLE_ESCAPE_MS, type InputSettings } from '../../client/ui/input.ts';
import { keyMap, keyName, VERBS } from '../../client/ui/keys.ts';

const usual: InputSettings = { keys: {}, breathToggle: false, floatToggle: false };
const here = { x: 0, y: 0 };
const make = (settings: Partial<InputSettings> = {}) => createInput(() => ({ ...usual, ...settings }));

test('two keys walk at an angle with the length of one', () => {
  const input = make();
  input.keyDown('KeyW', 0, false);
  input.keyDown('KeyD', 0, false);
  const { mx, my } = input.controls(0, here, 0);
  expect(mx).toBe(90);
  expect(my).toBe(-90);
  input.keyUp('KeyW');
  expect(input.controls(1, here, 0)).toMatchObject({ mx: 127, my: 0 });
});

test('an arrow and its letter are one verb: letting go of one keeps the other', () => {
  const input = make();
  input.keyDown('KeyA', 0, false);
  input.keyDown('ArrowLeft', 0, false);
  input.keyUp('KeyA');
  expect(input.controls(0, here, 0).mx).toBe(-127);
  input.keyUp('ArrowLeft');
  expect(input.controls(0, here, 0).mx).toBe(0);
});

test('space breathes in while held and turns out by itself after seven seconds', () => {
  const input = make();
  input.keyDown('Space', 1000, false);
  expect(input.controls(1000, here, 0).breath).toBe(true);
  expect(input.controls(7900, here, 0).breath).toBe(true);
  expect(input.controls(8100, here, 0).breath).toBe(false);
  input.keyUp('Space');
  expect(input.controls(8200, here, 0).breath).toBe(false);
});

test('breath by tapping: once in, once out', () => {
  const input = make({ breathToggle: true });
  input.keyDown('Space', 0, false);
  input.keyUp('Space');
  expect(input.controls(100, here, 0).breath).toBe(true);
  input.keyDown('Space', 200, false);
  input.keyUp('Space');
  expect(input.controls(300, here, 0).breath).toBe(false);
});

test('the auto-breath follows the dream’s clock, four in and six out, until a key takes over', () => {
  const input = make();
  input.keyDown('KeyB', 0, false);
  expect(input.controls(0, here, 13.9).breath).toBe(true);
  expect(input.controls(0, here, 14.1).breath).toBe(false);
  input.keyUp('KeyB');
  input.keyDown('Space', 0, false);
  input.keyUp('Space');
  expect(input.autoBreathing).toBe(false);
  expect(input.controls(1, here, 12).breath).toBe(false);
});

test('a lantern needs its key held for a second; a shorter press is nothing', () => {
  const input = make();
  input.keyDown('KeyL', 0, false);
  expect(input.due(900)).toEqual([]);
  expect(input.holding(500)).toEqual({ verb: 'lantern', share: 0.5 });
  expect(input.due(1000)).toEqual([{ does: 'plant' }]);
  expect(input.due(1100)).toEqual([]);
  input.keyUp('KeyL');
  input.keyDown('KeyL', 2000, false);
  input.keyUp('KeyL');
  expect(input.due(4000)).toEqual([]);
});

test('while typing no key acts, but Escape twice lays the stop card', () => {
  const input = make();
  expect(input.keyDown('KeyX', 0, true)).toEqual([]);
  expect(input.keyDown('Escape', 0, true)).toEqual([{ does: 'cancel' }]);
  expect(input.keyDown('Escape', DOUBLE_ESCAPE_MS - 1, false)).toEqual([{ does: 'stop' }]);
  expect(input.keyDown('Escape', 5000, true)).toEqual([{ does: 'cancel' }]);
  expect(input.keyDown('Escape', 5000 + DOUBLE_ESCAPE_MS + 1, false)).toEqual([{ does: 'cancel' }]);
});

test('X stops at once and digits are gestures', () => {
  const input = make();
  expect(input.keyDown('KeyX', 0, false)).toEqual([{ does: 'stop' }]);
  expect(input.keyDown('Digit3', 0, false)).toEqual([{ does: 'emote', index: 2 }]);
  expect(input.keyDown('Digit3', 10, false)).toEqual([]);
});

test('a clicked place is walked to, slower near it, and then left', () => {
  const input = make();
  input.walkTo({ x: 10, y: 0 });
  expect(input.controls(0, here, 0).mx).toBe(127);
  expect(input.controls(0, { x: 9, y: 0 }, 0).mx).toBeLessThan(70);
  expect(input.controls(0, { x: 9.9, y: 0 }, 0).mx).toBe(0);
  expect(input.walking).toBeNull();
  input.walkTo({ x: 10, y: 0 });
  input.keyDown('KeyW', 0, false);
  input.controls(0, here, 0);
  expect(input.walking).toBeNull();
});

test('losing the window lets go of everything', () => {
  const input = make();
  for (const key of ['KeyW', 'Space', 'ShiftLeft', 'Backspace']) input.keyDown(key, 0, false);
  input.release();
  expect(input.controls(10, here, 0)).toEqual({ mx: 0, my: 0, float: false, breath: false });
  expect(input.due(5000)).toEqual([]);
});

test('every verb has a key of its own, and an own key wins over the table', () => {
  const codes = VERBS.flatMap((row) => row.keys);
  expect(new Set(codes).size).toBe(codes.length);
  const map = keyMap({ act: 'KeyX' });
  expect(map.get('KeyX')).toBe('act');
  expect(map.get('KeyE')).toBeUndefined();
  expect(keyName('act', { act: 'KeyP' })).toBe('P');
});

test('Y let go soon asks why, held it notes, and never both; losing the window does neither', () => {
  const input = make();
  expect(input.keyDown('KeyY', 0, false)).toEqual([]);
  expect(input.holding(300)).toEqual({ verb: 'note', share: 0.5 });
  expect(input.keyUp('KeyY')).toEqual([{ does: 'why' }]);
  expect(input.due(5000)).toEqual([]);
  input.keyDown('KeyY', 6000, false);
  expect(input.due(6599)).toEqual([]);
  expect(input.due(6601)).toEqual([{ does: 'note', about: '' }]);
  expect(input.keyUp('KeyY')).toEqual([]);
  input.keyDown('KeyY', 8000, false);
  input.release();
  expect(input.due(9000)).toEqual([]);
  expect(input.keyUp('KeyY')).toEqual([]);
});
