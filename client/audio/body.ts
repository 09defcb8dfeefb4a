/** What the own body sounds like: breath, wind about it, steps under it. */
import { FLOOR_DB, Level } from './level.ts';
import { noiseSource } from './noise.ts';
import { playTone } from './pad.ts';
import { degree, hertz, type Tonality } from './theory.ts';

export type Ground = 'sand' | 'stone' | 'grass' | 'bridge' | 'air';

export function filtered(
  context: BaseAudioContext,
  noise: AudioNode,
  type: BiquadFilterType,
  frequency: number,
  q: number,
  out: AudioNode,
): BiquadFilterNode {
  const filter = context.createBiquadFilter();
  filter.type = type;
  filter.frequency.value = frequency;
  filter.Q.value = q;
  noise.connect(filter).connect(out);
  return filter;
}

/** What a filter leaves of noise, brought back up, dB: a level behind it is then what is heard. */
export function madeUp(context: BaseAudioContext, by: number, out: AudioNode): GainNode {
  const gain = context.createGain();
  gain.gain.value = 10 ** (by / 20);
  gain.connect(out);
  return gain;
}

/** Breath as noise that stays when all else is blanked, and a note in the dream's mode that falls as the breath goes out. */
export class BreathSound {
  private readonly context: BaseAudioContext;
  private readonly notes: AudioNode;
  private readonly level: Level;
  private readonly swell: GainNode;
  private readonly filter: BiquadFilterNode;
  private wasIn = false;

  /** @param always where the noise goes, past the stop card @param notes where the note goes */
  constructor(context: BaseAudioContext, buffer: AudioBuffer, always: AudioNode, notes: AudioNode) {
    this.context = context;
    this.notes = notes;
    this.level = new Level(context, always);
    this.swell = context.createGain();
    this.swell.gain.value = 0.3;
    this.swell.connect(this.level.node);
    this.filter = filtered(context, noiseSource(context, buffer), 'bandpass', 500, 0.7, this.swell);
  }

  /** @param breath -1..1 @param tune 0..1 */
  frame(tonality: Tonality, breath: number, breathIn: boolean, tune: number, seconds: number): void {
    const at = this.context.currentTime;
    const full = (Math.min(1, Math.max(-1, Number.isNaN(breath) ? 0 : breath)) + 1) / 2;
    this.level.follow(-26, seconds, at);
    this.swell.gain.setTargetAtTime(0.3 + 0.7 * full, at, 0.25);
    this.filter.frequency.setTargetAtTime(350 + 500 * full, at, 0.25);
    if (this.wasIn && !breathIn) this.out(tonality, tune, at);
    this.wasIn = breathIn;
  }

  /** The fifth glides down to the root; in tune the third and the octave fall with it. */
  private out({ mode, root }: Tonality, tune: number, at: number): void {
    const falls =
      tune > 0.5
        ? [
            [4, 0],
            [6, 2],
            [9, 7],
          ]
        : [[4, 0]];
    for (const [from, to] of falls) {
      const frequency = hertz(degree(mode, root, from as number));
      playTone(this.context, this.notes, {
        frequency,
        to: hertz(degree(mode, root, to as number)),
        at,
        attack: 0.25,
        length: 2.2,
        level: 0.05,
      });
    }
  }
}

const MADE_UP_DB = 16;

/** Air by speed and height. */
export class Wind {
  private readonly context: BaseAudioContext;
  private readonly level: Level;
  private readonly filter: BiquadFilterNode;

  constructor(context: BaseAudioContext, buffer: AudioBuffer, out: AudioNode) {
    this.context = context;
    this.level = new Level(context, out);
    this.filter = filtered(context, noiseSource(context, buffer), 'lowpass', 300, 0.4, madeUp(context, MADE_UP_DB, this.level.node));
  }

  /** @param speed m/s @param wind 0..1 */
  frame(speed: number, wind: number, seconds: number): void {
    const at = this.context.currentTime;
    const strength = Math.min(1, Math.max(0, wind) * 0.7 + Math.min(1, Math.max(0, speed) / 6) * 0.4);
    this.level.follow(strength > 0.02 ? -46 + 12 * strength : FLOOR_DB, seconds, at);
    this.filter.frequency.setTargetAtTime(220 + 500 * strength, at, 0.6);
  }
}

/** What each ground sounds like: centre of its noise, Hz, and level. */
const GROUNDS: Readonly<Record<Exclude<Ground, 'air'>, { readonly hertz: number; readonly level: number }>> = {
  sand: { hertz: 600, level: 0.08 },
  grass: { hertz: 800, level: 0.07 },
  stone: { hertz: 1500, level: 0.08 },
  bridge: { hertz: 1000, level: 0.085 },
};
const STRIDE_M = 1.5;

/** A soft step each stride, none in the air. */
export class Steps {
  private readonly context: BaseAudioContext;
  private readonly buffer: AudioBuffer;
  private readonly out: AudioNode;
  private walked = 0;
  private count = 0;

  constructor(context: BaseAudioContext, buffer: AudioBuffer, out: AudioNode) {
    this.context = context;
    this.buffer = buffer;
    this.out = out;
  }

  frame(speed: number, ground: Ground, seconds: number): void {
    if (ground === 'air' || !(speed > 0.4)) return;
    this.walked += Math.min(speed, 8) * seconds;
    if (this.walked < STRIDE_M) return;
    this.walked %= STRIDE_M;
    this.step(GROUNDS[ground]);
  }

  private step(ground: { hertz: number; level: number }): void {
    const at = this.context.currentTime;
    const source = this.context.createBufferSource();
    source.buffer = this.buffer;
    const gain = this.context.createGain();
    const filter = filtered(this.context, source, 'bandpass', ground.hertz * (this.count % 2 === 0 ? 1 : 0.9), 0.8, gain);
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(ground.level, at + 0.02);
    gain.gain.setTargetAtTime(0, at + 0.02, 0.05);
    gain.connect(this.out);
    source.start(at, (this.count++ * 0.37) % 2.5, 0.4);
    source.onended = () => {
      filter.disconnect();
      gain.disconnect();
    };
  }
}
