/** Small notes for small events: an interval each, in the mode that sounds now. */
import { playTone } from './pad.ts';
import { degree, hertz, type Tonality } from './theory.ts';

export type Cue =
  | 'tune'
  | 'hand'
  | 'offer'
  | 'lantern'
  | 'tend'
  | 'symbol'
  | 'bridge'
  | 'shadow'
  | 'thread'
  | 'fragment'
  | 'act'
  | 'card'
  | 'string';

/** Degrees one after another, seconds between them, seconds each rings. */
const CUES: Readonly<
  Record<Cue, { readonly degrees: readonly number[]; readonly apart: number; readonly rings: number; readonly attack?: number }>
> = {
  offer: { degrees: [0, 4], apart: 0.22, rings: 0.9 },
  hand: { degrees: [4, 7], apart: 0.22, rings: 1.2 },
  lantern: { degrees: [7, 11], apart: 0.1, rings: 1.8 },
  tend: { degrees: [11], apart: 0, rings: 1.4 },
  symbol: { degrees: [2, 7], apart: 0.3, rings: 1.6 },
  bridge: { degrees: [0, 4, 7], apart: 0.25, rings: 1.4 },
  shadow: { degrees: [2, 0], apart: 0.5, rings: 1.8 },
  fragment: { degrees: [5, 9], apart: 0.3, rings: 1.4 },
  thread: { degrees: [0, 4, 7, 9], apart: 0.2, rings: 1.8 },
  tune: { degrees: [0, 2, 4], apart: 0.03, rings: 1.8 },
  act: { degrees: [0, 7], apart: 0.6, rings: 2.4 },
  string: { degrees: [0], apart: 0, rings: 2.6, attack: 0.015 },
  card: { degrees: [0], apart: 0, rings: 1.2 },
};
const LEVEL = 0.055;
const ATTACK_S = 0.06;

/** Plays a cue's notes now; an unknown kind plays nothing. @param up degrees higher */
export function playCue(context: BaseAudioContext, out: AudioNode, kind: Cue, { mode, root }: Tonality, up = 0): void {
  const cue = CUES[kind];
  if (!cue) return;
  cue.degrees.forEach((k, i) => {
    const frequency = hertz(degree(mode, root + 12, k + up));
    playTone(context, out, {
      frequency,
      at: context.currentTime + i * cue.apart,
      attack: cue.attack ?? ATTACK_S,
      length: cue.rings,
      level: LEVEL / Math.sqrt(cue.degrees.length),
    });
  });
}
