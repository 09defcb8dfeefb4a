/** What lies round the dream: act, people and sand; captions and comfort; the bottom band of chat, voice and verbs. Nothing in the middle. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SceneSeen } from '../../shared/dream/observe.ts';
import { carriedLine, nearestShadow, openScene, setAt, write } from './acts.ts';
import { Chat } from './Chat.tsx';
import { Circle } from './Circle.tsx';
import { Icon } from './icons.tsx';
import { keyName } from './keys.ts';
import type { Night, NightState } from './night.ts';
import { Pacer } from './Pacer.tsx';
import type { Settings } from './settings.ts';
import { type Store, useStore } from './store.ts';
import { Verbs } from './Verbs.tsx';

/** Minutes and seconds a person would say. */
export function sandWords(seconds: number): string {
  if (seconds <= 0) return 'the sand has run';
  if (seconds < 90) return `sand for ${Math.max(1, Math.round(seconds / 10) * 10)} s`;
  return `sand for ${Math.round(seconds / 60)} min`;
}

export function ActCard({ night }: { night: Night }) {
  const title = useStore(night.store, (s) => s.seen?.common.act.title || s.seen?.common.title || night.link.welcome.place.title);
  const dreaming = useStore(night.store, (s) => s.seen?.common.dreaming ?? 0);
  const sand = useStore(night.store, (s) => Math.round((s.seen?.common.sand ?? 1) * 200) / 200);
  const left = useStore(night.store, (s) => sandWords(s.seen?.common.sandSeconds ?? 0));
  return (
    <header class="act-card air">
      <h1 class="voice">{title}</h1>
      <p>
        {dreaming} dreaming, {left}
      </p>
      <div class="sand" aria-hidden="true">
        <i style={{ width: `${sand * 100}%` }} />
      </div>
    </header>
  );
}

/** What opens from the corner: panel, icon, name. */
const PANELS = [
  ['roles', 'roles', 'Roles: who holds what'],
  ['vote', 'square', 'The square: charter and votes'],
  ['comfort', 'comfort', 'Comfort and controls'],
  ['reach', 'reach', 'What may reach me'],
] as const;

export function Comforts({ night, settings }: { night: Night; settings: Store<Settings> }) {
  const captions = useStore(settings, (s) => s.captions);
  const panel = useStore(night.store, (s) => s.panel?.is ?? '');
  return (
    <nav class="comforts" aria-label="Comfort">
      <button
        type="button"
        class="round air captions-button"
        aria-pressed={captions}
        aria-label="Captions of sounds"
        title="Captions of sounds"
        onClick={() => settings.set({ captions: !captions })}
      >
        <Icon name="captions" />
      </button>
      {PANELS.map(([is, icon, label]) => (
        <button
          key={is}
          type="button"
          class="round air"
          aria-expanded={panel === is}
          aria-label={label}
          title={label}
          onClick={() => night.open(panel === is ? null : { is })}
        >
          <Icon name={icon} />
        </button>
      ))}
    </nav>
  );
}

export function StopTab({ night }: { night: Night }) {
  return (
    <button type="button" class="stop-tab paper" onClick={() => night.stop()} aria-keyshortcuts="X">
      <b class="voice">Stop</b>
      <span>
        any time<span class="keyed"> · X</span>
      </span>
    </button>
  );
}

/** From so many characters on a scene's letters are a little smaller. */
const LONG_TEXT = 150;

/** How many are for a choice that is made together. */
function Votes({ scene, choice }: { scene: SceneSeen; choice: string }) {
  const n = scene.votes?.counts[choice] ?? 0;
  return n > 0 ? <b class="votes">{` · ${n} for it`}</b> : null;
}

/** One line while a vote waits for me; '' when none does, or it has my ballot. */
function voteWaits({ seen, panel }: NightState): string {
  const vote = seen?.common.governance.vote;
  if (!seen || !vote || seen.own.ballot.length > 0 || panel?.is === 'vote') return '';
  return seen.common.tick < vote.opensTick ? 'A vote is about to open.' : 'A vote is open.';
}

/** The voice in the middle: a scene with its choices, a hand or a shadow that asks for an answer, else the caption. */
function Voice({ night, settings }: { night: Night; settings: Store<Settings> }) {
  const scene = useStore(night.store, openScene);
  const circle = useStore(night.store, (s) => s.seen?.own.circle ?? null);
  const caption = useStore(night.store, (s) => s.caption);
  const offer = useStore(night.store, (s) => s.seen?.own.offers[0] ?? null);
  const who = useStore(night.store, (s) => (offer ? (s.seen?.names[offer.by] ?? 'Someone') : ''));
  const shadow = useStore(night.store, (s) => nearestShadow(s.seen, 6));
  const fragment = useStore(night.store, (s) => s.seen?.own.fragments.find((f) => !f.offered)?.id ?? null);
  const carried = useStore(night.store, carriedLine);
  const looking = useStore(night.store, (s) => s.panel?.is === 'sky');
  const vote = useStore(night.store, voteWaits);
  const keys = useStore(settings, (s) => s.keys);
  const box = useRef<HTMLElement>(null);
  // the picture makes room: a long scene never stands on my feet
  useLayoutEffect(() => {
    const el = box.current;
    if (!el) return;
    const watch = new ResizeObserver(() => {
      night.coveredFrom = el.getBoundingClientRect().top;
    });
    watch.observe(el);
    return () => {
      watch.disconnect();
      night.coveredFrom = null;
    };
  }, [scene?.id ?? circle?.id]);
  return (
    <div class="voices">
      {offer && (
        <section class="prompt air" aria-label="A hand is offered">
          <p>
            <b>{who}</b> offers a hand.
          </p>
          <button type="button" class="pill lit" onClick={() => void night.command('hand.answer', { offer: offer.id, accept: true })}>
            Take it <kbd>{keyName('hand', keys)}</kbd>
          </button>
          <button type="button" class="pill" onClick={() => void night.command('hand.answer', { offer: offer.id, accept: false })}>
            Not now
          </button>
        </section>
      )}
      {!scene && !circle && !offer && shadow && (
        <section class="prompt air" aria-label="A shadow stands here">
          <p>A shadow stands here.</p>
          <button type="button" class="pill" onClick={() => void night.command('face', { shadow })}>
            Stay and face it <kbd>{keyName('face', keys)}</kbd>
          </button>
          <button type="button" class="pill" onClick={() => void night.command('turn', { shadow })}>
            Turn away
          </button>
        </section>
      )}
      {!scene && !circle && !offer && !shadow && fragment && (
        <section class="prompt air" aria-label="A fragment waits">
          <p>A fragment is in your hands.</p>
          <button type="button" class="pill lit" onClick={() => night.open({ is: 'fragment', id: fragment })}>
            Leave a line
          </button>
        </section>
      )}
      {!scene && !circle && !offer && !shadow && carried && !looking && (
        <section class="prompt air" aria-label="The loom is in reach">
          <p>You carry a line.</p>
          <button type="button" class="pill lit" onClick={() => void setAt(night, carried, -1)}>
            Set it <kbd>{keyName('act', keys)}</kbd>
          </button>
          <button type="button" class="pill" onClick={() => night.intend({ does: 'look' })}>
            Choose its place <kbd>{keyName('look', keys)}</kbd>
          </button>
        </section>
      )}
      {!scene && !offer && !shadow && vote !== '' && !looking && (
        <section class="prompt air" aria-label="A vote">
          <p>{vote}</p>
          <button type="button" class="pill lit" onClick={() => night.open({ is: 'vote' })}>
            To the square <kbd>{keyName('vote', keys)}</kbd>
          </button>
        </section>
      )}
      {scene ? (
        <section class="scene air" ref={box} aria-label="A scene">
          <div aria-live="polite">
            {scene.speaker && <span class="who">{scene.speaker}</span>}
            <p class={`voice ${scene.text.length > LONG_TEXT ? 'long' : ''}`}>{scene.text}</p>
          </div>
          <div class="choices">
            {scene.choices.slice(0, 3).map((choice, i) => (
              <button
                key={choice.id}
                type="button"
                class="pill"
                aria-pressed={scene.votes ? scene.votes.mine === choice.id : undefined}
                onClick={() => void night.command('choose', { scene: scene.id, choice: choice.id, words: '' })}
              >
                <kbd>{i + 1}</kbd> {choice.label}
                {scene.votes && <Votes scene={scene} choice={choice.id} />}
              </button>
            ))}
          </div>
          {scene.votes && <p class="together">You decide together. Most are followed.</p>}
        </section>
      ) : circle ? (
        <Circle night={night} circle={circle} box={box} />
      ) : (
        <div class="caption-place" aria-live="polite" aria-atomic="true">
          {caption && (
            <div class={`caption air ${caption.sound ? 'of-sound' : ''}`} key={caption.text}>
              {caption.speaker && <span class="who">{caption.speaker}</span>}
              <p class="voice">{caption.text}</p>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

export function Band({ night, settings }: { night: Night; settings: Store<Settings> }) {
  const idle = useStore(night.store, (s) => s.idle);
  const chatting = useStore(night.store, (s) => s.panel?.is === 'chat');
  const decked = useStore(night.store, (s) => s.panel?.is === 'deck');
  const asked = useStore(night.store, (s) => (openScene(s)?.choices.length ?? 0) > 0 || s.seen?.own.circle != null);
  return (
    <div class={`band ${idle ? 'idle' : ''} ${chatting ? 'chatting' : ''} ${asked ? 'asked' : ''} ${decked ? 'decked' : ''}`}>
      <div class="left">
        <Pacer night={night} />
        <button
          type="button"
          class="round air chat-button"
          aria-expanded={chatting}
          aria-label="Chat"
          onClick={() => (chatting ? night.open(null) : write(night, ''))}
        >
          <Icon name="say" />
        </button>
        <Chat night={night} lines={3} />
      </div>
      <Voice night={night} settings={settings} />
      <Verbs night={night} settings={settings} />
    </div>
  );
}
