/** Round 2 px strokes on a grid of 26; decoration only, the words beside them carry the meaning. */
const PATHS = {
  breathe: 'M4 9c3-3 6-3 9 0s6 3 9 0M4 14c3-3 6-3 9 0s6 3 9 0M4 19c3-3 6-3 9 0s6 3 9 0',
  hand: 'M3 15c4-5 7-5 10-2 3-3 6-3 10 2M9 17c2 3 6 3 8 0',
  act: 'M13 9.8a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4M13 4v3M13 19v3M4 13h3M19 13h3',
  lantern: 'M13 3v3M9 8c-2 4-2 7 0 11h8c2-4 2-7 0-11zM11 19v3h4v-3M13 12v3',
  say: 'M4 6h18v12H12l-5 4v-4H4z',
  why: 'M9 10c0-5 8-5 8 0 0 3-4 3-4 6M13 20v.4',
  captions: 'M6 6h14a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3M11 11c-3-1-4 4-1 4M18 11c-3-1-4 4-1 4',
  comfort: 'M13 9a4 4 0 1 1 0 8 4 4 0 0 1 0-8M13 3v3M13 20v3M3 13h3M20 13h3M6 6l2 2M18 18l2 2M20 6l-2 2M8 18l-2 2',
  reach: 'M13 3l8 3v6c0 6-4 9-8 11-4-2-8-5-8-11V6zM9 13l3 3 5-6',
  square: 'M4 21h18M6 21V11M20 21V11M4 11c4-8 14-8 18 0M13 21v-6',
  roles: 'M10 5h9a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1M6 8l-2 1 3 12 4-1M13 10h3M13 14h3',
  close: 'M7 7l12 12M19 7L7 19',
  face: 'M13 4a9 9 0 1 1 0 18 9 9 0 0 1 0-18M9 12h1M16 12h1M10 17c2 1 4 1 6 0',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 26 26"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
