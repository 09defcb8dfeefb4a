/** In a file of its own: the server's main thread needs no word of the database, whose code would hold up its start. */
import type { Question } from './keeper.ts';

/** Questions that change something nobody else knows: they wait until the database is there. Asked twice they are as asked once. */
export const PATIENT: readonly Question[] = ['erase', 'carry'];
