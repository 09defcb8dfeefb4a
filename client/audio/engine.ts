/**
 * The dream's sound, made of oscillators and noise: pad and plucked line after the music plan, breath, wind, steps, small notes.
 * Loudness rises at most 3 dB/s (the way back from the stop card takes its own 2 s). Without a device nothing sounds and all else goes on.
 */
import type { Instrument } from '../../shared/dream/compiled.ts';
import type { MusicPlan } from '../../shared/dream/jukebox/model.ts';
import { Hum, Rain } from './air.ts';
import { BreathSound, type Ground, Steps, Wind } from './body.ts';
import { type Cue, playCue } from './cues.ts';
import { type LightHeard, LightSound } from './light.ts';
import { noiseBuffer } from './noise.ts';
import { Pad } from './pad.ts';
import { Small, type SmallHum } from './small.ts';

export interface AudioFrame {
  readonly plan: MusicPlan;
  readonly instruments: readonly Instrument[];
  /** my breath, -1..1 */
  readonly ownBreath: number;
  readonly breathIn: boolean;
  /** how well I breathe with somebody, 0..1 */
  readonly tune: number;
  /** m/s */
  readonly speed: number;
  /** 0..1 */
  readonly wind: number;
  readonly ground: Ground;
  /** 0..1 */
  readonly rain: number;
  /** how strongly the symbols near me hum, 0..1 */
  readonly hum: number;
  /** the small light that leads */
  readonly guide: LightHeard;
  /** 0.8..1.2 */
  readonly light: number;
  /** the small light, humming */
  readonly small: SmallHum;
}

export interface AudioState {
  /** waiting: for the first gesture; none: no sound on this device */
  readonly is: 'waiting' | 'on' | 'none' | 'ended';
  /** what to tell people, '' while all is well */
  readonly sentence: string;
}

export interface DreamAudio {
  readonly state: AudioState;
  /** from within the first gesture; never rejects */
  unlock(): Promise<void>;
  frame(frame: AudioFrame): void;
  /** @param up degrees of the mode higher */
  note(kind: Cue, up?: number): void;
  /** stop card: true falls to the breath alone within a frame, false comes back over 2 s */
  blank(on: boolean): void;
  /** 0..1, by the listener's own hand */
  setVolume(volume: number): void;
  dispose(): void;
}

export type { Cue };

const NO_SOUND = 'There is no sound on this device; captions say what would be heard.';
const BLANK_FALL_S = 0.015;
const BLANK_RETURN_S = 2;
/** a longer pause between frames than this counts as this, s */
const LONGEST_FRAME_S = 0.25;

/** The sound of one page. `seed`: that of the dream, for its notes. `context` is given by tests (an OfflineAudioContext); null stands for a device without sound. */
export function createAudio(seed: number, given?: BaseAudioContext | null): DreamAudio {
  const context = given === undefined ? openContext() : given;
  if (!context) return silentAudio();
  try {
    return new Engine(context, seed);
  } catch {
    return silentAudio();
  }
}

function openContext(): AudioContext | null {
  try {
    return new AudioContext({ latencyHint: 'interactive' });
  } catch {
    return null;
  }
}

function silentAudio(): DreamAudio {
  const nothing = (): void => undefined;
  return {
    state: { is: 'none', sentence: NO_SOUND },
    unlock: async () => undefined,
    frame: nothing,
    note: nothing,
    blank: nothing,
    setVolume: nothing,
    dispose: nothing,
  };
}

class Engine implements DreamAudio {
  private readonly context: BaseAudioContext;
  private readonly volume: GainNode;
  private readonly veil: GainNode;
  private readonly pad: Pad;
  private readonly breath: BreathSound;
  private readonly wind: Wind;
  private readonly steps: Steps;
  private readonly rain: Rain;
  private readonly hum: Hum;
  private readonly light: LightSound;
  private readonly small: Small;
  private lastAt = -1;
  private blanked = false;
  private now: AudioState = { is: 'waiting', sentence: '' };

  constructor(context: BaseAudioContext, seed: number) {
    this.context = context;
    const limiter = context.createDynamicsCompressor();
    limiter.threshold.value = -6;
    limiter.ratio.value = 12;
    limiter.connect(context.destination);
    this.volume = context.createGain();
    this.volume.connect(limiter);
    this.veil = context.createGain();
    this.veil.connect(this.volume);
    const buffer = noiseBuffer(context);
    this.pad = new Pad(context, this.veil, seed);
    this.breath = new BreathSound(context, buffer, this.volume, this.veil);
    this.wind = new Wind(context, buffer, this.veil);
    this.rain = new Rain(context, buffer, this.veil);
    this.hum = new Hum(context, this.veil);
    this.light = new LightSound(context, this.veil);
    this.small = new Small(context, this.veil);
    this.steps = new Steps(context, buffer, this.veil);
    if (!(context instanceof AudioContext)) this.now = { is: 'on', sentence: '' };
  }

  get state(): AudioState {
    return this.now;
  }

  async unlock(): Promise<void> {
    if (this.now.is !== 'waiting' || !(this.context instanceof AudioContext)) return;
    try {
      await this.context.resume();
      if (this.context.state === 'running') this.now = { is: 'on', sentence: '' };
    } catch {
      this.now = { is: 'none', sentence: NO_SOUND };
    }
  }

  frame(frame: AudioFrame): void {
    if (this.now.is !== 'on') return;
    const at = this.context.currentTime;
    const seconds = this.lastAt < 0 ? 0 : Math.min(LONGEST_FRAME_S, at - this.lastAt);
    this.lastAt = at;
    const breath = Math.min(1, Math.max(-1, Number.isNaN(frame.ownBreath) ? 0 : frame.ownBreath));
    const open = Math.min(1, Math.max(0, 0.15 + 0.35 * (breath + 1) + (frame.light - 1)));
    this.pad.frame(frame.plan, frame.instruments, open, seconds);
    this.breath.frame(this.pad.tonality, breath, frame.breathIn, frame.tune, seconds);
    this.wind.frame(frame.speed, frame.wind, seconds);
    this.rain.frame(frame.rain, seconds);
    this.hum.frame(this.pad.tonality, frame.hum, seconds);
    this.light.frame(this.pad.tonality, frame.guide, seconds);
    this.small.frame(this.pad.tonality, frame.small, seconds);
    this.steps.frame(frame.speed, frame.ground, seconds);
  }

  note(kind: Cue, up = 0): void {
    if (this.now.is === 'on' && !this.blanked) playCue(this.context, this.veil, kind, this.pad.tonality, up);
  }

  blank(on: boolean): void {
    if (on === this.blanked) return;
    this.blanked = on;
    const gain = this.veil.gain;
    const at = this.context.currentTime;
    const level = gain.value;
    gain.cancelScheduledValues(at);
    gain.setValueAtTime(level, at);
    gain.linearRampToValueAtTime(on ? 0 : 1, at + (on ? BLANK_FALL_S : BLANK_RETURN_S));
  }

  setVolume(volume: number): void {
    const v = Math.min(1, Math.max(0, Number.isNaN(volume) ? 0 : volume));
    // the ear hears decibels: the square makes the middle of the slider the middle of loudness
    this.volume.gain.setTargetAtTime(v * v, this.context.currentTime, 0.1);
  }

  dispose(): void {
    if (this.now.is === 'ended') return;
    this.now = { is: 'ended', sentence: '' };
    this.volume.disconnect();
    if (this.context instanceof AudioContext) void this.context.close().catch(() => undefined);
  }
}
