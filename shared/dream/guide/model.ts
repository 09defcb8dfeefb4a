/** A small warm light that greets and leads. On this first night only kind. */
import type { CauseId, ThingId, Who } from '../ids.ts';

export interface Guide {
  x: number;
  y: number;
  z: number;
  /** what it looks at */
  lookX: number;
  lookY: number;
  mood: 'wait' | 'greet' | 'lead' | 'praise';
  /** whom it is with, '' if nobody */
  with: Who;
  /** symbol it leads to, '' if none */
  toward: ThingId;
  sinceTick: number;
  /** tick before which it leaves a person alone */
  leaveUntil: Record<Who, number>;
  /** event by which each person came here */
  arrived: Record<Who, CauseId>;
  greeted: Who[];
  praised: Who[];
  because: CauseId[];
}
