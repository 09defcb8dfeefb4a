import type { DreamLink } from '../net/link.ts';
import type { PageParams } from './params.ts';
import type { Ports } from './ports.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';

export interface DreamProps {
  readonly link: DreamLink;
  readonly ports: Ports;
  readonly params: PageParams;
  readonly settings: Store<Settings>;
  /** the night is over for this page: `chosen` when the person woke on purpose */
  readonly onAwake: (sentence: string, chosen: boolean) => void;
}

export function Dream({ link }: DreamProps) {
  return <main>{link.welcome.place.title}</main>;
}
