/** Frames of a journal -> rows of the ledger. Opens no seal: what a journal seals stays sealed here, and so a key that dies takes both. */

import { parse } from 'yaml';
import { DECK_NAMES } from '../../shared/dream/orchestration/table.ts';
import type { Frame, HappenedFrame, HeaderFrame } from '../../shared/journal/format.ts';
import type { AuditTable, CitizensTable, ConsentsTable } from './schema.ts';

type Without<T> = Omit<T, 'dream_id'>;

/** What a stretch of frames adds to one night. */
export interface Gathered {
  header: HeaderFrame | null;
  citizens: Without<CitizensTable>[];
  /** who -> tick at which they woke */
  woke: Map<string, number>;
  consents: Without<ConsentsTable>[];
  audit: Without<AuditTable>[];
  /** refused effects by rule */
  refusals: Map<string, number>;
  stops: number;
  resumed: number;
  /** last tick that the frames reach; 0 when they name none */
  ticks: number;
  ending: string;
  /** closed in order */
  ended: boolean;
}

/** Commands of the host that steer the night itself. */
const HOST_ACTS: readonly string[] = ['night.begin', 'night.end'];
/** Events of roles, orchestration and charter. */
const AUDITED: readonly string[] = [
  'act.opened',
  'hourglass.turned',
  'night.ended',
  'role.taken',
  'role.returned',
  'role.recall',
  'backstage.chose',
  ...DECK_NAMES.map((act) => `deck.${act}`),
];

/** Places of outcome and rule in an effect's entry. */
const [OUTCOME, RULE] = [9, 10];

export function gather(frames: readonly Frame[]): Gathered {
  const all: Gathered = {
    header: null,
    citizens: [],
    woke: new Map(),
    consents: [],
    audit: [],
    refusals: new Map(),
    stops: 0,
    resumed: 0,
    ticks: 0,
    ending: '',
    ended: false,
  };
  for (const frame of frames) {
    if ('tick' in frame && frame.tick > all.ticks) all.ticks = frame.tick;
    if (frame.kind === 'header') all.header = frame;
    if (frame.kind === 'commands') {
      frame.commands.forEach(([type, by, body], seq) => {
        command(all, frame.tick, seq, type, by, body);
      });
    }
    if (frame.kind === 'happened') outcomes(all, frame);
    if (frame.kind === 'resumed') {
      all.resumed++;
      all.ended = false;
    }
    if (frame.kind === 'end') all.ended = true;
  }
  return all;
}

function command(all: Gathered, tick: number, seq: number, type: string, by: string, body: unknown): void {
  if (type === 'join') {
    all.citizens.push({
      who: by,
      kind: sealedIn(body) === null ? (textIn(body, 'kind') ?? 'person') : 'person',
      joined_tick: tick,
      woke_tick: null,
    });
  }
  if (type === 'wake') all.woke.set(by, tick);
  if (type === 'stop') all.stops++;
  if (type === 'consent.give' || type === 'consent.withdraw') {
    const act = type === 'consent.give' ? 'given' : 'withdrawn';
    all.consents.push({
      tick,
      seq,
      who: by,
      act,
      purpose: textIn(body, 'purpose'),
      wording: textIn(body, 'wording'),
      sealed: sealedIn(body),
    });
  }
  if (HOST_ACTS.includes(type)) all.audit.push({ origin: 'k', tick, seq, act: type, by, about: '', data: '{}' });
}

function outcomes(all: Gathered, frame: HappenedFrame): void {
  for (const [order, type, by, about, , data] of frame.events) {
    if (AUDITED.includes(type))
      all.audit.push({ origin: 'e', tick: frame.tick, seq: order, act: type, by, about, data: JSON.stringify(data) });
    if (type === 'night.ended') all.ending = textIn(data, 'ending') ?? '';
  }
  for (const effect of frame.effects) {
    if (effect[OUTCOME] !== 'refused') continue;
    const rule = String(effect[RULE]);
    all.refusals.set(rule, (all.refusals.get(rule) ?? 0) + 1);
  }
}

function fieldOf(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined;
}

function textIn(of: unknown, name: string): string | null {
  const value = fieldOf(of, name);
  return typeof value === 'string' ? value : null;
}

/** Base64 of a sealed body, null when the body lies open. */
function sealedIn(body: unknown): string | null {
  const sealed = fieldOf(body, 'sealed');
  return sealed instanceof Uint8Array ? Buffer.from(sealed).toString('base64') : null;
}

/** A live dream's id: `d`, the ms of its beginning in base 36, six random hexadecimal digits. */
const LIVE = /^d([0-9a-z]{8})[0-9a-f]{6}$/;

/** When a night began, ms since 1970, as its id says; null for nights that no server dreamt. */
export function beganMs({ dreamId }: HeaderFrame): number | null {
  const found = LIVE.exec(dreamId);
  return found ? Number.parseInt(found[1] as string, 36) : null;
}

/** Id and title as the scenario's main file says. */
export function titleOf({ scenario }: HeaderFrame): { readonly id: string; readonly title: string } {
  let said: unknown = null;
  try {
    said = parse(scenario.files[scenario.main] ?? '');
  } catch {
    // a file that is no YAML was compiled by another core; its folder's name stands for it
  }
  const folder = scenario.main.split('/').at(-2) ?? '';
  return { id: textIn(said, 'id') ?? folder, title: textIn(said, 'title') ?? '' };
}
