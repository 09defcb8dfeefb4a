/** What people may do about the guide. */
import { askGuide, note } from './mask.ts';

export const guideHandlers = { note, 'guide.ask': askGuide };
