/** What each instrument sounds like: a few sines with a soft start, nothing bright; made and let go note by note. */
import type { Instrument } from '../../shared/dream/compiled.ts';
import type { Note } from './score.ts';
import { hertz } from './theory.ts';

interface Timbre {
  /** multiples of the note's frequency, and how loud each is */
  readonly partials: readonly (readonly [number, number])[];
  /** s until it is at its loudest, and the least it rings */
  readonly attack: number;
  readonly rings: number;
  readonly level: number;
}

const TIMBRES: Readonly<Record<Instrument, Timbre>> = {
  harp: { partials: [[1, 1]], attack: 0.02, rings: 0.25, level: 0.5 },
  rails: {
    partials: [
      [1, 0.8],
      [2.76, 0.2],
    ],
    attack: 0.015,
    rings: 0.2,
    level: 0.6,
  },
  voices: {
    partials: [
      [1, 0.7],
      [2, 0.22],
      [3, 0.08],
    ],
    attack: 0.7,
    rings: 1.5,
    level: 0.44,
  },
  hands: {
    partials: [
      [1, 0.6],
      [1.5, 0.3],
    ],
    attack: 0.01,
    rings: 0.12,
    level: 0.75,
  },
  wood: {
    partials: [
      [1, 0.8],
      [3.9, 0.12],
    ],
    attack: 0.01,
    rings: 0.18,
    level: 0.7,
  },
  breath: { partials: [[1, 0.6]], attack: 0.9, rings: 1.8, level: 0.46 },
  strings: {
    partials: [
      [1, 0.7],
      [2, 0.18],
      [3, 0.1],
    ],
    attack: 0.35,
    rings: 0.9,
    level: 0.46,
  },
  bell: {
    partials: [
      [1, 0.7],
      [2.4, 0.16],
    ],
    attack: 0.03,
    rings: 2.2,
    level: 0.5,
  },
};

/** Plays a note at a time of the context, s; it ends and lets go by itself. */
export function playNote(context: BaseAudioContext, out: AudioNode, note: Note, at: number, beatSeconds: number): void {
  const { partials, attack, rings, level } = TIMBRES[note.instrument];
  const length = Math.max(rings, note.length * beatSeconds);
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(level * note.level, at + attack);
  gain.gain.setTargetAtTime(0, at + attack, length / 3);
  gain.connect(out);
  partials.forEach(([times, loud], i) => {
    const oscillator = context.createOscillator();
    oscillator.frequency.value = hertz(note.midi) * times;
    oscillator.detune.value = note.cents;
    let from: AudioNode = oscillator;
    if (loud !== 1) {
      const share = context.createGain();
      share.gain.value = loud;
      oscillator.connect(share);
      from = share;
    }
    from.connect(gain);
    oscillator.start(at);
    oscillator.stop(at + attack + length * 2);
    oscillator.onended = () => (i === 0 ? gain.disconnect() : from.disconnect());
  });
}
