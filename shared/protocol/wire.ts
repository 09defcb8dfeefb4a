/** Small codes of the wire: what is a name in the dream and a byte on the line. Pure; both ends use it, the page without any schema library. */

import type { Who } from '../dream/ids.ts';
import { CLOTHS, type Cloth, type PersonKind, SHAPES, type Shape } from '../dream/people/model.ts';

const KINDS = ['person', 'simulated', 'agent'] as const satisfies readonly PersonKind[];

export const kindCode = (kind: PersonKind): number => KINDS.indexOf(kind);
export const kindOf = (code: number): PersonKind => KINDS[code] ?? 'person';
export const shapeCode = (shape: Shape): number => SHAPES.indexOf(shape);
export const shapeOf = (code: number): Shape => SHAPES[code] ?? 'sprout';
export const clothCode = (cloth: Cloth): number => CLOTHS.indexOf(cloth);
export const clothOf = (code: number): Cloth => CLOTHS[code] ?? 'stone';

/** Bits of a person's `flags`. */
export const FLAG = { breathIn: 1, palm: 2, ember: 4 } as const;

/** Bits of a thing's `flags`: a bridge fixed, a shadow gone, a thread made by two, an arc that is part of a vault or only asks. */
export const THING = { fixed: 1, gone: 2, gold: 4, vault: 8, question: 16 } as const;

/** Key of a pair of people in a map; ids never hold a bar. */
export const pairKey = (a: Who, b: Who): string => `${a}|${b}`;

/** Partners travel as one string: at most a handful, and seldom changed. */
export const packIds = (ids: readonly Who[]): string => ids.join(' ');
export const unpackIds = (text: string): Who[] => (text === '' ? [] : text.split(' '));
