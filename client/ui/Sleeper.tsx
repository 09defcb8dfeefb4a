/** The six sleepers as small drawings: a blanket, a cream face with closed eyes, and a hood that tells them apart without colour. */
import type { Cloth, Shape } from '../../shared/dream/people/model.ts';

export const CLOTH_COLOURS: Readonly<Record<Cloth, string>> = {
  clay: '#d98b6a',
  honey: '#e7c07a',
  sage: '#8fae8b',
  teal: '#5f9aa6',
  iris: '#7d86b8',
  mauve: '#b187ae',
  stone: '#c9c2b4',
  bark: '#a5766f',
};

const INK = '#2b2436';

/** Hem patterns go round the colours: dots, double line, zigzag, wave. A second cue beside colour. */
const HEMS = [
  'M2 5h.01M10 5h.01M18 5h.01M26 5h.01M34 5h.01M42 5h.01',
  'M0 3h44M0 7h44',
  'M0 7l4-5 4 5 4-5 4 5 4-5 4 5 4-5 4 5 4-5 4 5 4-5',
  'M0 5c3-5 6-5 8 0s6 5 8 0 6-5 8 0 6 5 8 0 6-5 12 0',
] as const;
export const HEM_NAMES = ['dotted', 'double-lined', 'zigzag', 'waved'] as const;

export function Hem({ index }: { index: number }) {
  const kind = index % 4;
  return (
    <svg class="hem" viewBox="0 0 44 10" preserveAspectRatio="none" aria-hidden="true">
      <path d={HEMS[kind]} fill="none" stroke={INK} stroke-width={kind === 0 ? 3.2 : 1.6} stroke-linecap={kind === 0 ? 'round' : 'butt'} />
    </svg>
  );
}

/** What rises from the hood; `d` shades. */
function Crown({ shape, fill, dark }: { shape: Shape; fill: string; dark: string }) {
  const line = { fill, stroke: dark, 'stroke-width': 1.1, 'stroke-linejoin': 'round' as const };
  switch (shape) {
    case 'sprout':
      return (
        <g>
          <path d="M30 13C30 9 30 7 31 4" fill="none" stroke={dark} stroke-width="2" stroke-linecap="round" />
          <path d="M31 5C25 5 21 2 19-2 26-3 31-1 31 5z" {...line} />
          <path d="M31 6C37 5 40 1 42-3 35-3 31 0 31 6z" {...line} />
        </g>
      );
    case 'moon':
      return <path d="M24 12C24 2 34-4 43 2 38 2 36 6 38 12z" {...line} />;
    case 'leaf':
      return (
        <g>
          <path d="M29 15C20 14 14 8 15-3 24 0 29 6 29 15z" {...line} />
          <path d="M31 15C40 14 46 8 45-3 36 0 31 6 31 15z" {...line} />
          <path d="M28 13C23 10 19 5 17 0M32 13C37 10 41 5 43 0" fill="none" stroke={dark} stroke-width="1" />
        </g>
      );
    case 'shell':
      return (
        <g>
          <path d="M22 13C19 4 28-3 36 0c8 4 6 13-1 13-5 0-6-7-2-7" {...line} stroke-width="1.6" />
          <path d="M24 6c2 1 4 3 5 7M29 2c1 2 2 3 2 5" fill="none" stroke={dark} stroke-width="1" />
        </g>
      );
    case 'nightcap':
      return (
        <g>
          <path d="M17 18C18 5 32-3 43 3c6 4 8 10 7 18-3-6-6-9-10-9-2 0-4 1-6 4z" {...line} />
          <circle cx="50" cy="23" r="4" fill="#f7eedf" stroke={dark} stroke-width="1.1" />
        </g>
      );
    case 'bell':
      return (
        <g>
          <path d="M22 14c0-7 3-9 8-9s8 2 8 9z" {...line} />
          <circle cx="30" cy="1" r="3.6" fill="none" stroke={dark} stroke-width="2.2" />
        </g>
      );
  }
}

/** One sleeper; `cloth` undefined draws it undyed. */
export function Sleeper({ shape, cloth }: { shape: Shape; cloth?: Cloth | undefined }) {
  const fill = cloth ? CLOTH_COLOURS[cloth] : '#a89c8c';
  const dark = `color-mix(in oklab, ${fill} 62%, ${INK})`;
  const mid = `color-mix(in oklab, ${fill} 84%, ${INK})`;
  return (
    <svg class="sleeper" viewBox="2 -8 56 96" aria-hidden="true">
      <ellipse cx="30" cy="83" rx="20" ry="3" fill={INK} opacity=".16" />
      <path
        d="M30 22C20 22 17 33 16 42L10 78c4 4 8 0 12 3 4 2 8-2 12 1 4-1 8 2 16-4L44 42c-1-9-4-20-14-20z"
        fill={fill}
        stroke={dark}
        stroke-width="1.2"
      />
      <path d="M44 42l6 36c-3 3-7 3-11 3-1-14-1-28-4-40z" fill={mid} />
      <path d="M23 44c-2 11-4 22-5 33M30 46v34M37 44c2 11 3 22 4 33" fill="none" stroke={dark} stroke-width="1.1" opacity=".75" />
      <path d="M18 38c4 8 20 8 24 0-1 9-22 11-24 0z" fill={mid} stroke={dark} stroke-width="1" />
      <circle cx="30" cy="24" r="14.5" fill={fill} stroke={dark} stroke-width="1.2" />
      <Crown shape={shape} fill={fill} dark={dark} />
      <ellipse cx="30" cy="26.5" rx="9.6" ry="9" fill="#f3dfc8" stroke={dark} stroke-width="1" />
      <path d="M20.6 25C22 17 38 17 39.4 25 36 20.5 24 20.5 20.6 25z" fill="#c9a78d" opacity=".7" />
      <path
        d="M23.5 26.5c1 1.6 3.6 1.6 4.6 0M31.9 26.500c1 1.6 3.6 1.6 4.6 0"
        fill="none"
        stroke={INK}
        stroke-width="1.3"
        stroke-linecap="round"
      />
      <path d="M28.8 31.2c.8.6 1.6.6 2.4 0" fill="none" stroke="#8a3f2b" stroke-width="1.2" stroke-linecap="round" />
      <path
        d="M12.5 72c6 3 10-1 16 1s12 1 19-1"
        fill="none"
        stroke={cloth ? '#f7eedf' : dark}
        stroke-width="1.6"
        opacity=".8"
        stroke-dasharray={cloth ? '2 2.6' : undefined}
      />
    </svg>
  );
}
