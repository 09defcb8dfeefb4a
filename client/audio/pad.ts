/** The pad: four slow voices in the plan's mode, low-passed, opening with the breath; and over it the night's instruments, which carry the tempo. */
import type { Instrument } from '../../shared/dream/compiled.ts';
import type { MusicPlan } from '../../shared/dream/jukebox/model.ts';
import { Level } from './level.ts';
import { notesOf } from './score.ts';
import { BARS_A_CHORD, hertz, padChord, rootOf, type Tonality } from './theory.ts';
import { playNote } from './timbre.ts';

const BEATS_A_BAR = 4;
/** the beat after is at most so much faster or slower: 4 % a bar */
const BEAT_RATIO = 1.04 ** (1 / BEATS_A_BAR);
/** notes are handed to the device this far ahead, s */
const AHEAD_S = 0.15;
const FADE_IN_S = 1.6;
const FADE_OUT_S = 2.4;
/** the second oscillator of a voice: detuned and quieter, so that it shimmers and does not beat */
const SHIMMER = { cents: 4, level: 0.25 } as const;
/** The ground lies 3 to 10 dB over what is played on it, so that each night's instruments are heard. */
const PAD_DB = -20;
const PLUCK_DB = -15;

interface Chord {
  readonly gain: GainNode;
  readonly oscillators: readonly OscillatorNode[];
}

export class Pad {
  private readonly context: BaseAudioContext;
  private readonly filter: BiquadFilterNode;
  private readonly level: Level;
  private readonly plucks: Level;
  private readonly pluckFilter: BiquadFilterNode;
  private chord: Chord | null = null;
  private chordKey = '';
  private beat = 0;
  private nextBeatAt = -1;
  private tempo = 0;
  /** what sounds now */
  tonality: Tonality = { mode: 'dorian', root: 60 };

  private readonly seed: number;

  constructor(context: BaseAudioContext, out: AudioNode, seed: number) {
    this.context = context;
    this.seed = seed;
    this.level = new Level(context, out);
    this.plucks = new Level(context, out);
    this.filter = context.createBiquadFilter();
    this.filter.type = 'lowpass';
    this.filter.frequency.value = 500;
    this.filter.Q.value = 0.3;
    this.filter.connect(this.level.node);
    this.pluckFilter = context.createBiquadFilter();
    this.pluckFilter.type = 'lowpass';
    this.pluckFilter.frequency.value = 2200;
    this.pluckFilter.connect(this.plucks.node);
  }

  /** @param open 0..1, how far the breath and the light open it @param seconds since the last frame */
  frame(plan: MusicPlan, instruments: readonly Instrument[], open: number, seconds: number): void {
    const at = this.context.currentTime;
    const loud = 20 * Math.log10(Math.max(1, plan.velocity) / 70);
    this.level.follow(PAD_DB + loud, seconds, at);
    this.plucks.follow(PLUCK_DB + loud, seconds, at);
    this.filter.frequency.setTargetAtTime(420 + 700 * open, at, 0.35);
    this.schedule(plan, instruments, at);
  }

  /** Beats up to a little ahead; after a pause (a hidden page) it takes up at the next beat instead of catching up. */
  private schedule(plan: MusicPlan, instruments: readonly Instrument[], at: number): void {
    if (this.nextBeatAt < at - 0.5) this.nextBeatAt = at + 0.05;
    while (this.nextBeatAt < at + AHEAD_S) {
      const bar = Math.floor(this.beat / BEATS_A_BAR);
      if (this.beat % (BEATS_A_BAR * BARS_A_CHORD) === 0 || this.chord === null) this.changeChord(plan, bar, this.nextBeatAt);
      const wanted = Math.min(240, Math.max(20, plan.tempo));
      const { tempo } = this;
      this.tempo = tempo === 0 ? wanted : Math.min(tempo * BEAT_RATIO, Math.max(tempo / BEAT_RATIO, wanted));
      const beatS = 60 / this.tempo;
      for (const note of notesOf(this.seed, this.beat, plan, this.tonality, instruments))
        playNote(this.context, this.pluckFilter, note, this.nextBeatAt + note.at * beatS, beatS);
      this.beat++;
      this.nextBeatAt += beatS;
    }
  }

  /** Cross-fades with equal power; a chord that stays is left sounding. */
  private changeChord(plan: MusicPlan, bar: number, at: number): void {
    this.tonality = { mode: plan.mode, root: rootOf(plan.register) };
    const notes = padChord(this.tonality.mode, this.tonality.root, bar);
    const key = notes.join();
    if (key === this.chordKey) return;
    this.chordKey = key;
    const old = this.chord;
    if (old) {
      old.gain.gain.setValueCurveAtTime(quarter(true), at, FADE_OUT_S);
      for (const o of old.oscillators) o.stop(at + FADE_OUT_S + 0.1);
    }
    const gain = this.context.createGain();
    gain.gain.value = 0;
    gain.gain.setValueCurveAtTime(quarter(false), at, FADE_IN_S);
    gain.connect(this.filter);
    const oscillators = notes.flatMap((note) => [
      this.voice(note, 0, 0.3, gain, at),
      this.voice(note, SHIMMER.cents, 0.3 * SHIMMER.level, gain, at),
    ]);
    this.chord = { gain, oscillators };
    for (const o of oscillators) o.onended = () => o.disconnect();
  }

  private voice(midi: number, cents: number, level: number, out: AudioNode, at: number): OscillatorNode {
    const oscillator = this.context.createOscillator();
    oscillator.type = 'triangle';
    oscillator.frequency.value = hertz(midi);
    oscillator.detune.value = cents;
    const gain = this.context.createGain();
    gain.gain.value = level;
    oscillator.connect(gain).connect(out);
    oscillator.start(at);
    return oscillator;
  }
}

/** A tone that swells over `attack` and dies away over `length` seconds; it ends and lets go by itself. `to`: glides there. */
export function playTone(
  context: BaseAudioContext,
  out: AudioNode,
  tone: { frequency: number; to?: number; at: number; attack: number; length: number; level: number },
): void {
  const oscillator = context.createOscillator();
  oscillator.type = 'sine';
  oscillator.frequency.setValueAtTime(tone.frequency, tone.at);
  if (tone.to !== undefined) oscillator.frequency.exponentialRampToValueAtTime(tone.to, tone.at + tone.length);
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, tone.at);
  gain.gain.linearRampToValueAtTime(tone.level, tone.at + tone.attack);
  gain.gain.setTargetAtTime(0, tone.at + tone.attack, tone.length / 3);
  oscillator.connect(gain).connect(out);
  oscillator.start(tone.at);
  oscillator.stop(tone.at + tone.attack + tone.length * 2);
  oscillator.onended = () => gain.disconnect();
}

/** A quarter of a sine, up or down: two of them together keep their power. */
function quarter(down: boolean): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: 32 }, (_, i) => {
    const t = (i / 31) * (Math.PI / 2);
    return down ? Math.cos(t) : Math.sin(t);
  });
}
