/** The small light, humming with its mouth closed: after somebody's own breath, half a second late, or with the dream's. */
import { FLOOR_DB, Level } from './level.ts';
import { degree, hertz, type Tonality } from './theory.ts';

/** What of it is heard. */
export interface SmallHum {
  /** 0..1, by how near it is; 0 while it is silent */
  readonly loud: number;
  /** the breath it hums, -1..1, and how late it is, s */
  readonly breath: number;
  readonly late: number;
}

const LOUDEST_DB = -30;
/** Breaths are kept for this long, s. */
const KEPT_S = 2;

export class Small {
  private readonly context: BaseAudioContext;
  private readonly level: Level;
  private readonly swell: GainNode;
  private readonly tones: readonly OscillatorNode[];
  private readonly breaths: { readonly at: number; readonly breath: number }[] = [];

  constructor(context: BaseAudioContext, out: AudioNode) {
    this.context = context;
    this.level = new Level(context, out);
    const mouth = context.createBiquadFilter();
    mouth.type = 'lowpass';
    mouth.frequency.value = 620;
    mouth.connect(this.level.node);
    this.swell = context.createGain();
    this.swell.gain.value = 0;
    this.swell.connect(mouth);
    this.tones = ([0, 3] as const).map((cents) => {
      const tone = context.createOscillator();
      tone.type = 'triangle';
      tone.detune.value = cents;
      tone.connect(this.swell);
      tone.start();
      return tone;
    });
  }

  frame({ mode, root }: Tonality, { loud, breath, late }: SmallHum, seconds: number): void {
    const at = this.context.currentTime;
    this.level.follow(loud > 0.02 ? FLOOR_DB + (LOUDEST_DB - FLOOR_DB) * Math.min(1, loud) : FLOOR_DB, seconds, at);
    this.breaths.push({ at, breath: Number.isNaN(breath) ? 0 : breath });
    while (this.breaths.length > 1 && (this.breaths[0] as { at: number }).at < at - KEPT_S) this.breaths.shift();
    const heard = this.breaths.findLast((b) => b.at <= at - late)?.breath ?? 0;
    // it sounds as the breath goes, and sinks from the fifth to the root with it
    const full = (Math.min(1, Math.max(-1, heard)) + 1) / 2;
    this.swell.gain.setTargetAtTime(0.15 + 0.85 * full, at, 0.12);
    const low = hertz(degree(mode, root, 0));
    const high = hertz(degree(mode, root, 4));
    for (const tone of this.tones) tone.frequency.setTargetAtTime(low + (high - low) * full, at, 0.15);
  }
}
