/**
 * The page's parts that are not in its first chunk, each behind a function: the line, the stage, the sound, the sensor.
 * Tests give others; the page knows no more of them than this.
 */
import type { Connect } from '../net/link.ts';
import type { CreateStage } from '../stage/view.ts';

export interface Ports {
  /** where the room is, e.g. http://localhost:2567 */
  readonly url: string;
  connect(): Promise<Connect>;
  stage(): Promise<CreateStage>;
}

const net = import.meta.glob<{ connect: Connect }>('../net/index.ts');
const stage = import.meta.glob<{ createStage: CreateStage }>('../stage/index.ts');

async function only<T>(parts: Record<string, () => Promise<T>>, name: string): Promise<T> {
  const load = Object.values(parts)[0];
  if (!load) throw new Error(`This build has no ${name}. Build the client again.`);
  return load();
}

export const productPorts: Ports = {
  url: location.origin,
  connect: async () => (await only(net, 'line to the dream')).connect,
  stage: async () => (await only(stage, 'stage')).createStage,
};
