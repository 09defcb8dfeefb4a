/** People's share of a tick: embers go out after ten minutes, and who woke leaves the place two seconds later. */
import { ticks } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { partAll } from '../space/hands.ts';
import { setLoose } from '../space/loose.ts';
import { LEAVING_SECONDS } from '../space/rules.ts';

export function stepPeople(now: Moment): void {
  const { byId, order } = now.world.people;
  for (const who of order) {
    const person = byId[who];
    if (!person || person.emberUntil === 0 || now.tick < person.emberUntil) continue;
    const cause = now.world.space.avatars[who]?.cause;
    if (person.state === 'ember') {
      person.state = 'awake';
      person.emberUntil = now.tick + ticks(LEAVING_SECONDS);
      if (cause) now.event('woke', who, '', [cause], { late: true });
    } else if (cause) {
      person.emberUntil = 0;
      setLoose(now, who, cause);
      partAll(now, who, [cause]);
      delete now.world.space.avatars[who];
    }
  }
}
