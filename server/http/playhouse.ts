/**
 * `/theatre` of a running server: the nights of its data folder, and `/theatre?journal=<night>`, a night played back by a process of its own, so that
 * the dream never waits for it. Everything of a night is in there: only for who has the key that the server says as it starts.
 */
import { timingSafeEqual } from 'node:crypto';
import { escapeText, page } from '../lab/report/page.ts';
import { type HttpAnswer, type HttpHandler, text } from './answer.ts';

export interface PlayedNight {
  readonly id: string;
  /** one line about it for people */
  readonly says: string;
}

export interface Playhouse {
  readonly key: string;
  /** newest first */
  nights(): readonly PlayedNight[];
  /** Asks the process that plays a night; a sentence when it cannot be played. */
  ask(night: string, path: string): Promise<HttpAnswer | string>;
  /** A script or style of its page, from the process that was asked last; null while none plays. */
  asset(path: string): Promise<HttpAnswer | null>;
}

export function playhouseHandler(house: Playhouse): HttpHandler {
  return async (question) => {
    const { path } = question;
    // those of the citizen's page were looked for before
    if (path.startsWith('/assets/')) return house.asset(path);
    if (path !== '/theatre' && !path.startsWith('/theatre/')) return null;
    if (!same(question.query('key'), house.key))
      return text(403, 'The theatre opens with its key: the server says its address as it starts.');
    const night = question.query('journal');
    if (path === '/theatre' && night === '') return text(200, list(house), 'text/html; charset=utf-8');
    if (!house.nights().some((n) => n.id === night))
      return text(404, `No night called "${night.slice(0, 60)}" is kept here; /theatre lists those that are.`);
    const found = await house.ask(night, path === '/theatre' ? '/' : path);
    return typeof found === 'string' ? text(502, found) : found;
  };
}

function same(given: string, key: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function list(house: Playhouse): string {
  const key = encodeURIComponent(house.key);
  const items = house
    .nights()
    .map(
      (n) =>
        `<tr><td><a href="/theatre?journal=${encodeURIComponent(n.id)}&amp;key=${key}">${escapeText(n.id)}</a></td><td>${escapeText(n.says)}</td></tr>`,
    );
  return page(
    'Nights · theatre',
    `<h1>Nights kept here</h1><div class="card">${items.length > 0 ? `<table>${items.join('')}</table>` : 'None yet.'}</div>`,
  );
}
