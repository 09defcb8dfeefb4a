import type { Moment } from '../moment.ts';
import type { Ground } from './ground.ts';
import { follow } from './loose.ts';
export function stepLoose(now: Moment, _ground: Ground): void {
  for (const thing of now.world.space.loose) if (thing.heldBy !== '') follow(now, thing);
}
