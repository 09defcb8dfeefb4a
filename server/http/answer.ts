/** Plain HTTP handlers: they know neither Colyseus nor Express; main mounts them on whichever transport was chosen. */
export interface HttpQuestion {
  /** path without query, decoded by nobody yet */
  readonly path: string;
  /** value of a request header, '' when absent */
  header(name: string): string;
  /** value of a query parameter, '' when absent or broken */
  query(name: string): string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Null: not mine. */
export type HttpHandler = (question: HttpQuestion) => Promise<HttpAnswer | null> | HttpAnswer | null;

export const text = (status: number, body: string, type = 'text/plain; charset=utf-8'): HttpAnswer => ({
  status,
  headers: { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  body,
});

/** The first handler that answers; 404 when none does. */
export async function answer(handlers: readonly HttpHandler[], question: HttpQuestion): Promise<HttpAnswer> {
  for (const handler of handlers) {
    const found = await handler(question);
    if (found) return found;
  }
  return text(404, 'There is nothing here.');
}

/** Reads parameters off an address as it came over the line; one that is broken has none. */
export function queryOf(url: string): (name: string) => string {
  const from = url.indexOf('?');
  const parameters = new URLSearchParams(from < 0 ? '' : url.slice(from + 1));
  return (name) => parameters.get(name) ?? '';
}
