/**
 * The page's parts that are not in its first chunk, each behind a function: the line, the stage, the sound, the sensor, the words.
 * Tests give others; the page knows no more of them than this.
 */
import type { MusicPlan } from '../../shared/dream/jukebox/model.ts';
import type { Connect } from '../net/link.ts';
import type { CreateStage } from '../stage/view.ts';
import type { Sensor, SensorKind } from '../worker/sensor.ts';
import type { NoteKind } from './notice.ts';
import type { Speech } from './speech.ts';

/** What the ear is told each frame. */
export interface AudioFrame {
  readonly plan: MusicPlan;
  /** my breath, -1..1 */
  readonly ownBreath: number;
  readonly breathIn: boolean;
  /** how well I breathe with somebody, 0..1 */
  readonly tune: number;
  /** m/s */
  readonly speed: number;
  /** 0..1 */
  readonly wind: number;
  readonly ground: 'stone' | 'grass' | 'bridge';
  /** 0.8..1.2 */
  readonly light: number;
}

export interface AudioEngine {
  /** from within a gesture */
  unlock(): void | Promise<void>;
  frame(frame: AudioFrame): void;
  note(kind: NoteKind): void;
  /** silence at once, or back within two seconds */
  blank(on: boolean): void;
  /** 0..1 */
  setVolume(volume: number): void;
  dispose(): void;
}

export interface Ports {
  /** where the room is, e.g. http://localhost:2567 */
  readonly url: string;
  connect(): Promise<Connect>;
  stage(): Promise<CreateStage>;
  audio(): Promise<() => AudioEngine>;
  sensor(): Promise<(kind: SensorKind) => Sensor>;
  speech(): Promise<Speech>;
}

const net = import.meta.glob<{ connect: Connect }>('../net/index.ts');
const stage = import.meta.glob<{ createStage: CreateStage }>('../stage/index.ts');
const audio = import.meta.glob<{ createAudio: () => AudioEngine }>('../audio/engine.ts');

async function only<T>(parts: Record<string, () => Promise<T>>, name: string): Promise<T> {
  const load = Object.values(parts)[0];
  if (!load) throw new Error(`This build has no ${name}. Build the client again.`);
  return load();
}

export const productPorts: Ports = {
  url: location.origin,
  connect: async () => (await only(net, 'line to the dream')).connect,
  stage: async () => (await only(stage, 'stage')).createStage,
  audio: async () => (await only(audio, 'sound')).createAudio,
  sensor: async () => (await import('../worker/sensor.ts')).startSensor,
  speech: async () => ({ say: () => null, phrases: [] }),
};
