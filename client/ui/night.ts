/**
 * One person's night on this page: the line, the stage and the sound wired together, and a store of what the overlays show. The loop draws at
 * the screen's rate; the store follows about six times a second and at once for whatever a person did.
 */

import type { CommandBody, CommandType, Refusal } from '../../shared/dream/commands.ts';
import type { WhyMessage } from '../../shared/protocol/messages.ts';
import type { DreamAudio } from '../audio/engine.ts';
import { frameBuilder } from '../citizen/frame.ts';
import type { DreamLink, LinkFrame, LinkState } from '../net/link.ts';
import { LASTS, LASTS_NOT } from '../net/sentences.ts';
import type { Stage, StageFrame } from '../stage/view.ts';
import { act, intend, leaveScene, lessOf } from './acts.ts';
import { COMMON_PACE, type PacerNow, paceGiven, pacerAt } from './breath.ts';
import type { Caption } from './captions.ts';
import { audioFrame } from './ear.ts';
import { createEyes, type Eyes } from './eyes.ts';
import { createInput, type Input, type Intent } from './input.ts';
import type { Verb } from './keys.ts';
import { createListener } from './listening.ts';
import { sentenceOf } from './named.ts';
import { noticed } from './notice.ts';
import { recallPace } from './remember.ts';
import { motionReduced, type Settings } from './settings.ts';
import type { Speech } from './speech.ts';
import { createStore, type Store } from './store.ts';
import { type ChatLine, createTalk } from './talk.ts';
import { linesOf, type WovenLine } from './Woven.tsx';

export type Panel =
  | { readonly is: 'reach' | 'comfort' | 'coach' | 'notebook' | 'chat' | 'wheel' | 'why' | 'lantern' | 'vote' | 'roles' | 'deck' }
  | { readonly is: 'person'; readonly who: string }
  | { readonly is: 'fragment'; readonly id: string }
  /** looking up; the thread that is lifted */
  | { readonly is: 'sky'; readonly id: string | null };

export interface NightState {
  readonly seen: LinkFrame | null;
  readonly chat: readonly ChatLine[];
  readonly caption: Caption | null;
  readonly panel: Panel | null;
  readonly why: WhyMessage | null;
  /** the stop card lies on the table */
  readonly stopped: boolean;
  readonly idle: boolean;
  readonly line: LinkState;
  /** what happened to the line or the picture, for people; '' when all is well */
  readonly sentence: string;
  /** there is no picture: the twin stands in for it */
  readonly blind: boolean;
  readonly auto: boolean;
  /** the pacer's own pace and since when on the dream's clock, s; `given` by a role or a choice, not found by the coach; null: the dream's common pace */
  readonly pace: { readonly perMinute: number; readonly since: number; readonly given?: boolean } | null;
  /** what a finger rests on, to note it; null for nothing */
  readonly noting: string | null;
  readonly holding: { readonly verb: Verb; readonly share: number } | null;
  /** counts up when the chat's field should take the focus; the text to begin with */
  readonly writing: { readonly turn: number; readonly begin: string };
  readonly twin: boolean;
  readonly debug: boolean;
  /** last change in words, for the twin's live region */
  readonly change: string;
  /** scene put aside by "leave the scene" */
  readonly sceneAside: string;
}

export interface NightParts {
  readonly link: DreamLink;
  readonly settings: Store<Settings>;
  readonly speech: Speech;
  readonly reduceMotion: boolean;
  /** blanks or shows the picture; called inside the very event that asked */
  blank(on: boolean): void;
  awake(sentence: string, chosen: boolean, cloth: readonly WovenLine[]): void;
}

export interface Night {
  readonly link: DreamLink;
  readonly store: Store<NightState>;
  readonly input: Input;
  readonly speech: Speech;
  readonly eyes: Eyes;
  /** CSS px from the top from which a scene covers the picture; null = none does */
  coveredFrom: number | null;
  stage: Stage | null;
  audio: DreamAudio | null;
  /** person pointed at: their name shows */
  focus: string | null;
  /** the last frame built */
  readonly drawn: StageFrame | null;
  /** until the next frame, ms; 0 or less: at once. A page rests while the line is away where the processor paints: what brings the line back needs it more */
  readonly restMs: number;
  readonly framesPerSecond: number;
  /** s on the dream's clock, smooth between ticks */
  dreamSeconds(nowMs: number): number;
  /** The pacer now: at the dream's pace, the same for everybody, or at mine. What breathes by itself follows the dream's. */
  pacer(nowMs: number): PacerNow;
  /** Breaths a minute from now on, beginning with an in-breath; null goes back to the dream's pace. */
  setPace(perMinute: number | null): void;
  /** One animation frame. */
  frame(nowMs: number): void;
  /** Asks the dream; a refusal becomes a caption. */
  command<T extends CommandType>(type: T, body: CommandBody<T>): Promise<Refusal | null>;
  intend(intent: Intent): void;
  /** Any sign of the person: wakes the faded overlays. */
  stir(): void;
  stop(): void;
  goOn(how: 'on' | 'less' | 'leave'): void;
  wake(): void;
  ask(about: string): void;
  open(panel: Panel | null): void;
  /** A line for this person alone, as a caption. */
  note(speaker: string, text: string): void;
  /** Walk to a point and, when the thing `target` is in reach, act on it. */
  goTo(at: { readonly x: number; readonly y: number }, target: string | null): void;
  end(): void;
}

/** The store follows the line this often, ms; overlays fade after this long without input, ms. */
const LOOK_MS = 160;
const IDLE_MS = 6000;
/** Between two pictures while the line is away, where the processor paints, ms. */
const ADRIFT_MS = 600;
/** Longest that the dream's clock runs on by itself between ticks, s. */
const DRIFT_S = 0.25;
export const UNHEARD: Refusal = { rule: 'line', reason: 'That did not reach the dream.', fix: 'It will work again when the line is back.' };

const begun = (): NightState => ({
  seen: null,
  chat: [],
  caption: null,
  panel: null,
  why: null,
  stopped: false,
  idle: false,
  line: 'joined',
  sentence: '',
  blind: false,
  auto: false,
  pace: null,
  noting: null,
  holding: null,
  writing: { turn: 0, begin: '' },
  twin: false,
  debug: false,
  change: '',
  sceneAside: '',
});

export function createNight(parts: NightParts): Night {
  const { link, settings, speech } = parts;
  const { tickRate } = link.welcome;
  let built = link.welcome;
  let builder = frameBuilder(built);
  const talk = createTalk(speech);
  const listener = createListener();
  const eyes = createEyes();
  const input = createInput(() => settings.get());
  const kept = recallPace();
  const store = createStore<NightState>({ ...begun(), pace: kept === null ? null : { perMinute: kept, since: 0 } });
  let drawn: StageFrame | null = null;
  let lookedAt = 0;
  let stirredAt = performance.now();
  let tick = -1;
  let tickAt = 0;
  let fps = 0;
  let frameAt = 0;
  let lastTheme = '';
  let breathing = false;
  let awaited: string | null = null;
  let ended = false;

  /** What changed since the last look: captions, notes, the twin's line; then the overlays follow. */
  const look = (seen: LinkFrame, nowMs: number): void => {
    const { seen: before, stopped } = store.get();
    let change = store.get().change;
    if (before && !stopped) {
      const changes = noticed(before, seen, link.welcome);
      eyes.see(before.common.threads, seen.common.threads, link.welcome.me, nowMs / 1000);
      for (const n of changes) {
        if (n.note) night.audio?.note(n.note, n.up);
        if (n.sound && settings.get().captions) talk.caption({ speaker: '', text: `[${n.sound}]`, sound: true }, nowMs);
      }
      const sound = settings.get().captions ? listener.hear(seen, nowMs / 1000) : '';
      if (sound) talk.caption({ speaker: '', text: `[${sound}]`, sound: true }, nowMs);
      change =
        changes
          .map((n) => n.line)
          .filter(Boolean)
          .join(' ') || change;
    }
    const caption = stopped ? null : talk.at(nowMs);
    store.set({
      seen,
      change,
      caption,
      chat: talk.chat,
      idle: nowMs - stirredAt > IDLE_MS,
      auto: input.autoBreathing,
      holding: input.holding(nowMs),
    });
  };

  /** A thing clicked from afar is acted on when one has come to it. */
  const arrive = (): void => {
    if (!awaited) return;
    const there = store.get().seen?.own.reach?.id === awaited;
    if (!there && input.walking) return;
    awaited = null;
    if (!there) return;
    input.walkTo(null);
    void act(night);
  };

  /** A step brings the eyes down. */
  const lower = (): void => {
    eyes.down();
    if (store.get().panel?.is === 'sky') store.set({ panel: null });
  };

  /** The cloth as it hangs now. */
  const cloth = (): WovenLine[] => linesOf(store.get().seen?.common.threads ?? [], eyes.wordsOf);

  /** A pace that the dream gives: all who are given the same breathe together, by the dream's clock. One's own, once found, stays. */
  const takePace = (perMinute: number): void => {
    const { pace } = store.get();
    if (pace !== null && !pace.given) return;
    store.set({ pace: perMinute === COMMON_PACE ? null : { perMinute, since: 0, given: true } });
  };

  const turned = (breath: boolean): void => {
    if (breath === breathing) return;
    breathing = breath;
    if (settings.get().touch && !input.autoBreathing) navigator.vibrate?.(20);
  };

  const draw = (seen: LinkFrame, nowMs: number): void => {
    const comfort = settings.get();
    const { panel } = store.get();
    if (link.welcome !== built) {
      // what a night gave ends with it
      if (link.welcome.dreamId !== built.dreamId && store.get().pace?.given) store.set({ pace: null });
      built = link.welcome;
      builder = frameBuilder(built);
    }
    drawn = builder.build(seen, {
      nowMs,
      dreamSeconds: night.dreamSeconds(nowMs),
      breath: breathing,
      focus: night.focus,
      emotes: talk.emotes,
      words: talk.words,
      lookUp: panel?.is === 'sky' || (night.coveredFrom === null && eyes.up(nowMs / 1000)),
      threadFocus: panel?.is === 'sky' ? panel.id : null,
      coveredFrom: night.coveredFrom,
      stilled: store.get().stopped,
      adrift: store.get().line === 'dropped',
      reducedMotion: motionReduced(comfort, parts.reduceMotion),
      highContrast: comfort.contrast,
    });
    if (store.get().stopped) return;
    night.stage?.draw(drawn);
    night.audio?.frame(audioFrame(drawn, seen, breathing, night.dreamSeconds(nowMs)));
  };

  const night: Night = {
    link,
    store,
    input,
    speech,
    eyes,
    coveredFrom: null,
    stage: null,
    audio: null,
    focus: null,
    get drawn() {
      return drawn;
    },
    get restMs() {
      return store.get().line === 'dropped' && night.stage?.software ? ADRIFT_MS - (performance.now() - frameAt) : 0;
    },
    get framesPerSecond() {
      return fps;
    },
    dreamSeconds: (nowMs) => (tick < 0 ? 0 : tick / tickRate + Math.min(DRIFT_S, Math.max(0, nowMs - tickAt) / 1000)),
    pacer(nowMs) {
      const { pace, auto } = store.get();
      const at = night.dreamSeconds(nowMs);
      return pace === null || auto ? pacerAt(at) : pacerAt(at - pace.since, 60 / pace.perMinute);
    },
    setPace: (perMinute) => store.set({ pace: perMinute === null ? null : { perMinute, since: night.dreamSeconds(performance.now()) } }),
    frame(nowMs) {
      if (ended) return;
      if (frameAt > 0 && nowMs > frameAt) fps += (1000 / (nowMs - frameAt) - fps) * 0.06;
      frameAt = nowMs;
      for (const intent of input.due(nowMs)) night.intend(intent);
      const controls = input.controls(nowMs, drawn?.people[0] ?? { x: 0, y: 0 }, night.dreamSeconds(nowMs));
      link.control(controls);
      if (controls.mx !== 0 || controls.my !== 0) lower();
      turned(controls.breath);
      const seen = link.frame(nowMs);
      if (!seen || ended) return;
      if (seen.common.tick !== tick) {
        tick = seen.common.tick;
        tickAt = nowMs;
      }
      draw(seen, nowMs);
      if (store.get().seen !== null && nowMs - lookedAt < LOOK_MS) return;
      lookedAt = nowMs;
      look(seen, nowMs);
      arrive();
    },
    async command(type, body) {
      const refused = await link.command(type, body).catch(() => UNHEARD);
      if (refused && !ended) night.note('', [refused.reason, refused.fix].filter(Boolean).map(sentenceOf).join(' '));
      return refused;
    },
    intend(intent) {
      night.stir();
      if (!store.get().stopped || intent.does === 'wake') intend(night, intent);
    },
    stir() {
      stirredAt = performance.now();
      if (store.get().idle) store.set({ idle: false });
    },
    stop() {
      // Picture and sound first, in this very event; the line hears of it after, and need not answer.
      parts.blank(true);
      night.audio?.blank(true);
      talk.hush();
      input.release();
      input.walkTo(null);
      awaited = null;
      store.set({ stopped: true, panel: null, caption: null });
      void link.command('stop', {}).catch(() => UNHEARD);
    },
    goOn(how) {
      if (how === 'less') void lessOf(night, lastTheme);
      if (how === 'leave') leaveScene(night);
      store.set({ stopped: false });
      parts.blank(false);
      night.audio?.blank(false);
      night.stir();
    },
    wake() {
      if (ended) return;
      night.end();
      void link
        .command('wake', {})
        .catch(() => UNHEARD)
        .then(() => link.leave())
        .catch(() => undefined);
      parts.awake('You are waking. The dream goes on, and so does the morning.', true, cloth());
    },
    ask: (about) => void night.command('why', { about }),
    open: (panel) => store.set({ panel }),
    note(speaker, text) {
      const now = performance.now();
      talk.caption({ speaker, text, sound: false }, now);
      store.set({ caption: store.get().stopped ? null : talk.at(now) });
    },
    goTo(at, target) {
      awaited = target;
      input.walkTo(at);
    },
    end() {
      if (ended) return;
      ended = true;
      night.audio?.dispose();
      night.stage?.destroy();
    },
  };

  link.onEffect((effect) => {
    if (ended || store.get().stopped) return;
    // a thread's words belong to the cloth, where they are read; nobody is called away by them
    if (/^th\d+$/.test(effect.source)) return eyes.told(effect.source, effect.text);
    const given = paceGiven(effect);
    if (given !== null) return takePace(given);
    if (effect.theme) lastTheme = effect.theme;
    const now = performance.now();
    talk.hear(effect, now);
    store.set({ caption: talk.at(now), chat: talk.chat });
  });
  // a designer's own page only: its few lines are not in anybody else's first load
  link.onDev((note) => void import('./dev.ts').then(({ showDev }) => showDev(note)));
  link.onLasting((lasts) => night.note('', lasts ? LASTS : LASTS_NOT));
  link.onWhy((why) => {
    if (!ended && !store.get().stopped) store.set({ why, panel: { is: 'why' } });
  });
  link.onState((line, sentence) => {
    if (ended) return;
    store.set({ line, sentence: line === 'dropped' ? sentence : '' });
    if (line === 'rejoined') night.note('', sentence || 'You are back where you were.');
    if (line !== 'closed') return;
    night.end();
    parts.awake(sentence || 'The dream ended.', false, cloth());
  });
  return night;
}
