/** A person's notebook: what they held up to keep, with a few words of how it was then. Theirs alone; nothing in the dream reads it. */
import type { CauseId, ThingId, Who } from '../ids.ts';
import type { World } from '../world.ts';
import { DECOYS, TELLS } from './rules.ts';

export interface Sketch {
  /** 'guide' or a symbol */
  about: ThingId;
  /** of the guide: which odd thing; '' of a symbol */
  tell: string;
  /** of a symbol: that it was awake */
  awake: boolean;
  tick: number;
  because: CauseId[];
}

/** Pages of one notebook; the oldest falls out. */
const PAGES = 24;

export function sketch({ guide }: World, who: Who, page: Sketch): void {
  let book = guide.notebook[who];
  if (!book) guide.notebook[who] = book = [];
  book.push(page);
  if (book.length > PAGES) book.shift();
}

/** A page as its owner reads it. */
export interface SketchSeen {
  readonly about: ThingId;
  /** what was odd about the guide, in words; '' of a symbol */
  readonly text: string;
  /** it had a plain reason, as was said at the time */
  readonly plain: boolean;
  readonly awake: boolean;
  readonly tick: number;
}

const BLANK: readonly SketchSeen[] = [];

export function notebookOf({ guide }: World, who: Who): readonly SketchSeen[] {
  const book = guide.notebook[who];
  if (!book) return BLANK;
  return book.map(({ about, tell, awake, tick }) => ({
    about,
    text: TELLS[tell] ?? DECOYS[tell] ?? '',
    plain: tell in DECOYS,
    awake,
    tick,
  }));
}
