/** What may reach me, in the dream: the same panel as at joining; every change is a command of that moment. Below it, a sensor, what the guide believes and who is hidden. */
import { useState } from 'preact/hooks';
import { CONSENT_WORDING, PURPOSES, type Purpose } from '../../shared/dream/governance/model.ts';
import { Believed } from './Believed.tsx';
import type { Night } from './night.ts';
import { Reach, type ReachValue } from './Reach.tsx';
import { type SensorHold, SensorPanel } from './SensorPanel.tsx';
import { Sheet } from './Sheet.tsx';
import { useStore } from './store.ts';

export function Limits({ night, sensor }: { night: Night; sensor: SensorHold }) {
  const own = useStore(night.store, (s) => s.seen?.own ?? null);
  const names = useStore(night.store, (s) => s.seen?.names ?? null);
  const [value, setValue] = useState<ReachValue>(() => ({
    consents: PURPOSES.filter((p) => own?.consents[p] !== undefined),
    limits: { lines: [...(own?.limits.lines ?? [])], veils: [...(own?.limits.veils ?? [])], ceiling: own?.limits.ceiling ?? 0.6 },
  }));
  const change = (next: ReachValue): void => {
    const gone = value.consents.filter((p) => !next.consents.includes(p));
    const given = next.consents.filter((p) => !value.consents.includes(p));
    setValue(next);
    for (const purpose of gone) void night.command('consent.withdraw', { purpose });
    for (const purpose of given) void night.command('consent.give', { purpose: purpose as Purpose, wording: CONSENT_WORDING });
    if (next.limits !== value.limits) void night.command('limit.set', { ...next.limits });
  };
  const tags = night.link.welcome.place.themes.map((t) => t.tag);
  const hidden = own?.hidden ?? [];
  return (
    <Sheet title="What may reach me?" kind="paper" place="middle" class="limits" onClose={() => night.open(null)}>
      <Reach value={value} {...(tags.length > 0 ? { tags } : {})} onChange={change} />
      <SensorPanel
        sensor={sensor}
        shared={value.consents.length > 0}
        signal={own?.signal ?? null}
        onCoach={() => night.open({ is: 'coach' })}
      />
      <Believed
        believed={own?.believed ?? null}
        agreed={value.consents.includes('guide')}
        onNote={() => void night.command('note', { about: 'guide' })}
        onBook={() => night.open({ is: 'notebook' })}
        onAsk={() => void night.command('guide.ask', {})}
        onTakeBack={() => change({ ...value, consents: value.consents.filter((p) => p !== 'guide') })}
      />
      {hidden.length > 0 && (
        <section class="hidden-people">
          <h3>Hidden from each other</h3>
          {hidden.map((who) => (
            <button key={who} type="button" class="chip" onClick={() => void night.command('hide', { who, on: false })}>
              {names?.[who] ?? 'someone'}: meet again
            </button>
          ))}
        </section>
      )}
    </Sheet>
  );
}
