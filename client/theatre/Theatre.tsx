/** The theatre: the picture, what it is, what happened, and the deck below. */
import { useEffect, useRef } from 'preact/hooks';
import { WHOLE } from '../../shared/protocol/theatre.ts';
import type { Quality } from '../stage/view.ts';
import { Bubbles } from '../ui/Bubbles.tsx';
import { useStore } from '../ui/store.ts';
import { Because } from './Because.tsx';
import { Deck } from './deck/Deck.tsx';
import { Expectations } from './Expectations.tsx';
import { GoOn } from './GoOn.tsx';
import { keyed } from './keys.ts';
import { Log } from './Log.tsx';
import type { Player } from './player.ts';
import { holdPicture } from './pointer.ts';
import { voicesAt } from './told/sight.ts';
import '../ui/style/base.css';
import '../ui/style/dream.css';
import '../ui/style/voice.css';
import '../ui/style/panels.css';
import { everyFrame } from '../ui/everyFrame.ts';
import './theatre.css';
import './deck/deck.css';

export function NoNight({ sentence }: { sentence: string }) {
  return (
    <main class="no-night">
      <p class="paper lead">{sentence}</p>
    </main>
  );
}

export function Theatre({ player, quality }: { player: Player; quality: Quality | 'auto' }) {
  const picture = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let over = false;
    const stop = everyFrame(() => player.frame(performance.now()));
    const letGo = picture.current ? holdPicture(picture.current, player) : () => undefined;
    const onKey = (e: KeyboardEvent): void => keyed(player, e);
    addEventListener('keydown', onKey);
    void raiseStage(player, picture.current as HTMLElement, quality, () => over);
    return () => {
      over = true;
      stop();
      removeEventListener('keydown', onKey);
      letGo();
      player.stage?.destroy();
      player.stage = null;
    };
  }, [player]);
  return (
    <main class="theatre">
      <div class="house">
        <div class="picture" ref={picture} />
        <Bubbles night={player} />
        <Card player={player} />
        <Scene player={player} />
        <Log player={player} />
        <Panel player={player} />
        <Sentence player={player} />
      </div>
      <Deck player={player} />
    </main>
  );
}

async function raiseStage(player: Player, picture: HTMLElement, quality: Quality | 'auto', over: () => boolean): Promise<void> {
  try {
    const { createStage } = await import('../stage/index.ts');
    if (over()) return;
    const seed = [...player.night.dreamId].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7);
    const stage = await createStage(picture, { quality, seed });
    if (over()) stage.destroy();
    else player.stage = stage;
  } catch (error) {
    const why = error instanceof Error && error.name === 'StageError' ? error.message : 'This browser could not draw the dream.';
    picture.dataset.trouble = `${why} The time line and the log go on in words.`;
  }
}

/** What plays, at which hour, and whether it was dreamt again or is only watched. */
function Card({ player }: { player: Player }) {
  const { night } = player;
  const act = useStore(player.store, (s) => s.sight?.common.act.title ?? '');
  const ending = useStore(player.store, (s) => s.sight?.common.ending ?? '');
  const how =
    night.mode === 're-run' ? `dreamt again exactly: ${night.digestsMet} digests met` : `watched, not dreamt again: ${night.because}`;
  return (
    <header class={`air act-card ${night.mode === 'watched' ? 'watched' : ''}`}>
      <h1>{night.title}</h1>
      <p>{[act, ending && `ending: ${ending}`].filter(Boolean).join(' · ')}</p>
      <p class="how">{how}</p>
      {night.gone.length > 0 && <p class="how">without {night.gone.length} who cannot be shown any more</p>}
      {night.troubles.map((t) => (
        <p key={t} class="how">
          {t}
        </p>
      ))}
    </header>
  );
}

/** The scene that somebody followed stands in, or the last voice of the dream that reached them. */
function Scene({ player }: { player: Player }) {
  const who = useStore(player.store, (s) => s.who);
  const sight = useStore(player.store, (s) => s.sight);
  if (who === WHOLE || !sight) return null;
  if (!sight.own) return <p class="air place-note">{nameOf(player, who)} is not in the dream at this moment; the whole is shown.</p>;
  const scene = sight.own.scenes[0];
  const caption = scene ? null : voicesAt(player.night, player.speech, sight.tick, who, sight.names).caption;
  const text = scene?.text || caption?.text || '';
  if (!text) return null;
  const speaker = scene?.speaker ?? caption?.speaker ?? '';
  return (
    <section class="air scene seen-scene" aria-label="What they see and hear">
      {speaker && <span class="who">{speaker}</span>}
      <p class={`voice ${text.length > 150 ? 'long' : ''}`}>{player.speech.say(text) ?? text}</p>
      {scene && scene.choices.length > 0 && (
        <div class="choices">
          {scene.choices.map((c) => (
            <span key={c.id} class="pill">
              {c.label}
            </span>
          ))}
        </div>
      )}
    </section>
  );
}

function nameOf(player: Player, who: string): string {
  const p = player.night.people.find((q) => q.id === who);
  return p?.name.trim() || who;
}

function Panel({ player }: { player: Player }) {
  const open = useStore(player.store, (s) => s.open);
  if (open?.is === 'why') return <Because player={player} open={open} />;
  if (open?.is === 'fork') return <GoOn player={player} />;
  if (open?.is === 'expectations') return <Expectations player={player} />;
  return null;
}

function Sentence({ player }: { player: Player }) {
  const sentence = useStore(player.store, (s) => s.sentence);
  return sentence ? (
    <p class="sentence paper" role="alert">
      {sentence}
    </p>
  ) : null;
}
