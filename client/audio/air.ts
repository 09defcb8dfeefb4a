/** What the place sounds like by the Jukebox: rain, and symbols that hum. */
import { filtered, madeUp } from './body.ts';
import { FLOOR_DB, Level } from './level.ts';
import { noiseSource } from './noise.ts';
import { hertz, type Tonality } from './theory.ts';

const MADE_UP_DB = 18;

/** Rain: soft noise without its depths. */
export class Rain {
  private readonly context: BaseAudioContext;
  private readonly level: Level;

  constructor(context: BaseAudioContext, buffer: AudioBuffer, out: AudioNode) {
    this.context = context;
    this.level = new Level(context, out);
    filtered(context, noiseSource(context, buffer), 'bandpass', 2400, 0.5, madeUp(context, MADE_UP_DB, this.level.node));
  }

  /** @param rain 0..1 */
  frame(rain: number, seconds: number): void {
    this.level.follow(rain > 0.05 ? -44 + 12 * Math.min(1, rain) : FLOOR_DB, seconds, this.context.currentTime);
  }
}

/** Symbols near me: root and fifth, an octave under the pad's root. */
export class Hum {
  private readonly context: BaseAudioContext;
  private readonly level: Level;
  private readonly tones: readonly OscillatorNode[];

  constructor(context: BaseAudioContext, out: AudioNode) {
    this.context = context;
    this.level = new Level(context, out);
    this.tones = [0, 7].map(() => {
      const tone = context.createOscillator();
      tone.connect(this.level.node);
      tone.start();
      return tone;
    });
  }

  /** @param hum 0..1 */
  frame({ root }: Tonality, hum: number, seconds: number): void {
    const at = this.context.currentTime;
    this.tones.forEach((tone, i) => {
      tone.frequency.setTargetAtTime(hertz(root - 12 + 7 * i), at, 0.5);
    });
    this.level.follow(hum > 0.05 ? -48 + 13 * Math.min(1, hum) : FLOOR_DB, seconds, at);
  }
}
