/** A list that keeps its newest `limit` items. Plain data, so that it can live in a world. */
export interface Ring<T> {
  readonly limit: number;
  items: T[];
  /** how many were ever pushed */
  pushed: number;
}

export function ring<T>(limit: number): Ring<T> {
  return { limit, items: [], pushed: 0 };
}

/** Adds at the end; drops the oldest above the limit. */
export function push<T>(r: Ring<T>, item: T): void {
  r.items.push(item);
  r.pushed++;
  if (r.items.length > r.limit) r.items.splice(0, r.items.length - r.limit);
}
