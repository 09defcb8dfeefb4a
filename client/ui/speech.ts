/** Words of the dream in this person's language: message keys become sentences, phrase cards their faces. */

export interface PhraseCard {
  /** what goes over the line */
  readonly id: string;
  readonly text: string;
}

/** One of the eight directions of the wheel. */
export interface PhraseGroup {
  readonly id: string;
  readonly name: string;
  readonly cards: readonly PhraseCard[];
}

export interface Speech {
  /** The sentence of a key, or null when there is no such key. */
  say(key: string, params?: Readonly<Record<string, string | number>>): string | null;
  readonly phrases: readonly PhraseGroup[];
}

/** Text as it came: a key's sentence, a phrase's face, else itself. */
export function told(speech: Speech, text: string): string {
  const phrase = text.startsWith('phrase.') ? text.slice(7) : text;
  for (const group of speech.phrases) for (const card of group.cards) if (card.id === text || card.id === phrase) return card.text;
  return speech.say(text) ?? text;
}

/** Cards whose face or group begins like what was typed after the slash; at most `limit`. */
export function findPhrases(speech: Speech, typed: string, limit = 6): PhraseCard[] {
  const want = typed.trim().toLowerCase();
  const cards = speech.phrases.flatMap((group) =>
    group.cards.map((card) => ({ card, group: group.name.toLowerCase(), face: card.text.toLowerCase() })),
  );
  const rank = (c: (typeof cards)[number]): number =>
    c.face.startsWith(want) ? 0 : c.group.startsWith(want) ? 1 : c.face.includes(want) ? 2 : 3;
  return cards
    .filter((c) => want === '' || rank(c) < 3)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, limit)
    .map((c) => c.card);
}

/** The wheel's slot under a pointer at (dx, dy) from its middle: 0 at the top, clockwise; null in the hub. px. */
export function wheelSlot(dx: number, dy: number, slots: number, hub = 34): number | null {
  if (Math.hypot(dx, dy) < hub) return null;
  const turn = (Math.atan2(dx, -dy) / (2 * Math.PI) + 1) % 1;
  return Math.round(turn * slots) % slots;
}
