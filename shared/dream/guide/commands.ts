/** What people may do about the guide. */
import { askGuide, note } from './mask.ts';
import { standByReed } from './reeds.ts';

export const guideHandlers = { note, 'guide.ask': askGuide, 'reed.stand': standByReed };
