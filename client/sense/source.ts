/** Where beats come from: a strap, a synthetic body, whatever follows. A source knows beats and its own state, nothing of Readings. */

/**
 * idle: not started; asking: the browser's chooser is open; connecting; live: beats may come; lost: was live, trying again or given up;
 * refused: the person or the browser said no; unsupported: this browser or page cannot.
 */
export type SourceState = 'idle' | 'asking' | 'connecting' | 'live' | 'lost' | 'refused' | 'unsupported';

export interface BeatSource {
  readonly kind: 'strap' | 'synthetic';
  readonly state: SourceState;
  /** Begins; for a strap from within a click. Settles when live or refused; never rejects. */
  start(): Promise<void>;
  /** Ends for good: disconnects, tries no more. */
  stop(): void;
  /** An interval in ms that arrived at `atMs` (`performance.now()`). Returns what ends the listening. */
  onBeat(listener: (rrMs: number, atMs: number) => void): () => void;
  /** A bare rate in bpm, from sensors that send no intervals. */
  onRate(listener: (bpm: number, atMs: number) => void): () => void;
  /** A sample of skin conductance in uS, four a second, from who has such a sensor. */
  onSkin(listener: (microsiemens: number) => void): () => void;
  onState(listener: (state: SourceState) => void): () => void;
  /** A body that is not a person's breathes at this pace from now on, breaths a minute; null: at its own. */
  pace?(perMinute: number | null): void;
}

/** A list of listeners; what a listener throws does not keep the others from hearing. */
export class Listeners<A extends unknown[]> {
  private readonly list = new Set<(...args: A) => void>();

  add(listener: (...args: A) => void): () => void {
    this.list.add(listener);
    return () => this.list.delete(listener);
  }

  tell(...args: A): void {
    for (const listener of [...this.list]) {
      try {
        listener(...args);
      } catch (error) {
        reportError(error);
      }
    }
  }
}

/** The part every source shares: its state and who listens. */
export class SourceBase {
  state: SourceState = 'idle';
  protected readonly beats = new Listeners<[rrMs: number, atMs: number]>();
  protected readonly rates = new Listeners<[bpm: number, atMs: number]>();
  protected readonly skins = new Listeners<[microsiemens: number]>();
  protected readonly states = new Listeners<[state: SourceState]>();

  onBeat(listener: (rrMs: number, atMs: number) => void): () => void {
    return this.beats.add(listener);
  }

  onRate(listener: (bpm: number, atMs: number) => void): () => void {
    return this.rates.add(listener);
  }

  onSkin(listener: (microsiemens: number) => void): () => void {
    return this.skins.add(listener);
  }

  onState(listener: (state: SourceState) => void): () => void {
    return this.states.add(listener);
  }

  protected become(state: SourceState): void {
    if (state === this.state) return;
    this.state = state;
    this.states.tell(state);
  }
}
