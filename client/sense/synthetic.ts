/** The synthetic body as a source: to try the dream with a heart, without a sensor. Its beats go the same way as a strap's. */
import { type BodyDrive, type BodyTraits, createBody, type SyntheticBody, stepBody } from '../../shared/biometrics/synthetic.ts';
import { conductanceOf } from '../../shared/biometrics/syntheticSkin.ts';
import { between, streamOf } from '../../shared/kernel/random.ts';
import { type BeatSource, SourceBase } from './source.ts';

const STEP_MS = 250;
/** a page that slept does not live through the night in one step, s */
const LONGEST_STEP_S = 2;
/** where its resonance may lie, so that the breath coach has something to find, breaths a minute */
const RESONANCES = [4.8, 6.2] as const;

export interface SyntheticOptions {
  /** same seed, same beats; drawn by the browser when absent */
  readonly seed?: string;
  readonly traits?: Partial<BodyTraits>;
}

export class SyntheticSource extends SourceBase implements BeatSource {
  readonly kind = 'synthetic';
  /** what the body is asked for; may be set at any time */
  drive: BodyDrive = { arousal: 0 };
  private readonly body: SyntheticBody;
  private timer: ReturnType<typeof setInterval> | undefined;
  private lastMs = 0;

  constructor(options: SyntheticOptions = {}) {
    super();
    const seed = options.seed ?? [...crypto.getRandomValues(new Uint32Array(2))].join('-');
    const resonance = between(streamOf(seed, 'resonance'), ...RESONANCES);
    this.body = createBody(streamOf(seed, 'body'), { resonance, ...options.traits });
  }

  pace(perMinute: number | null): void {
    this.drive = perMinute === null ? { arousal: this.drive.arousal } : { ...this.drive, breathsPerMinute: perMinute };
  }

  async start(): Promise<void> {
    if (this.state === 'live') return;
    this.lastMs = performance.now();
    this.timer = setInterval(() => this.step(), STEP_MS);
    this.become('live');
  }

  stop(): void {
    clearInterval(this.timer);
    this.become('idle');
  }

  private step(): void {
    const now = performance.now();
    const passed = (now - this.lastMs) / 1000;
    this.lastMs = now;
    if (passed <= 0) return;
    for (const beat of stepBody(this.body, Math.min(passed, LONGEST_STEP_S), this.drive).beats) this.beats.tell(beat.rrMs, now);
    this.skins.tell(conductanceOf(this.body));
  }
}
