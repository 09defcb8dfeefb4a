/**
 * The page's parts that are not in its first chunk, each behind a function: the line, the stage, the sound, the sensor, the words.
 * Tests give others; the page knows no more of them than this.
 */
import type { DreamAudio } from '../audio/engine.ts';
import type { Connect } from '../net/link.ts';
import type { CreateStage } from '../stage/view.ts';
import type { Sensor, SensorKind } from '../worker/sensor.ts';
import type { Speech } from './speech.ts';

export interface Ports {
  /** where the room is, e.g. http://localhost:2567 */
  readonly url: string;
  connect(): Promise<Connect>;
  stage(): Promise<CreateStage>;
  audio(): Promise<(seed: number) => DreamAudio>;
  sensor(): Promise<(kind: SensorKind) => Sensor>;
  speech(): Promise<Speech>;
}

export const productPorts: Ports = {
  url: location.origin,
  connect: async () => (await import('../net/index.ts')).connect,
  stage: async () => (await import('../stage/index.ts')).createStage,
  audio: async () => (await import('../audio/engine.ts')).createAudio,
  sensor: async () => (await import('../worker/sensor.ts')).startSensor,
  speech: async () => (await import('../../shared/i18n/index.ts')).speechFor(navigator.language),
};
