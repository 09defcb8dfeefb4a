/** The dream on the page: picture below, overlays above, Stop over everything. Its own chunk, fetched when somebody falls asleep. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DreamAudio } from '../audio/engine.ts';
import type { DreamLink } from '../net/link.ts';
import { Bubbles } from './Bubbles.tsx';
import { Cloth } from './Cloth.tsx';
import { Coach } from './Coach.tsx';
import { Comfort } from './Comfort.tsx';
import { listen } from './controls.ts';
import { Debug } from './Debug.tsx';
import { everyFrame } from './everyFrame.ts';
import { Fragment, LanternPanel } from './Fragment.tsx';
import { ActCard, Band, Comforts, StopTab } from './Hud.tsx';
import { Limits } from './Limits.tsx';
import { Notebook, NoteRing } from './Notebook.tsx';
import { createNight, type Night } from './night.ts';
import { PersonMenu } from './PersonMenu.tsx';
import type { PageParams } from './params.ts';
import type { Ports } from './ports.ts';
import { Deck } from './roles/Deck.tsx';
import { Roles } from './roles/Roles.tsx';
import { Signs } from './roles/Signs.tsx';
import { holdSensor, type SensorHold } from './SensorPanel.tsx';
import { StopCard } from './StopCard.tsx';
import type { Settings } from './settings.ts';
import type { Speech } from './speech.ts';
import { Square } from './square/Square.tsx';
import { type Store, useStore } from './store.ts';
import { Twin } from './Twin.tsx';
import { Wheel } from './Wheel.tsx';
import { Why } from './Why.tsx';
import type { WovenLine } from './Woven.tsx';
import './style/dream.css';
import './style/voice.css';
import './style/panels.css';
import './roles/roles.css';
import './square/square.css';
import './style/compact.css';

export interface DreamProps {
  readonly link: DreamLink;
  readonly ports: Ports;
  readonly params: PageParams;
  readonly settings: Store<Settings>;
  readonly speech: Speech;
  /** the night is over for this page: `chosen` when the person woke on purpose */
  readonly onAwake: (sentence: string, chosen: boolean, cloth: readonly WovenLine[]) => void;
}

/** Read-only, for tests and for looking around in the console; nothing in the product reads it. */
interface DebugHandle {
  readonly link: DreamLink;
  readonly stage: Night['stage'];
  readonly frame: Night['drawn'];
  readonly seen: ReturnType<Night['store']['get']>['seen'];
}

function expose(night: Night): void {
  const handle: DebugHandle = Object.freeze({
    link: night.link,
    get stage() {
      return night.stage;
    },
    get frame() {
      return night.drawn;
    },
    get seen() {
      return night.store.get().seen;
    },
  });
  Object.defineProperty(window, 'dreamhaven', { value: handle, configurable: true });
}

/** Browsers let a page sound only from within a gesture: falling asleep was one, after a refresh the next key or touch is. */
async function hearAtFirstGesture(night: Night, audio: DreamAudio): Promise<void> {
  const stop = new AbortController();
  const unlock = async (): Promise<void> => {
    await audio.unlock();
    if (audio.state.is === 'waiting') return;
    stop.abort();
    if (audio.state.is === 'none' && audio.state.sentence) night.note('', audio.state.sentence);
  };
  for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, () => void unlock(), { signal: stop.signal });
  await unlock();
}

/** Picture and sound come when they can; without either the dream goes on, and one sentence says so. */
async function furnish(
  night: Night,
  picture: HTMLElement,
  { ports, params, settings, link }: DreamProps,
  over: () => boolean,
): Promise<void> {
  const seed = [...link.welcome.dreamId].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7);
  try {
    const createStage = await ports.stage();
    if (over()) return;
    const stage = await createStage(picture, { quality: params.quality, seed });
    if (over()) stage.destroy();
    else night.stage = stage;
  } catch (error) {
    const why = error instanceof Error && error.name === 'StageError' ? error.message : 'This browser could not draw the dream.';
    night.store.set({ blind: true, sentence: `${why} The dream goes on in words.` });
  }
  try {
    const createAudio = await ports.audio();
    if (over()) return;
    const audio = createAudio(seed);
    audio.setVolume(settings.get().volume);
    night.audio = audio;
    await hearAtFirstGesture(night, audio);
  } catch {
    night.note('', 'There is no sound on this device; captions say what would be heard.');
  }
}

function Panels({ night, settings, sensor }: { night: Night; settings: Store<Settings>; sensor: SensorHold }) {
  const panel = useStore(night.store, (s) => s.panel);
  switch (panel?.is) {
    case 'reach':
      return <Limits night={night} sensor={sensor} />;
    case 'comfort':
      return <Comfort night={night} settings={settings} />;
    case 'coach':
      return <Coach night={night} sensor={sensor} />;
    case 'notebook':
      return <Notebook night={night} />;
    case 'wheel':
      return <Wheel night={night} />;
    case 'why':
      return <Why night={night} />;
    case 'person':
      return <PersonMenu key={panel.who} night={night} who={panel.who} />;
    case 'fragment':
      return <Fragment key={panel.id} night={night} id={panel.id} />;
    case 'sky':
      return <Cloth night={night} settings={settings} id={panel.id} />;
    case 'vote':
      return <Square night={night} settings={settings} />;
    case 'roles':
      return <Roles night={night} />;
    case 'deck':
      return <Deck night={night} />;
    case 'lantern':
      return <LanternPanel night={night} />;
    default:
      return null;
  }
}

function Overlays({ night, settings, sensor }: { night: Night; settings: Store<Settings>; sensor: SensorHold }) {
  const stopped = useStore(night.store, (s) => s.stopped);
  const ready = useStore(night.store, (s) => s.seen !== null);
  const sentence = useStore(night.store, (s) => s.sentence);
  const debug = useStore(night.store, (s) => s.debug);
  return (
    <>
      {ready && !stopped && (
        <>
          <Bubbles night={night} />
          <NoteRing night={night} />
          <div class="corner">
            <ActCard night={night} />
            <Signs night={night} settings={settings} />
          </div>
          <Comforts night={night} settings={settings} />
          <Band night={night} settings={settings} />
          <Twin night={night} />
          <Panels night={night} settings={settings} sensor={sensor} />
        </>
      )}
      <p class={`sentence ${sentence ? 'air' : ''}`} role="status">
        {sentence}
      </p>
      {debug && <Debug night={night} />}
      {!ready && <p class="arriving air voice">Falling asleep…</p>}
      {stopped ? <StopCard night={night} /> : <StopTab night={night} />}
    </>
  );
}

export function Dream(props: DreamProps) {
  const { link, ports, params, settings, speech, onAwake } = props;
  const root = useRef<HTMLElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const knob = useRef<HTMLDivElement>(null);
  const [parts, setParts] = useState<{ night: Night; sensor: SensorHold } | null>(null);
  useEffect(() => {
    const stageBox = picture.current as HTMLDivElement;
    const night = createNight({
      link,
      settings,
      speech,
      reduceMotion: params.reduceMotion,
      blank: (on) => root.current?.classList.toggle('blanked', on),
      awake: onAwake,
    });
    const sensor = holdSensor(night, ports);
    setParts({ night, sensor });
    expose(night);
    let over = false;
    const stop = everyFrame(night.frame, () => night.restMs);
    void furnish(night, stageBox, props, () => over);
    void ports.sensor().catch(() => null);
    const deaf = listen(night, stageBox, knob.current as HTMLDivElement);
    const volume = settings.subscribe((s) => night.audio?.setVolume(s.volume));
    const resize = (): void => night.stage?.resize();
    addEventListener('resize', resize);
    return () => {
      over = true;
      stop();
      deaf();
      volume();
      sensor.stop();
      removeEventListener('resize', resize);
      night.end();
    };
  }, [link]);
  return (
    <main class="dream" ref={root}>
      <div class="picture" ref={picture} aria-hidden="true" />
      <div class="curtain" aria-hidden="true" />
      <div class="stick" ref={knob} hidden aria-hidden="true" />
      <div class="hud">{parts && <Overlays night={parts.night} settings={settings} sensor={parts.sensor} />}</div>
    </main>
  );
}
