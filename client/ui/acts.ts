/** What an intent becomes: the command it asks for, by what is near. Nothing here decides what is allowed; the dream answers. */
import { EMOTES } from '../../shared/dream/commands.ts';
import type { SceneSeen } from '../../shared/dream/observe.ts';
import type { Welcome } from '../../shared/protocol/messages.ts';
import type { LinkFrame } from '../net/link.ts';
import type { Intent } from './input.ts';
import type { Night, NightState } from './night.ts';

/** The nearest shadow within this can be faced, m. */
export const FACE_M = 4;
/** What is within this can be noted, m. */
export const NOTE_M = 12;
/** Leaving a scene turns from a shadow within this, m. */
const LEAVE_M = 12;

/** The scene in front of me, unless I left it. */
export function openScene(state: NightState): SceneSeen | null {
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

/** What "why?" is about now: the scene, the newest thread where one stands at the loom, what is in reach, a shadow near, else the hour. */
export function aboutNow(seen: LinkFrame | null, { symbols }: Welcome['place']): string {
  const scene = seen?.own.scenes[0];
  const reach = seen?.own.reach;
  const loom = symbols.some((s) => s.id === reach?.id && s.kind === 'loom');
  const thread = loom ? seen?.common.threads.at(-1) : undefined;
  return scene?.id ?? thread?.id ?? reach?.id ?? nearestShadow(seen, LEAVE_M) ?? 'act';
}

/** The fragment with a line that I carry while the loom is in reach; null when there is none. */
export function carriedLine(state: NightState): string | null {
  const own = state.seen?.own;
  return own?.reach?.kind === 'loom' ? (own.fragments.find((f) => f.offered)?.id ?? null) : null;
}

/** Sets a carried line into the cloth: `place` counts from the left, -1 is the end. The eyes follow it up. */
export async function setAt(night: Night, fragment: string, place: number): Promise<void> {
  night.eyes.set(fragment);
  const refused = await night.command('loom.set', { fragment, place });
  if (!refused && night.store.get().panel?.is === 'sky') night.open(null);
}

/** E: an offered hand first, then the loom with what I carry, then whatever is in reach. */
export async function act(night: Night): Promise<void> {
  const own = night.store.get().seen?.own;
  const reach = own?.reach;
  if (!own || !reach) return;
  const offer = own.offers.find((o) => o.id === reach.id || o.by === reach.id);
  const carried = own.fragments.find((f) => f.offered) ?? own.fragments[0];
  if (offer) await night.command('hand.answer', { offer: offer.id, accept: true });
  else if (reach.kind === 'stone') await night.command('ballot.stand', { option: reach.id.slice('stone:'.length) });
  else if (reach.kind !== 'loom' || !carried) await night.command('act', { target: reach.id });
  else if (carried.offered) await setAt(night, carried.id, -1);
  else night.open({ is: 'fragment', id: carried.id });
}

/** H: answers an offer, lets go of a held hand, else opens a palm. */
export async function hand(night: Night): Promise<void> {
  const own = night.store.get().seen?.own;
  const offer = own?.offers[0];
  const partner = own?.partners[0];
  if (offer) await night.command('hand.answer', { offer: offer.id, accept: true });
  else if (partner) await night.command('hand.release', { from: partner });
  else await night.command('hand.offer', { to: '' });
}

/** A digit: the choice of an open scene, else a gesture. */
function digit(night: Night, index: number): void {
  const scene = openScene(night.store.get());
  const choice = scene?.choices[index];
  const emote = EMOTES[index];
  if (scene && choice) void night.command('choose', { scene: scene.id, choice: choice.id, words: '' });
  else if (!scene && emote) void night.command('emote', { emote });
}

/** What can be noted from here, nearest first: the light while it wears its mask, and symbols. */
export function notables({ store, link }: Night): { readonly id: string; readonly x: number; readonly y: number; readonly z: number }[] {
  const { seen } = store.get();
  const self = seen?.people[0];
  if (!seen || !self) return [];
  const { guide, lights } = seen.common;
  const far = (t: { x: number; y: number }): number => Math.hypot(t.x - self.x, t.y - self.y);
  return [
    ...(guide.exposed ? [] : [guide, ...lights].map(({ x, y, z }) => ({ id: 'guide', x, y, z }))),
    ...link.welcome.place.symbols.filter((s) => seen.own.clothes[s.id] !== 'gone').map(({ id, x, y }) => ({ id, x, y, z: 1 })),
  ]
    .filter((t) => far(t) <= NOTE_M)
    .sort((a, b) => far(a) - far(b));
}

/** Keeps a thing in the notebook. */
async function note(night: Night, about: string): Promise<void> {
  const id = about || notables(night)[0]?.id;
  if (!id) return night.note('', 'There is nothing to note here.');
  const refused = await night.command('note', { about: id });
  if (!refused) night.note('', 'It is in your notebook.');
}

function face(night: Night): void {
  const shadow = nearestShadow(night.store.get().seen, FACE_M);
  if (shadow) void night.command('face', { shadow });
  else night.note('', 'There is nothing to face here.');
}

/** Takes the pen up; where the chat is folded away, it opens. */
export const write = (night: Night, begin: string): void =>
  night.store.set({ writing: { turn: night.store.get().writing.turn + 1, begin }, panel: { is: 'chat' } });

export function intend(night: Night, intent: Intent): void {
  const { store } = night;
  switch (intent.does) {
    case 'emote':
      digit(night, intent.index);
      return;
    case 'act':
      void act(night);
      return;
    case 'hand':
      void hand(night);
      return;
    case 'face':
      face(night);
      return;
    case 'lantern':
      night.open({ is: 'lantern' });
      return;
    case 'plant':
      void night.command('lantern.plant', { whisper: '' });
      return;
    case 'say':
      write(night, '');
      return;
    case 'phrases':
      write(night, '/');
      return;
    case 'wheel':
      night.open(store.get().panel?.is === 'wheel' ? null : { is: 'wheel' });
      return;
    case 'look':
      night.open(store.get().panel?.is === 'sky' ? null : { is: 'sky', id: null });
      return;
    case 'voice':
      // held again, it stands anew; it is lowered on the square
      void night.command('voice', { on: true });
      return;
    case 'vote':
      night.open(store.get().panel?.is === 'vote' ? null : { is: 'vote' });
      return;
    case 'roles': {
      const is = store.get().seen?.own.deck ? 'deck' : 'roles';
      const now = store.get().panel?.is;
      night.open(now === 'deck' || now === 'roles' ? null : { is });
      return;
    }
    case 'why':
      night.ask(aboutNow(store.get().seen, night.link.welcome.place));
      return;
    case 'note':
      void note(night, intent.about);
      return;
    case 'stop':
      night.stop();
      return;
    case 'wake':
      night.wake();
      return;
    case 'twin':
      store.set({ twin: !store.get().twin });
      return;
    case 'debug':
      store.set({ debug: !store.get().debug });
      return;
    case 'cancel':
      night.open(null);
      return;
  }
}

/** "Leave the scene": turns from a shadow nearby and puts the scene aside on this page. */
export function leaveScene(night: Night): void {
  const { seen } = night.store.get();
  const shadow = nearestShadow(seen, LEAVE_M);
  if (shadow) void night.command('turn', { shadow });
  night.store.set({ sceneAside: seen?.own.scenes[0]?.id ?? '' });
}

/** One step down the ceiling, and the theme at hand behind a veil. */
export async function lessOf(night: Night, theme: string): Promise<void> {
  const limits = night.store.get().seen?.own.limits;
  if (!limits) return;
  const covered = theme !== '' && !limits.lines.includes(theme) && !limits.veils.includes(theme);
  const veils = covered ? [...limits.veils, theme] : [...limits.veils];
  const refused = await night.command('limit.set', { lines: [...limits.lines], veils, ceiling: stepDown(limits.ceiling) });
  if (!refused) night.note('', covered ? 'The dream is gentler now, and that theme stays far.' : 'The dream is gentler now.');
}

/** Deep to clear, clear to gentle, and from there a tenth at a time, not below .2. */
export function stepDown(ceiling: number): number {
  if (ceiling > 0.6) return 0.6;
  if (ceiling > 0.4) return 0.4;
  return Math.max(0.2, Math.round((ceiling - 0.1) * 100) / 100);
}
