/**
 * One person's night on this page: the line, the stage and the sound wired together, and a store of what the overlays show. The loop draws at
 * the screen's rate; the store follows about six times a second and at once for whatever a person did.
 */
import type { CommandBody, CommandType, Refusal } from '../../shared/dream/commands.ts';
import { EMOTES } from '../../shared/dream/commands.ts';
import type { EffectMessage, WhyMessage } from '../../shared/protocol/messages.ts';
import { frameBuilder } from '../citizen/frame.ts';
import type { DreamLink, LinkFrame, LinkState } from '../net/link.ts';
import type { Stage, StageFrame } from '../stage/view.ts';
import { bubbleSeconds, type Caption, captionQueue } from './captions.ts';
import { hear } from './hearing.ts';
import { createInput, type Input, type Intent } from './input.ts';
import type { Verb } from './keys.ts';
import { noticed } from './notice.ts';
import type { AudioEngine } from './ports.ts';
import { motionReduced, type Settings } from './settings.ts';
import type { Speech } from './speech.ts';
import { createStore, type Store } from './store.ts';

export type Panel =
  | { readonly is: 'reach' | 'comfort' | 'chat' | 'wheel' | 'why' }
  | { readonly is: 'person'; readonly who: string }
  | { readonly is: 'fragment'; readonly id: string }
  | { readonly is: 'lantern' };

export interface ChatLine {
  readonly key: number;
  readonly who: string;
  readonly text: string;
}

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
  readonly auto: boolean;
  readonly holding: { readonly verb: Verb; readonly share: number } | null;
  /** counts up when the chat's field should take the focus; the text to begin with */
  readonly writing: { readonly turn: number; readonly begin: string };
  readonly twin: boolean;
  readonly debug: boolean;
  /** last change in words, for the twin's live region */
  readonly change: string;
  readonly sceneAside: string;
}

export interface Bubble {
  readonly who: string;
  readonly text: string;
  readonly until: number;
}

export interface NightParts {
  readonly link: DreamLink;
  readonly settings: Store<Settings>;
  readonly speech: Speech;
  readonly reduceMotion: boolean;
  /** blanks or shows the picture; called inside the very event that asked */
  blank(on: boolean): void;
  awake(sentence: string, chosen: boolean): void;
}

export interface Night {
  readonly link: DreamLink;
  readonly store: Store<NightState>;
  readonly input: Input;
  readonly speech: Speech;
  stage: Stage | null;
  audio: AudioEngine | null;
  focus: string | null;
  readonly bubbles: ReadonlyMap<string, Bubble>;
  /** the last frame drawn, for tests */
  readonly drawn: StageFrame | null;
  readonly framesPerSecond: number;
  /** s on the dream's clock, smooth between ticks */
  dreamSeconds(nowMs: number): number;
  /** One animation frame. */
  frame(nowMs: number): void;
  command<T extends CommandType>(type: T, body: CommandBody<T>): Promise<Refusal | null>;
  intend(intent: Intent): void;
  /** Any sign of the person: wakes the faded overlays. */
  stir(): void;
  stop(): void;
  goOn(how: 'on' | 'less' | 'leave'): void;
  wake(): void;
  ask(about: string): void;
  open(panel: Panel | null): void;
  note(speaker: string, text: string): void;
  end(): void;
}

/** The store follows the line this often, ms; overlays fade after this long without input, ms. */
const LOOK_MS = 160;
const IDLE_MS = 6000;
const EMOTE_MS = 3000;
const CHAT_KEPT = 60;
/** The nearest shadow within this can be faced, m. */
export const FACE_M = 4;

export function createNight(parts: NightParts): Night {
  const { link, settings, speech } = parts;
  const { me, place, tickRate } = link.welcome;
  const builder = frameBuilder(link.welcome);
  const captions = captionQueue();
  const bubbles = new Map<string, Bubble>();
  const words = new Map<string, string>();
  const emotes = new Map<string, string>();
  const emoteUntil = new Map<string, number>();
  const input = createInput(() => settings.get());
  const store = createStore<NightState>({
    seen: null, chat: [], caption: null, panel: null, why: null, stopped: false, idle: false, line: 'joined', sentence: '', auto: false, holding: null,
    writing: { turn: 0, begin: '' }, twin: false, debug: false, change: '', sceneAside: '',
  });
  let stage: Stage | null = null;
  let audio: AudioEngine | null = null;
  let focus: string | null = null;
  let drawn: StageFrame | null = null;
  let lookedAt = 0;
  let stirredAt = 0;
  let chatKey = 0;
  let tick = -1;
  let tickAt = 0;
  let fps = 0;
  let frameAt = 0;
  let lastTheme = '';
  let breathing = false;
  let ended = false;
  const inArrival: { act: string | null } = { act: null };

  const seconds = (nowMs: number): number => (tick < 0 ? 0 : tick / tickRate + Math.min(0.25, (nowMs - tickAt) / 1000));
  const chat = (who: string, text: string): void => {
    chatKey++;
    store.set({ chat: [...store.get().chat, { key: chatKey, who, text }].slice(-CHAT_KEPT) });
  };
  const caption = (c: Caption): void => {
    const now = performance.now() / 1000;
    captions.add(c, now);
    store.set({ caption: captions.at(now) });
  };
  const note = (speaker: string, text: string): void => caption({ speaker, text, sound: false });

  const command: Night['command'] = async (type, body) => {
    const refused = await link.command(type, body).catch(
      (): Refusal => ({ rule: 'line', reason: 'That did not reach the dream.', fix: 'It will work again when the line is back.' }),
    );
    if (refused && !ended) note('', [refused.reason, refused.fix].filter(Boolean).map(sentenceOf).join(' '));
    return refused;
  };

  link.onEffect((effect: EffectMessage) => {
    if (ended || store.get().stopped) return;
    if (effect.theme) lastTheme = effect.theme;
    const heard = hear(effect, speech);
    const now = performance.now();
    if (heard.caption) caption(heard.caption);
    if (heard.chat) chat(heard.chat.who, heard.chat.text);
    if (heard.bubble) {
      bubbles.set(heard.bubble.who, { ...heard.bubble, until: now + bubbleSeconds(heard.bubble.text) * 1000 });
      words.set(heard.bubble.who, heard.bubble.text);
    }
    if (heard.emote) {
      emotes.set(heard.emote.who, heard.emote.emote);
      emoteUntil.set(heard.emote.who, now + EMOTE_MS);
    }
  });
  link.onWhy((why) => {
    if (!ended) store.set({ why, panel: { is: 'why' } });
  });
  link.onState((line, sentence) => {
    if (ended) return;
    store.set({ line, sentence: line === 'dropped' ? sentence : '' });
    if (line === 'rejoined') note('', sentence || 'You are back where you were.');
    if (line === 'closed') {
      night.end();
      parts.awake(sentence || 'The dream ended.', false);
    }
  });

  const forget = (nowMs: number): void => {
    for (const [who, b] of bubbles) {
      if (nowMs < b.until) continue;
      bubbles.delete(who);
      words.delete(who);
    }
    for (const [who, until] of emoteUntil) {
      if (nowMs < until) continue;
      emoteUntil.delete(who);
      emotes.delete(who);
    }
  };

  const look = (seen: LinkFrame, nowMs: number): void => {
    const { seen: before, stopped } = store.get();
    if (before && !stopped) {
      const changes = noticed(before, seen, link.welcome);
      for (const n of changes) {
        if (n.note) audio?.note(n.note);
        if (n.sound && settings.get().captions) caption({ speaker: '', text: `[${n.sound}]`, sound: true });
      }
      const line = changes.map((n) => n.line).filter(Boolean).join(' ');
      if (line) store.set({ change: line });
    }
    store.set({
      seen,
      caption: stopped ? null : captions.at(nowMs / 1000),
      idle: nowMs - stirredAt > IDLE_MS,
      auto: input.autoBreathing,
      holding: input.holding(nowMs),
    });
  };

  const intents: Record<Exclude<Intent['does'], 'emote'>, () => void> = {
    act: () => void act(),
    hand: () => void hand(),
    face: () => {
      const shadow = nearestShadow(store.get().seen, FACE_M);
      if (shadow) void command('face', { shadow });
      else note('', 'There is nothing to face here.');
    },
    lantern: () => store.set({ panel: { is: 'lantern' } }),
    plant: () => void command('lantern.plant', { whisper: '' }),
    say: () => store.set({ writing: { turn: store.get().writing.turn + 1, begin: '' } }),
    phrases: () => store.set({ writing: { turn: store.get().writing.turn + 1, begin: '/' } }),
    wheel: () => store.set({ panel: store.get().panel?.is === 'wheel' ? null : { is: 'wheel' } }),
    why: () => night.ask(aboutNow(store.get().seen)),
    stop: () => night.stop(),
    wake: () => night.wake(),
    twin: () => store.set({ twin: !store.get().twin }),
    debug: () => store.set({ debug: !store.get().debug }),
    cancel: () => {
      if (store.get().panel) store.set({ panel: null });
    },
  };

  const act = async (): Promise<void> => {
    const reach = store.get().seen?.own.reach;
    if (!reach) return;
    const own = store.get().seen?.own;
    const offer = own?.offers.find((o) => o.id === reach.id || o.by === reach.id);
    if (offer) await command('hand.answer', { offer: offer.id, accept: true });
    else {
      const carried = own?.fragments[0];
      if (reach.kind === 'loom' && carried) {
        if (carried.offered) await command('loom.set', { fragment: carried.id, place: -1 });
        else store.set({ panel: { is: 'fragment', id: carried.id } });
      } else await command('act', { target: reach.id });
    }
  };
  const hand = async (): Promise<void> => {
    const own = store.get().seen?.own;
    const offer = own?.offers[0];
    const partner = own?.partners[0];
    if (offer) await command('hand.answer', { offer: offer.id, accept: true });
    else if (partner) await command('hand.release', { from: partner });
    else await command('hand.offer', { to: '' });
  };

  const night: Night = {
    link,
    store,
    input,
    speech,
    bubbles,
    get stage() {
      return stage;
    },
    set stage(to) {
      stage = to;
    },
    get audio() {
      return audio;
    },
    set audio(to) {
      audio = to;
    },
    get focus() {
      return focus;
    },
    set focus(to) {
      focus = to;
    },
    get drawn() {
      return drawn;
    },
    get framesPerSecond() {
      return fps;
    },
    dreamSeconds: seconds,
    frame(nowMs) {
      if (ended) return;
      if (frameAt > 0 && nowMs > frameAt) fps += (1000 / (nowMs - frameAt) - fps) * 0.06;
      frameAt = nowMs;
      for (const intent of input.due(nowMs)) night.intend(intent);
      const self = store.get().seen?.people[0];
      const controls = input.controls(nowMs, drawn?.people[0] ?? self ?? { x: 0, y: 0 }, seconds(nowMs));
      link.control(controls);
      if (controls.breath !== breathing) {
        breathing = controls.breath;
        if (settings.get().touch && !input.autoBreathing) navigator.vibrate?.(20);
      }
      const seen = link.frame(nowMs);
      if (!seen) return;
      if (seen.common.tick !== tick) {
        tick = seen.common.tick;
        tickAt = nowMs;
      }
      forget(nowMs);
      const comfort = settings.get();
      drawn = builder.build(seen, {
        nowMs,
        dreamSeconds: seconds(nowMs),
        breath: controls.breath,
        focus,
        emotes,
        words,
        stilled: store.get().stopped,
        reducedMotion: motionReduced(comfort, parts.reduceMotion),
        highContrast: comfort.contrast,
      });
      if (!store.get().stopped) {
        stage?.draw(drawn);
        sound(audio, drawn, seen, breathing);
      }
      const first = store.get().seen === null;
      if (first || nowMs - lookedAt >= LOOK_MS) {
        lookedAt = nowMs;
        look(seen, nowMs);
        arrive(nowMs);
      }
    },
    command,
    intend(intent) {
      night.stir();
      if (store.get().stopped && intent.does !== 'wake') return;
      if (intent.does === 'emote') {
        const scene = openScene(store.get());
        const choice = scene?.choices[intent.index];
        const emote = EMOTES[intent.index];
        if (scene && choice) void command('choose', { scene: scene.id, choice: choice.id, words: '' });
        else if (!scene && emote) void command('emote', { emote });
        return;
      }
      intents[intent.does]();
    },
    stir() {
      stirredAt = performance.now();
      if (store.get().idle) store.set({ idle: false });
    },
    stop() {
      // Picture and sound first, in this very event; the line hears of it after, and need not answer.
      parts.blank(true);
      audio?.blank(true);
      captions.clear();
      bubbles.clear();
      words.clear();
      input.release();
      input.walkTo(null);
      store.set({ stopped: true, panel: null, caption: null });
      void link.command('stop', {}).catch(() => null);
    },
    goOn(how) {
      const seen = store.get().seen;
      if (how === 'less') void lessOf(night, seen, lastTheme);
      if (how === 'leave') {
        const shadow = nearestShadow(seen, 12);
        if (shadow) void command('turn', { shadow });
        store.set({ sceneAside: seen?.own.scenes[0]?.id ?? '' });
      }
      store.set({ stopped: false });
      parts.blank(false);
      audio?.blank(false);
      night.stir();
    },
    wake() {
      if (ended) return;
      night.end();
      void link.command('wake', {}).catch(() => null).then(() => link.leave()).catch(() => null);
      parts.awake('You are waking. The dream goes on without you, kindly.', true);
    },
    ask(about) {
      void command('why', { about });
    },
    open(panel) {
      store.set({ panel });
    },
    note,
    end() {
      if (ended) return;
      ended = true;
      audio?.dispose();
      stage?.destroy();
    },
  };

  /** A thing that was clicked from afar is acted on when one has come to it. */
  const arrive = (_nowMs: number): void => {
    const wanted = inArrival.act;
    if (!wanted) return;
    if (store.get().seen?.own.reach?.id === wanted) {
      inArrival.act = null;
      input.walkTo(null);
      void act();
    } else if (!input.walking) inArrival.act = null;
  };
  pending.set(night, inArrival);
  return night;
}

const pending = new WeakMap<Night, { act: string | null }>();

/** Walk to a thing and act on it when it is in reach. */
export function goTo(night: Night, at: { readonly x: number; readonly y: number }, act: string | null): void {
  const arrival = pending.get(night);
  if (arrival) arrival.act = act;
  night.input.walkTo(at);
}

/** The scene in front of me, unless I left it. */
export function openScene(state: NightState) {
  return state.seen?.own.scenes.find((s) => s.id !== state.sceneAside) ?? null;
}

export function nearestShadow(seen: LinkFrame | null, within: number): string | null {
  const self = seen?.people[0];
  if (!seen || !self) return null;
  let best: { id: string; far: number } | null = null;
  for (const s of seen.common.shadows) {
    const far = Math.hypot(s.x - self.x, s.y - self.y);
    if (!s.gone && seen.own.clothes[s.id] !== 'gone' && far <= within && (!best || far < best.far)) best = { id: s.id, far };
  }
  return best?.id ?? null;
}

/** What "why?" is about now: the scene, what is in reach, a shadow near, else the act. */
export function aboutNow(seen: LinkFrame | null): string {
  const scene = seen?.own.scenes[0];
  return scene?.id ?? seen?.own.reach?.id ?? nearestShadow(seen, 12) ?? 'act';
}

/** One step down the ceiling, and the theme at hand behind a veil. */
export async function lessOf(night: Night, seen: LinkFrame | null, theme: string): Promise<void> {
  const limits = seen?.own.limits;
  if (!limits) return;
  const ceiling = limits.ceiling > 0.6 ? 0.6 : limits.ceiling > 0.4 ? 0.4 : Math.max(0.2, Math.round((limits.ceiling - 0.1) * 100) / 100);
  const covered = theme !== '' && !limits.lines.includes(theme) && !limits.veils.includes(theme);
  const veils = covered ? [...limits.veils, theme] : [...limits.veils];
  const refused = await night.command('limit.set', { lines: [...limits.lines], veils, ceiling });
  if (!refused) night.note('', covered ? 'The dream is gentler now, and that theme stays far.' : 'The dream is gentler now.');
}

const sentenceOf = (text: string): string => {
  const t = text.trim();
  return t === '' ? '' : t.charAt(0).toUpperCase() + t.slice(1) + (/[.!?…]$/.test(t) ? '' : '.');
};

function sound(audio: AudioEngine | null, frame: StageFrame, seen: LinkFrame, breathIn: boolean): void {
  const self = frame.people[0];
  if (!audio || !self) return;
  const region = frame.regions.find((r) => ((self.x - r.x) / r.rx) ** 2 + ((self.y - r.y) / r.ry) ** 2 <= 1);
  audio.frame({
    plan: seen.common.plan,
    ownBreath: self.breath ?? 0,
    breathIn,
    tune: seen.own.tune,
    speed: Math.hypot(self.vx, self.vy),
    wind: region ? (region.weather === 'sand' ? 0.7 : region.weather === 'still' ? 0.2 : 0.4) : 0.8,
    ground: region ? (region.built ? 'stone' : 'grass') : 'bridge',
    light: frame.light,
  });
}
