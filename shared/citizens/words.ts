/** Lines and names for citizens that no sheet describes. Short, present, things one can touch. */
export const FIRST_NAMES = [
  'Ilse', 'Tomo', 'Mirel', 'Asha', 'Piet', 'Liv', 'Oren', 'Dara', 'Juno', 'Sami', 'Edda', 'Kofi', 'Rin', 'Vera', 'Anouk', 'Bashir', 'Cleo', 'Dov', 'Eira', 'Faro',
  'Gwen', 'Hana', 'Ivo', 'Jarek', 'Kaya', 'Lior', 'Mina', 'Nils', 'Ola', 'Pia', 'Quin', 'Rosa', 'Sten', 'Tala', 'Ulla', 'Vito', 'Wanda', 'Yara', 'Zeno', 'Alba',
] as const;

export const GENERIC_LINES: Readonly<Record<string, readonly string[]>> = {
  greet: ['Evening.', 'There is room here.', 'You came.'],
  hand: ['Here.', 'Two is easier.', 'Hold on a moment?'],
  lantern: ['For whoever is next.', 'It looked dark there.'],
  bridge: ['It listens, I think.', 'Slower. There.'],
  shadow: ['It is only heavy.', 'Stay as long as you like.'],
  thanks: ['That one was lighter after.', 'Good.'],
  idle: ['The sand is loud tonight.', 'I like the third string.', 'My tea is still warm, somewhere.'],
  farewell: ['My stop.', 'I wake early. Goodnight.', 'Keep my place.'],
};

/** What a simulated citizen may leave behind, a line each. */
export const FRAGMENT_LINES = [
  'I kept the key. There is no door.',
  'She hummed when the kettle did.',
  'The chair is still warm on one side.',
  'I said later. It is later.',
  'Bread, and the street awake.',
  'Somebody left the light on for me.',
  'The window learned my name.',
  'We carried it down the stairs together.',
  'I could not find the list. I rested.',
  'The train was late and so was I.',
] as const;
