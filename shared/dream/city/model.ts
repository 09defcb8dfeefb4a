/** What is larger than a night: its wounds, its districts, and what earlier nights handed on. */
import type { CauseId, ThemeTag } from '../ids.ts';
import type { Carried } from './carried.ts';

export interface Wound {
  id: string;
  /** 0 closed .. 1 wide open */
  open: number;
  /** what this night did to it, '' while it lasts */
  result: WoundResult | '';
  because: CauseId[];
}

/** faced: a shadow of its themes was soothed; shared: threads speak of it; repaired: it is as good as closed; denied: nobody came near it. */
export type WoundResult = 'faced' | 'shared' | 'repaired' | 'denied';

export interface District {
  id: string;
  legitimacy: number;
}

export interface City {
  wounds: Wound[];
  districts: District[];
  /** shadows that were soothed, by theme, and the events, at most 4 each */
  soothed: Record<ThemeTag, { times: number; because: CauseId[] }>;
  /** shadows that formed, by theme */
  formed: Record<ThemeTag, number>;
  /** what the nights before handed on; null in a first night */
  carried: Carried | null;
}
