/** One line of the cloth, as paper shows it: its colour, its words, and the colour in words. */
import type { Cloth } from '../../shared/dream/people/model.ts';
import { CLOTH_COLOURS } from './Sleeper.tsx';

export interface WovenLine {
  readonly id: string;
  readonly cloth: Cloth;
  readonly gold: boolean;
  /** null: a colour only, or its words may not reach me */
  readonly words: string | null;
}

/** The lines of the cloth from left to right. */
export function linesOf(
  threads: readonly { readonly id: string; readonly cloth: Cloth; readonly gold: boolean; readonly place: number }[],
  wordsOf: (thread: string) => string | null,
): WovenLine[] {
  return [...threads].sort((a, b) => a.place - b.place).map((t) => ({ id: t.id, cloth: t.cloth, gold: t.gold, words: wordsOf(t.id) }));
}

export function Woven({ line }: { line: WovenLine }) {
  return (
    <>
      <i class={`swatch ${line.gold ? 'gold' : ''}`} style={{ background: CLOTH_COLOURS[line.cloth] }} aria-hidden="true" />
      <span class="voice">{line.words ?? 'a colour'}</span>
      <small>{`${line.cloth}${line.gold ? ', gold' : ''}`}</small>
    </>
  );
}
