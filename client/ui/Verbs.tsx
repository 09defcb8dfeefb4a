/** What I can do now, with its key. The act says what it would do, and to what. Buttons do all that the keys do. */
import type { IconName } from './icons.tsx';
import { Icon } from './icons.tsx';
import { keyName, type Verb } from './keys.ts';
import type { Night } from './night.ts';
import type { Settings } from './settings.ts';
import { told } from './speech.ts';
import { type Store, useStore } from './store.ts';

interface VerbButton {
  readonly verb: Verb;
  readonly icon: IconName;
  readonly label: string;
  readonly lit: boolean;
  readonly dim: boolean;
  readonly mode: 'tap' | 'hold' | 'press';
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function Verbs({ night, settings }: { night: Night; settings: Store<Settings> }) {
  const keys = useStore(settings, (s) => s.keys);
  const own = useStore(night.store, (s) => s.seen?.own ?? null);
  const holding = useStore(night.store, (s) => s.holding);
  const reach = own?.reach ? { name: told(night.speech, own.reach.name), verb: told(night.speech, own.reach.verb).toLowerCase() } : null;
  const offered = (own?.offers.length ?? 0) > 0;
  const held = (own?.partners.length ?? 0) > 0;
  const buttons: VerbButton[] = [
    { verb: 'breathe', icon: 'breathe', label: 'Breathe', lit: false, dim: false, mode: 'hold' },
    { verb: 'hand', icon: 'hand', label: offered ? 'Take hand' : held ? 'Let go' : 'Hand', lit: offered, dim: false, mode: 'tap' },
    {
      verb: 'act',
      icon: 'act',
      label: reach ? capital(reach.verb) : 'Act',
      lit: reach !== null && !offered,
      dim: reach === null,
      mode: 'tap',
    },
    { verb: 'lantern', icon: 'lantern', label: 'Lantern', lit: false, dim: false, mode: 'tap' },
    { verb: 'say', icon: 'say', label: 'Say', lit: false, dim: false, mode: 'tap' },
    { verb: 'why', icon: 'why', label: 'Why?', lit: false, dim: false, mode: 'tap' },
  ];
  return (
    <div class="verbs air" role="toolbar" aria-label="What I can do">
      {reach && (
        <p class="reach-name">
          <b>{reach.name}</b> <kbd>{keyName('act', keys)}</kbd> {reach.verb}
        </p>
      )}
      {buttons.map((b) => (
        <VerbView
          key={b.verb}
          night={night}
          button={b}
          keyLabel={keyName(b.verb, keys)}
          share={holding?.verb === b.verb ? holding.share : 0}
          what={b.verb === 'act' ? (reach?.name ?? '') : ''}
        />
      ))}
    </div>
  );
}

function VerbView({
  night,
  button,
  keyLabel,
  share,
  what,
}: {
  night: Night;
  button: VerbButton;
  keyLabel: string;
  share: number;
  what: string;
}) {
  const { verb, mode } = button;
  const down = (event: PointerEvent): void => {
    if (mode !== 'hold') return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    night.input.press('breathe', true, performance.now());
    night.stir();
  };
  const up = (): void => {
    if (mode === 'hold') night.input.press('breathe', false, performance.now());
  };
  const click = (event: MouseEvent): void => {
    if (mode === 'hold') {
      // A screen reader's or switch's click has no length: it turns the breath in, and out by itself.
      if (event.detail === 0) night.input.autoBreath(!night.input.autoBreathing);
      return;
    }
    night.intend({ does: verb as 'act' });
  };
  return (
    <button
      type="button"
      class={`verb verb-${verb} ${button.lit ? 'lit' : ''} ${button.dim ? 'dim' : ''}`}
      aria-keyshortcuts={keyLabel}
      aria-disabled={button.dim}
      onPointerDown={down}
      onPointerUp={up}
      onPointerCancel={up}
      onContextMenu={(e) => e.preventDefault()}
      onClick={click}
      style={share > 0 ? { '--share': share } : {}}
    >
      <Icon name={button.icon} />
      <span>{button.label}</span>
      {what && <span class="what"> {what}</span>}
      <kbd>{keyLabel}</kbd>
    </button>
  );
}
