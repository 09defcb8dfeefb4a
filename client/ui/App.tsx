/** The page: join, fall asleep, dream, wake. Keeps who one is in sessionStorage so that a refresh returns to the same place. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type JoinOptions, PROTOCOL } from '../../shared/protocol/messages.ts';
import type { DreamLink } from '../net/link.ts';
import type { DreamProps } from './Dream.tsx';
import { Dusk, FIRST_JOINING, Join, type Joining } from './Join.tsx';
import type { PageParams } from './params.ts';
import type { Ports } from './ports.ts';
import { forgetNight, keepNight, recallNight } from './remember.ts';
import { motionReduced, openSettings, showSettings } from './settings.ts';
import type { Speech } from './speech.ts';
import { Waking } from './Waking.tsx';
import type { WovenLine } from './Woven.tsx';
import './style/base.css';
import './style/join.css';
import './style/reach.css';

type Where =
  | { readonly at: 'join'; readonly trouble: string; readonly busy: boolean }
  | { readonly at: 'dream'; readonly link: DreamLink; readonly speech: Speech; readonly Dream: ComponentType<DreamProps> }
  | { readonly at: 'awake'; readonly sentence: string; readonly chosen: boolean; readonly cloth: readonly WovenLine[] };

const settings = openSettings(typeof localStorage === 'undefined' ? null : localStorage);

function optionsOf(joining: Joining, token: string): JoinOptions {
  return {
    protocol: PROTOCOL,
    name: joining.name,
    shape: joining.shape,
    cloth: joining.cloth,
    limits: joining.reach.limits,
    consents: joining.reach.consents,
    ...(token ? { token } : {}),
  };
}

/** One clear sentence for whatever kept somebody from the dream. */
export function troubleOf(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  if (/^[A-Z].{8,200}[.!?]$/.test(said) && !/fetch|xhr|websocket|undefined|null/i.test(said)) return said;
  if (typeof navigator !== 'undefined' && navigator.onLine === false) return 'This device is offline; the dream waits until it is back.';
  return 'The dream does not answer. It may be waking up or away; try again in a moment.';
}

export function App({ ports, params }: { ports: Ports; params: PageParams }) {
  const kept = recallNight();
  const [joining, setJoining] = useState<Joining>(() => ({
    ...FIRST_JOINING,
    ...(kept?.joining ?? {}),
    ...(params.name ? { name: params.name } : {}),
  }));
  const [where, setWhere] = useState<Where>({ at: 'join', trouble: '', busy: false });

  useEffect(() => {
    const show = (): void => showSettings(document.documentElement, settings.get(), motionReduced(settings.get(), params.reduceMotion));
    show();
    return settings.subscribe(show);
  }, [params]);

  const sleep = async (as: Joining, token: string): Promise<void> => {
    setJoining(as);
    setWhere({ at: 'join', trouble: '', busy: true });
    try {
      const [connect, speech, dream] = await Promise.all([ports.connect(), ports.speech(), import('./Dream.tsx')]);
      const link = await connect(ports.url, { ...optionsOf(as, token), ...(params.latencyMs ? { latencyMs: params.latencyMs } : {}) });
      keepNight({ joining: as, token: link.welcome.token });
      setWhere({ at: 'dream', link, speech, Dream: dream.Dream });
    } catch (error) {
      setWhere({ at: 'join', trouble: troubleOf(error), busy: false });
    }
  };

  useEffect(() => {
    if (kept?.token) void sleep({ ...joining }, kept.token);
    else if (params.autojoin) void sleep({ ...joining }, '');
  }, []);

  if (where.at === 'dream') {
    const { Dream, link, speech } = where;
    return (
      <Dream
        link={link}
        ports={ports}
        params={params}
        settings={settings}
        speech={speech}
        onAwake={(sentence, chosen, cloth) => {
          if (chosen) forgetNight();
          setWhere({ at: 'awake', sentence, chosen, cloth });
        }}
      />
    );
  }
  if (where.at === 'awake') {
    return (
      <>
        <Dusk />
        <Waking
          sentence={where.sentence}
          chosen={where.chosen}
          cloth={where.cloth}
          onReturn={() => setWhere({ at: 'join', trouble: '', busy: false })}
        />
      </>
    );
  }
  return <Join initial={joining} trouble={where.trouble} busy={where.busy} onJoin={(as) => void sleep(as, recallNight()?.token ?? '')} />;
}
