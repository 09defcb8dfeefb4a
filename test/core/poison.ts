/** Everything that differs between engines or moments, made to throw while `work` runs. */
const INEXACT = [
  'random',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'atan2',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'exp',
  'expm1',
  'log',
  'log10',
  'log1p',
  'log2',
  'pow',
  'cbrt',
  'hypot',
] as const;

export function poisoned<T>(work: () => T): T {
  const undo: (() => void)[] = [];
  const replace = (object: object, key: string, value: unknown): void => {
    const old = Object.getOwnPropertyDescriptor(object, key);
    Object.defineProperty(object, key, { value, configurable: true, writable: true });
    undo.push(() => old && Object.defineProperty(object, key, old));
  };
  const refuse = (name: string) => () => {
    throw new Error(`the core used ${name}`);
  };
  for (const name of INEXACT) replace(Math, name, refuse(`Math.${name}`));
  replace(
    globalThis,
    'Date',
    new Proxy(function NoDate() {}, { apply: refuse('Date'), construct: refuse('new Date'), get: refuse('Date.*') }),
  );
  replace(globalThis, 'Intl', new Proxy({}, { get: refuse('Intl') }));
  replace(String.prototype, 'localeCompare', refuse('localeCompare'));
  replace(Number.prototype, 'toLocaleString', refuse('toLocaleString'));
  try {
    return work();
  } finally {
    for (const step of undo.reverse()) step();
  }
}
