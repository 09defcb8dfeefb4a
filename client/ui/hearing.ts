/** What reaches me becomes a line in the chat, a caption, a bubble over a head, or a gesture. Pure: one effect in, what to show out. */
import { EMOTES } from '../../shared/dream/commands.ts';
import type { EffectMessage } from '../../shared/protocol/messages.ts';
import type { Caption } from './captions.ts';
import { type Speech, told } from './speech.ts';

export interface Heard {
  readonly caption?: Caption;
  readonly chat?: { readonly who: string; readonly text: string };
  readonly bubble?: { readonly who: string; readonly text: string };
  readonly emote?: { readonly who: string; readonly emote: string };
}

/** People and simulated citizens, named or not; agents and the guide are voices of the dream. */
const isBody = (who: string): boolean => /^(p|s)[\d:]/.test(who);

/** Words from a body near me go to the chat and a bubble; voices of the dream (agents, guide, scenes) to the caption and the chat. */
export function hear(effect: EffectMessage, speech: Speech): Heard {
  const bare = effect.text.replace(/^emote\./, '');
  if ((EMOTES as readonly string[]).includes(bare)) return { emote: { who: effect.by, emote: bare } };
  if (effect.text === '') return {};
  const text = told(speech, effect.text);
  const speaker = effect.name || (effect.by === 'guide' ? 'The guide' : isBody(effect.by) ? 'someone' : '');
  switch (effect.kind) {
    case 'sound':
      return { caption: { speaker: '', text: `[${text}]`, sound: true } };
    case 'words':
      return isBody(effect.by)
        ? { chat: { who: speaker, text }, bubble: { who: effect.by, text } }
        : {
            caption: { speaker, text, sound: false },
            ...(speaker ? { chat: { who: speaker, text } } : {}),
          };
    default:
      return { caption: { speaker, text, sound: false } };
  }
}
