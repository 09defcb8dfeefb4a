/** Nights of one person on a disk, begun and taken up again. */
import { openScenario } from '../../server/cli/scenario.ts';
import { Night } from '../../server/store/night.ts';

const said: string[] = [];
/** Company of such a night, what is said while it is taken up, and where that goes. */
export const KEPT = { cast: { size: 4, yields: false }, said, say: (sentence: string): void => void said.push(sentence) };

export const asPerson = (name: string) => ({ kind: 'person', name, shape: 'moon', cloth: 'teal', cast: '', spawn: '' }) as const;

export async function begunIn(folder: string, ticks: number): Promise<Night> {
  const night = Night.begin(folder, await openScenario('scenarios/kitchen-sink'), 'disk', KEPT.cast, true);
  night.host.enqueue({ type: 'join', by: 'p1', body: asPerson('Ada') });
  for (let i = 0; i < ticks; i++) night.host.step();
  return night;
}

export async function resumedIn(folder: string, dreamId: string): Promise<Night> {
  const night = await Night.resume(folder, dreamId, KEPT.cast, KEPT.say);
  if (typeof night === 'string') throw new Error(night);
  return night;
}
