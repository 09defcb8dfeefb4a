/** Comfort and control settings of this device, kept in localStorage; nothing here leaves the device. */
import { createStore, type Store } from './store.ts';

export interface Settings {
  /** size of all text, 1..2 */
  readonly textScale: number;
  readonly legibleFont: boolean;
  readonly contrast: boolean;
  readonly motion: 'system' | 'reduce' | 'full';
  readonly captions: boolean;
  /** 0..1 */
  readonly volume: number;
  /** breath: hold the key, or tap in and tap out */
  readonly breathToggle: boolean;
  readonly floatToggle: boolean;
  /** vibration of a phone at each turn of the breath */
  readonly touch: boolean;
  /** verb -> key code, only where it differs from the table in input.ts */
  readonly keys: Readonly<Record<string, string>>;
}

export const DEFAULT_SETTINGS: Settings = {
  textScale: 1,
  legibleFont: false,
  contrast: false,
  motion: 'system',
  captions: true,
  volume: 0.8,
  breathToggle: false,
  floatToggle: false,
  touch: true,
  keys: {},
};

const PLACE = 'dreamhaven.settings';

/** Settings out of unknown stored text: each broken field falls back alone. */
export function readSettings(text: string | null): Settings {
  let given: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) given = parsed as Record<string, unknown>;
  } catch {
    // a broken store is an empty one
  }
  const bool = (name: keyof Settings): boolean =>
    typeof given[name] === 'boolean' ? (given[name] as boolean) : (DEFAULT_SETTINGS[name] as boolean);
  const number = (name: keyof Settings, low: number, high: number): number => {
    const value = given[name];
    return typeof value === 'number' && value >= low && value <= high ? value : (DEFAULT_SETTINGS[name] as number);
  };
  const keys: Record<string, string> = {};
  if (typeof given.keys === 'object' && given.keys !== null) {
    for (const [verb, code] of Object.entries(given.keys)) if (typeof code === 'string' && code.length < 24) keys[verb] = code;
  }
  return {
    textScale: number('textScale', 1, 2),
    legibleFont: bool('legibleFont'),
    contrast: bool('contrast'),
    motion: given.motion === 'reduce' || given.motion === 'full' ? given.motion : 'system',
    captions: bool('captions'),
    volume: number('volume', 0, 1),
    breathToggle: bool('breathToggle'),
    floatToggle: bool('floatToggle'),
    touch: bool('touch'),
    keys,
  };
}

/** The device's settings, written back on every change and shown on the document's root for the style sheets. */
export function openSettings(storage: Pick<Storage, 'getItem' | 'setItem'> | null): Store<Settings> {
  let text: string | null = null;
  try {
    text = storage?.getItem(PLACE) ?? null;
  } catch {
    // private windows may refuse; settings then last as long as the page
  }
  const store = createStore<Settings>(readSettings(text));
  store.subscribe((value) => {
    try {
      storage?.setItem(PLACE, JSON.stringify(value));
    } catch {
      // as above
    }
  });
  return store;
}

/** True when pictures should rest: the person's setting, else the system's. */
export function motionReduced(settings: Settings, forced: boolean): boolean {
  if (forced || settings.motion === 'reduce') return true;
  return settings.motion === 'system' && typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Puts text size, font, contrast and motion on the root element. */
export function showSettings(root: HTMLElement, settings: Settings, reduced: boolean): void {
  root.style.fontSize = `${settings.textScale * 100}%`;
  root.dataset.font = settings.legibleFont ? 'legible' : 'voice';
  root.dataset.contrast = settings.contrast ? 'high' : 'usual';
  root.dataset.motion = reduced ? 'reduced' : 'full';
}
