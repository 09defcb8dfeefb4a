/**
 * The small light's own sound. Behind its mask: a high tone, perfectly steady, with another a little beside it, so that the two beat three times a
 * second; it is heard by who stands near. Without its mask the beating is gone: one plain tone, an octave lower, that everybody hears.
 */
import { FLOOR_DB, Level } from './level.ts';
import { hertz, type Tonality } from './theory.ts';

/** beats a second of the two tones */
const BEATING_HZ = 3;
/** dB under full, at the light and without its mask */
const NEAR_DB = -38;
const PLAIN_DB = -34;

export interface LightHeard {
  /** 1 at it, 0 out of earshot */
  readonly near: number;
  readonly exposed: boolean;
}

export class LightSound {
  private readonly context: BaseAudioContext;
  private readonly level: Level;
  private readonly beside: GainNode;
  private readonly tones: readonly [OscillatorNode, OscillatorNode];

  constructor(context: BaseAudioContext, out: AudioNode) {
    this.context = context;
    this.level = new Level(context, out);
    this.beside = context.createGain();
    this.beside.connect(this.level.node);
    const tone = (to: AudioNode): OscillatorNode => {
      const made = context.createOscillator();
      made.connect(to);
      made.start();
      return made;
    };
    this.tones = [tone(this.level.node), tone(this.beside)];
  }

  frame({ root }: Tonality, { near, exposed }: LightHeard, seconds: number): void {
    const at = this.context.currentTime;
    const pitch = hertz(root + (exposed ? 12 : 24));
    this.tones[0].frequency.setTargetAtTime(pitch, at, 0.3);
    this.tones[1].frequency.setTargetAtTime(pitch + BEATING_HZ, at, 0.3);
    this.beside.gain.setTargetAtTime(exposed ? 0 : 1, at, 0.3);
    this.level.follow(exposed ? PLAIN_DB : near > 0.05 ? NEAR_DB - 10 * (1 - Math.min(1, near)) : FLOOR_DB, seconds, at);
  }
}
