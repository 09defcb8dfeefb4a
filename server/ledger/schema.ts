/**
 * The ledger's tables as the last migration leaves them. Times are ms since 1970 or ticks of 50 ms, ids those of the journal.
 * Everything but `erasures` and `carried` is read from journals and can be made again from them.
 */

export interface NightsTable {
  dream_id: string;
  /** id and title as the scenario file says; '' where it says none */
  scenario: string;
  title: string;
  scenario_hash: string;
  core: string;
  seed: string;
  /** null when the dream's id does not tell */
  began_ms: number | null;
  /** when the journal was closed, by its file's time; null while it is dreamt, and for nights that were not closed in order */
  ended_ms: number | null;
  /** '' until the night has one */
  ending: string;
  ticks: number;
  /** stop cards laid by anybody: a number, never whose */
  stops: number;
  /** times a host took the night up again from its journal */
  resumed: number;
}

export type JournalState = 'open' | 'closed' | 'damaged' | 'removed';

export interface JournalsTable {
  dream_id: string;
  /** open: being written, or never closed in order; damaged: read up to the gap; removed: the file is gone, its rows stay */
  state: JournalState;
  /** where reading goes on, and the last frame read (its place and its head in hexadecimal): another frame there is another file */
  bytes: number;
  last_at: number;
  last_head: string;
  /** what is wrong with the file, '' when nothing */
  damage: string;
}

export interface CitizensTable {
  dream_id: string;
  who: string;
  kind: string;
  joined_tick: number;
  woke_tick: number | null;
}

export interface ConsentsTable {
  dream_id: string;
  tick: number;
  seq: number;
  who: string;
  act: 'given' | 'withdrawn';
  /** in the open only where the journal has it in the open */
  purpose: string | null;
  wording: string | null;
  /** the journal's sealed body in base64: read with its person's key, gone with it */
  sealed: string | null;
}

export interface RefusalsTable {
  dream_id: string;
  rule: string;
  times: number;
}

export interface AuditTable {
  dream_id: string;
  /** 'k' a command, 'e' an event, as in the cause ids `k<tick>.<seq>` and `e<tick>.<seq>` */
  origin: 'k' | 'e';
  tick: number;
  seq: number;
  act: string;
  by: string;
  about: string;
  /** JSON of small plain facts */
  data: string;
}

export interface ErasuresTable {
  dream_id: string;
  who: string;
  at_ms: number;
}

export interface CarriedTable {
  series: string;
  name: string;
  /** JSON */
  value: string;
  /** the night that left it */
  dream_id: string;
  at_ms: number;
}

export interface Tables {
  nights: NightsTable;
  journals: JournalsTable;
  citizens: CitizensTable;
  consents: ConsentsTable;
  refusals: RefusalsTable;
  audit: AuditTable;
  erasures: ErasuresTable;
  carried: CarriedTable;
}

/** Made from journals alone. */
export const PROJECTED = ['nights', 'journals', 'citizens', 'consents', 'refusals', 'audit'] as const satisfies readonly (keyof Tables)[];
/** Known to nobody else: what a damaged file is searched for. */
export const OWN = ['erasures', 'carried'] as const satisfies readonly (keyof Tables)[];
