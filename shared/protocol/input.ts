/** Controls, sent when they change and now and then while they stand (SPEC.md rules 20 to 25); decoding clamps by type. */
import { type SchemaType, schema, t } from '@colyseus/schema';
import type { AvatarInput } from '../dream/space/model.ts';

export const InputFrame = schema(
  {
    /** number of the page's tick from which on they stand */
    frame: t.uint32().default(0),
    /** direction, -127..127; the step normalises its length */
    mx: t.int8().default(0),
    my: t.int8().default(0),
    /** bits of HELD */
    held: t.uint8().default(0),
  },
  'InputFrame',
);
export type InputFrame = SchemaType<typeof InputFrame>;

/** Keys held down: floating, breathing in. */
export const HELD = { float: 1, breath: 2 } as const;

/** Makes any decoded frame lawful: whole numbers in -127..127, known bits only. A NaN becomes 0. */
export function sanitizeFrame(frame: { mx: number; my: number; held: number }): void {
  frame.mx = direction(frame.mx);
  frame.my = direction(frame.my);
  frame.held = (frame.held | 0) & (HELD.float | HELD.breath);
}

/** A whole number in -127..127; 0 for anything that is no number. */
export function direction(value: number): number {
  if (!(value >= -127)) return value < -127 ? -127 : 0;
  return value > 127 ? 127 : value | 0;
}

export function inputOf(frame: { readonly mx: number; readonly my: number; readonly held: number }): AvatarInput {
  return { mx: frame.mx, my: frame.my, float: (frame.held & HELD.float) !== 0, breath: (frame.held & HELD.breath) !== 0 };
}

export function heldOf(input: AvatarInput): number {
  return (input.float ? HELD.float : 0) | (input.breath ? HELD.breath : 0);
}

export function sameInput(a: AvatarInput, b: AvatarInput): boolean {
  return a.mx === b.mx && a.my === b.my && a.float === b.float && a.breath === b.breath;
}
