/** "What may reach me?": purposes, lines, veils and the strongest intensity. One panel, on the join paper and in the dream. */
import { useState } from 'preact/hooks';
import type { Limits, Purpose } from '../../shared/dream/governance/model.ts';
import { CEILINGS, COMMON_THEMES, PURPOSE_WORDS, THEME_NAMES, themeName } from './themes.ts';

export interface ReachValue {
  readonly consents: readonly Purpose[];
  readonly limits: Limits;
}

export const NOTHING_SHARED: ReachValue = { consents: [], limits: { lines: [], veils: [], ceiling: 0.6 } };

/** The same list with `item` put in or taken out. */
export function toggled<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((x) => x !== item) : [...list, item];
}

function Purposes({ value, onChange }: { value: ReachValue; onChange: (value: ReachValue) => void }) {
  return (
    <table class="purposes">
      <caption class="unseen">What a reading of my heart or breath may be used for</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">Purpose</th>
          <th scope="col">Agreed</th>
        </tr>
      </thead>
      <tbody>
        {PURPOSE_WORDS.map(({ purpose, name, says }) => (
          <tr key={purpose}>
            <th scope="row" id={`purpose-${purpose}`}>
              {name}
              <small>{says}</small>
            </th>
            <td>
              <button
                type="button"
                class="switch"
                role="switch"
                aria-checked={value.consents.includes(purpose)}
                aria-labelledby={`purpose-${purpose}`}
                onClick={() => onChange({ ...value, consents: toggled(value.consents, purpose) })}
              >
                <span class="target" />
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Lines are crossed and filled, veils dashed: told apart without colour. A theme is a line or a veil, not both. */
function Themes({
  kind,
  tags,
  value,
  onChange,
}: {
  kind: 'lines' | 'veils';
  tags: readonly string[];
  value: Limits;
  onChange: (value: Limits) => void;
}) {
  const [more, setMore] = useState(false);
  const other = kind === 'lines' ? 'veils' : 'lines';
  const common = (tag: string): number => ((COMMON_THEMES as readonly string[]).includes(tag) ? 0 : 1);
  const ordered = [...tags].sort((a, b) => common(a) - common(b));
  const shown = more ? ordered : ordered.filter((tag, i) => i < COMMON_THEMES.length || value[kind].includes(tag));
  const flip = (tag: string): void =>
    onChange({ ...value, [kind]: toggled(value[kind], tag), [other]: value[other].filter((x) => x !== tag) });
  return (
    <fieldset class="chips">
      <legend>{kind === 'lines' ? 'Lines: never show me' : 'Veils: may appear, but far and covered'}</legend>
      {shown.map((tag) => (
        <button key={tag} type="button" class={`chip ${kind}`} aria-pressed={value[kind].includes(tag)} onClick={() => flip(tag)}>
          {themeName(tag)}
        </button>
      ))}
      {shown.length < tags.length && (
        <button type="button" class="chip more" onClick={() => setMore(true)}>
          more…
        </button>
      )}
    </fieldset>
  );
}

function Ceiling({ value, onChange }: { value: number; onChange: (ceiling: number) => void }) {
  const now = CEILINGS.find((c) => c.value >= value - 0.001) ?? CEILINGS[2];
  return (
    <fieldset class="ceiling">
      <legend>The strongest I want it</legend>
      <svg class="wedge" viewBox="0 0 300 24" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 23L300 3V23Z" class="rest" />
        <path d={`M0 23L${now.value * 375 - 60} ${23 - (now.value * 375 - 60) / 15}V23Z`} class="chosen" />
      </svg>
      <div class="steps">
        {CEILINGS.map((step) => (
          <label key={step.name}>
            <input type="radio" name="ceiling" checked={step === now} onChange={() => onChange(step.value)} />
            <span>{step.name}</span>
          </label>
        ))}
      </div>
      <p>
        <b>{now.name}:</b> {now.says} <span class="grey">No role, vote or guide can go above it.</span>
      </p>
    </fieldset>
  );
}

/** `tags`: the themes to choose from; on the join paper the common registry, in a dream that dream's own. */
export function Reach({
  value,
  tags = Object.keys(THEME_NAMES),
  onChange,
}: {
  value: ReachValue;
  tags?: readonly string[];
  onChange: (value: ReachValue) => void;
}) {
  const limits = (next: Limits): void => onChange({ ...value, limits: next });
  return (
    <div class="reach">
      <section>
        <h3>If I wear a sensor, it may</h3>
        <Purposes value={value} onChange={onChange} />
      </section>
      <section>
        <Themes kind="lines" tags={tags} value={value.limits} onChange={limits} />
        <Themes kind="veils" tags={tags} value={value.limits} onChange={limits} />
        <Ceiling value={value.limits.ceiling} onChange={(ceiling) => limits({ ...value.limits, ceiling })} />
      </section>
      <footer>
        <p class="grey">No sensor is needed; breathing by key or finger is like walking. All of this can be changed in the dream.</p>
        <button type="button" class="button outlined" onClick={() => onChange({ ...value, consents: [] })}>
          Share nothing
        </button>
      </footer>
    </div>
  );
}
