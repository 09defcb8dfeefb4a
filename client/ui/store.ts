/** A value with listeners. The picture runs at 60 frames a second; the page's words follow it through stores that change only when something did. */
import { useEffect, useState } from 'preact/hooks';

export interface Store<T> {
  get(): T;
  /** Merges `part`; listeners run at once, so that a stop card does not wait for a frame. */
  set(part: Partial<T>): void;
  subscribe(listener: (value: T) => void): () => void;
}

export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(part) {
      let changed = false;
      for (const key of Object.keys(part) as (keyof T)[]) if (!Object.is(part[key], value[key])) changed = true;
      if (!changed) return;
      value = { ...value, ...part };
      for (const listener of [...listeners]) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The part of a store a component reads; it renders again only when that part changed. */
export function useStore<T extends object, P>(store: Store<T>, pick: (value: T) => P): P {
  const [, again] = useState(0);
  const now = pick(store.get());
  useEffect(() => {
    let last = now;
    const check = (value: T): void => {
      const next = pick(value);
      if (Object.is(next, last)) return;
      last = next;
      again((n) => n + 1);
    };
    check(store.get());
    return store.subscribe(check);
  });
  return now;
}
