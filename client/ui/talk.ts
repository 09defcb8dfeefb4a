/** All that is said and signed near me tonight: chat lines, the caption queue, bubbles and gestures over heads, each for its own time. */
import type { EffectMessage } from '../../shared/protocol/messages.ts';
import { bubbleSeconds, type Caption, captionQueue } from './captions.ts';
import { hear } from './hearing.ts';
import type { Speech } from './speech.ts';

export interface ChatLine {
  readonly key: number;
  readonly who: string;
  readonly text: string;
}

export interface Talk {
  /** words over heads now, by person */
  readonly words: ReadonlyMap<string, string>;
  readonly emotes: ReadonlyMap<string, string>;
  /** last lines, oldest first */
  readonly chat: readonly ChatLine[];
  hear(effect: EffectMessage, nowMs: number): void;
  caption(caption: Caption, nowMs: number): void;
  /** The caption of this moment; also lets bubbles and gestures end. */
  at(nowMs: number): Caption | null;
  /** Silence at once. The chat stays: it is a record. */
  hush(): void;
}

const EMOTE_MS = 3000;
const CHAT_KEPT = 60;

export function createTalk(speech: Speech): Talk {
  const captions = captionQueue();
  const words = new Map<string, string>();
  const emotes = new Map<string, string>();
  const wordsUntil = new Map<string, number>();
  const emotesUntil = new Map<string, number>();
  let chat: readonly ChatLine[] = [];
  let key = 0;
  const forget = (texts: Map<string, string>, until: Map<string, number>, nowMs: number): void => {
    for (const [who, end] of until) {
      if (nowMs < end) continue;
      until.delete(who);
      texts.delete(who);
    }
  };
  return {
    words,
    emotes,
    get chat() {
      return chat;
    },
    hear(effect, nowMs) {
      const heard = hear(effect, speech);
      if (heard.caption) captions.add(heard.caption, nowMs / 1000);
      if (heard.chat) {
        key++;
        chat = [...chat, { key, ...heard.chat }].slice(-CHAT_KEPT);
      }
      if (heard.bubble) {
        words.set(heard.bubble.who, heard.bubble.text);
        wordsUntil.set(heard.bubble.who, nowMs + bubbleSeconds(heard.bubble.text) * 1000);
      }
      if (heard.emote) {
        emotes.set(heard.emote.who, heard.emote.emote);
        emotesUntil.set(heard.emote.who, nowMs + EMOTE_MS);
      }
    },
    caption(caption, nowMs) {
      captions.add(caption, nowMs / 1000);
    },
    at(nowMs) {
      forget(words, wordsUntil, nowMs);
      forget(emotes, emotesUntil, nowMs);
      return captions.at(nowMs / 1000);
    },
    hush() {
      captions.clear();
      words.clear();
      emotes.clear();
      wordsUntil.clear();
      emotesUntil.clear();
    },
  };
}
