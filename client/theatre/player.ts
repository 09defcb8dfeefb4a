/** The theatre's clock and state: which tick shows, how fast it goes, whose eyes, and what lies open. The loop draws; the store follows ten times a second. */
import type { CauseId } from '../../shared/dream/ids.ts';
import { PIECE_TICKS, type TheatreEvent, type TheatreNight, type TheatreWhy, WHOLE } from '../../shared/protocol/theatre.ts';
import { frameBuilder } from '../citizen/frame.ts';
import type { Stage, StageFrame } from '../stage/view.ts';
import type { Speech } from '../ui/speech.ts';
import { createStore, type Store } from '../ui/store.ts';
import { type Address, addressOf } from './told/address.ts';
import type { Reel, Sight } from './told/reel.ts';
import { eyeOn, hushed, seenOf, voicesAt } from './told/sight.ts';

export type Open =
  | { readonly is: 'why'; readonly event: TheatreEvent | null; readonly thing: string; readonly why: TheatreWhy | null }
  | { readonly is: 'fork' }
  | { readonly is: 'expectations' };

export interface PlayerState {
  readonly tick: number;
  readonly playing: boolean;
  readonly speed: number;
  /** whose eyes; `whole` for all there is */
  readonly who: string;
  /** in the whole view: whom the view stays with, '' when it was moved by hand */
  readonly near: string;
  readonly sight: Sight | null;
  readonly open: Open | null;
  /** a piece is on the way */
  readonly waiting: boolean;
  readonly sentence: string;
  readonly log: boolean;
}

export interface Player {
  readonly night: TheatreNight;
  readonly speech: Speech;
  readonly store: Store<PlayerState>;
  stage: Stage | null;
  readonly drawn: StageFrame | null;
  /** ms from the last seek to its picture; null before the first */
  readonly lastSeekMs: number | null;
  frame(nowMs: number): void;
  seek(tick: number): void;
  play(on: boolean): void;
  speed(speed: number): void;
  follow(who: string): void;
  /** The whole view stays with somebody. */
  stayWith(who: string): void;
  /** Moves the view by a way in metres. */
  shift(dx: number, dy: number): void;
  ask(event: TheatreEvent): void;
  askThing(id: string, kind: string): void;
  askCause(cause: CauseId): void;
  show(open: Open | null): void;
}

export interface PlayerParts {
  readonly night: TheatreNight;
  readonly reel: Reel;
  readonly speech: Speech;
  readonly address: Address;
  readonly why: (path: string) => Promise<TheatreWhy>;
}

/** The store follows the picture this often, ms; the address this often. */
const LOOK_MS = 100;
const ADDRESS_MS = 500;

export function createPlayer({ night, reel, speech, address, why }: PlayerParts): Player {
  const rate = night.tickRate;
  const builderFor = (who: string) => frameBuilder({ place: night.place, me: who === WHOLE ? '' : who });
  const known = (who: string | null): string => (who && night.people.some((p) => p.id === who) ? who : WHOLE);
  const begin = address.at === null ? night.open.tick : address.at * rate;
  const store = createStore<PlayerState>({
    tick: Math.min(begin, night.lastTick),
    playing: false,
    speed: address.speed,
    who: night.mode === 'watched' ? WHOLE : known(address.follow ?? night.open.follow),
    near: night.open.near || address.follow || night.open.follow || (night.people.find((p) => p.kind !== 'agent')?.id ?? ''),
    sight: null,
    open: night.open.expectation !== '' && address.at === null ? { is: 'expectations' } : null,
    waiting: true,
    sentence: '',
    log: typeof innerWidth === 'number' && innerWidth > 900,
  });
  let tick = store.get().tick;
  let builder = builderFor(store.get().who);
  let beforeMs = -1;
  let lookedAt = 0;
  let addressAt = 0;
  let eye = { x: 0, y: 0 };
  let drawn: StageFrame | null = null;
  let last: Sight | null = null;
  let soughtAt: number | null = null;
  let seekMs: number | null = null;

  /** Breaths swing and shadows come apart from the first picture on: after a leap they begin anew. */
  const anew = (): void => {
    builder = builderFor(store.get().who);
  };

  const answer = (path: string, open: Extract<Open, { is: 'why' }>): void => {
    store.set({ open });
    const show = (told: TheatreWhy): void => {
      const now = store.get().open;
      if (now === open) store.set({ open: { ...open, why: told } });
    };
    why(path).then(show, () => show({ about: '', lines: [] }));
  };

  const draw = (sight: Sight, nowMs: number): void => {
    const { who, near } = store.get();
    if (sight.own === null) eye = eyeOn(sight, near, eye);
    const voices = voicesAt(night, speech, sight.tick, who, sight.names);
    const seen = seenOf(sight, who, eye);
    const built = builder.build(seen, {
      nowMs,
      dreamSeconds: tick / rate,
      breath: seen.people[0]?.breathIn ?? false,
      focus: sight.own ? null : near,
      emotes: voices.emotes,
      words: who === WHOLE ? hushed(voices.words, sight.people, eye) : voices.words,
      lookUp: false,
      threadFocus: null,
      coveredFrom: null,
      stilled: false,
      reducedMotion: address.still,
      highContrast: false,
      eye,
    });
    // a builder begins anew at every seek; idle motion does not
    drawn = { ...built, time: nowMs / 1000 };
    player.stage?.draw(drawn);
  };

  const player: Player = {
    night,
    speech,
    store,
    stage: null,
    get drawn() {
      return drawn;
    },
    get lastSeekMs() {
      return seekMs;
    },
    frame(nowMs) {
      const dt = beforeMs < 0 ? 0 : Math.min(0.25, (nowMs - beforeMs) / 1000);
      beforeMs = nowMs;
      const { playing, speed, who } = store.get();
      const ahead = playing ? Math.min(night.lastTick, tick + dt * rate * speed) : tick;
      const sight = reel.at(ahead, who, playing ? speed : 1);
      if (sight) {
        // time waits for its picture
        tick = ahead;
        last = sight;
        if (soughtAt !== null) {
          seekMs = performance.now() - soughtAt;
          soughtAt = null;
        }
      }
      // while a sought moment is on the way the old picture stands: on a slow machine painting it again would hold up the new one
      if (last && (sight || soughtAt === null)) draw(last, nowMs);
      if (nowMs - lookedAt < LOOK_MS) return;
      lookedAt = nowMs;
      const ended = playing && tick >= night.lastTick;
      store.set({ tick, sight: last, waiting: sight === null, sentence: reel.trouble, ...(ended ? { playing: false } : {}) });
      if (nowMs - addressAt < ADDRESS_MS) return;
      addressAt = nowMs;
      const next = addressOf(location.search, tick / rate, who);
      if (next !== location.search) history.replaceState(null, '', next);
    },
    seek(to) {
      tick = Math.max(0, Math.min(night.lastTick, to));
      soughtAt = performance.now();
      anew();
      // drawn as soon as it is there, not at the next turn of a loop that may be slow
      void reel.want(Math.floor(tick / PIECE_TICKS), store.get().who).then(() => {
        if (soughtAt !== null) player.frame(performance.now());
      });
      store.set({ tick });
    },
    play(on) {
      if (on && tick >= night.lastTick) player.seek(0);
      store.set({ playing: on });
    },
    speed: (speed) => store.set({ speed }),
    follow(who) {
      store.set({ who, ...(who === WHOLE ? {} : { near: who }), open: null });
      anew();
    },
    stayWith: (near) => store.set({ near }),
    shift(dx, dy) {
      eye = { x: eye.x + dx, y: eye.y + dy };
      if (store.get().near !== '') store.set({ near: '' });
    },
    ask: (event) => answer(whyPath(event.cause, store.get().who), { is: 'why', event, thing: '', why: null }),
    askThing(id, kind) {
      const who = store.get().who;
      if (kind === 'person' && who === WHOLE) store.set({ near: id });
      const path = `theatre/because/${Math.round(tick)}/${encodeURIComponent(id)}/${encodeURIComponent(who)}`;
      answer(path, { is: 'why', event: null, thing: id, why: null });
    },
    askCause: (cause) => answer(whyPath(cause, store.get().who), { is: 'why', event: null, thing: '', why: null }),
    show: (open) => store.set({ open }),
  };
  return player;
}

const whyPath = (cause: string, who: string): string => `theatre/why/${encodeURIComponent(cause)}/${encodeURIComponent(who)}`;
