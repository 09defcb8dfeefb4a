/**
 * The stage's twin in words, for who cannot or would not see it: where I am, who is near, what glows, what changed; and buttons that do what a
 * click on the picture does. Always there for a screen reader, shown to all on request or when there is no picture.
 */
import { label } from '../citizen/frame.ts';
import type { LinkFrame } from '../net/link.ts';
import { thingName } from './named.ts';
import type { Night } from './night.ts';
import { whereFrom } from './notice.ts';
import { roleName, signWords } from './roles/words.ts';
import { told } from './speech.ts';
import { useStore } from './store.ts';

/** Things nearer than this are told, m; people nearer than that. */
const THINGS_M = 24;
const PEOPLE_M = 12;

interface Near {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly glows: boolean;
}

/** What a reed says in words: how high, and how many stand by it. */
const reedName = (r: LinkFrame['common']['reeds'][number]): string =>
  `a reed, ${r.share > 0.6 ? 'high' : r.share > 0.3 ? 'half high' : 'low'}${r.standing > 0 ? `, ${r.standing} by it` : ''}`;

export function nearThings(night: Night, seen: LinkFrame): Near[] {
  const self = seen.people[0];
  if (!self) return [];
  const { place } = night.link.welcome;
  const clothes = seen.own.clothes;
  const awake = new Map(seen.common.symbols.map((s) => [s.id, s.awake]));
  const all: Near[] = [
    ...place.symbols
      .filter((s) => clothes[s.id] !== 'gone')
      .map((s) => ({
        id: s.id,
        x: s.x,
        y: s.y,
        glows: awake.get(s.id) ?? false,
        name:
          clothes[s.id] === 'veiled'
            ? 'something veiled'
            : clothes[s.id] === 'stand-in'
              ? (place.themes.find((t) => t.tag === s.theme)?.standIn ?? s.name)
              : s.name,
      })),
    ...seen.common.shadows
      .filter((s) => !s.gone && clothes[s.id] !== 'gone')
      .map((s) => ({
        id: s.id,
        x: s.x,
        y: s.y,
        glows: s.warmth > 0.2,
        name: clothes[s.id] === 'veiled' ? 'something veiled' : 'a shadow',
      })),
    ...seen.common.lanterns.map((l) => ({ id: l.id, x: l.x, y: l.y, glows: true, name: 'a lantern' })),
    ...seen.common.reeds.map((r) => ({ id: r.id, x: r.x, y: r.y, glows: r.standing > 0, name: reedName(r) })),
    ...seen.common.stones.map((s) => ({
      ...{ id: s.id, x: s.x, y: s.y, glows: s.standing > 0 },
      name: `a stone: ${place.clauses.find((c) => `stone:${c.id}` === s.id)?.says ?? 'As it was.'}${s.standing > 0 ? ` ${s.standing} by it` : ''}`,
    })),
    ...seen.common.strings.map((s) => ({
      id: s.id,
      x: s.x,
      y: s.y,
      glows: Math.abs(s.swing) > 0.2,
      name: thingName(s.id, place) ?? 'a string',
    })),
    ...place.bridges.flatMap((b) => {
      const grown = seen.common.bridges.find((g) => g.id === b.id)?.length ?? 0;
      const end =
        Math.hypot(b.ax - self.x, b.ay - self.y) < Math.hypot(b.bx - self.x, b.by - self.y) ? { x: b.ax, y: b.ay } : { x: b.bx, y: b.by };
      return [{ id: b.id, ...end, glows: false, name: `a bridge, ${Math.round((grown / b.length) * 100)} % grown` }];
    }),
  ];
  return all
    .filter((t) => Math.hypot(t.x - self.x, t.y - self.y) <= THINGS_M)
    .sort((a, b) => Math.hypot(a.x - self.x, a.y - self.y) - Math.hypot(b.x - self.x, b.y - self.y))
    .slice(0, 8);
}

export function Twin({ night }: { night: Night }) {
  const seen = useStore(night.store, (s) => s.seen);
  const shown = useStore(night.store, (s) => s.twin || s.blind);
  const change = useStore(night.store, (s) => s.change);
  if (!seen) return null;
  const self = seen.people[0];
  if (!self) return null;
  const { place, me } = night.link.welcome;
  const region = place.regions.find((r) => ((self.x - r.x) / r.rx) ** 2 + ((self.y - r.y) / r.ry) ** 2 <= 1);
  const people = seen.people.filter((p) => p.id !== me && Math.hypot(p.x - self.x, p.y - self.y) <= PEOPLE_M).slice(0, 8);
  const things = nearThings(night, seen);
  const { reach, ease, tune } = seen.own;
  const standing = seen.common.arcs.filter((a) => !a.question).length;
  return (
    <section class={`twin air ${shown ? '' : 'unseen'}`} aria-label="The dream in words">
      <h2>Where I am</h2>
      <p>
        {region ? region.name : 'On a bridge or in the mist'}. {seen.common.act.title}. {ease > 0.4 ? 'I am at ease. ' : ''}
        {tune > 0.5 ? 'Somebody breathes with me. ' : ''}
        {standing > 0 ? `${standing} stand. ` : ''}
        {seen.own.voice ? 'My voice is raised.' : ''}
      </p>
      {reach && (
        <button type="button" class="pill lit" onClick={() => night.intend({ does: 'act' })}>
          {told(night.speech, reach.verb)}: {told(night.speech, reach.name)}
        </button>
      )}
      <h2>Who is near</h2>
      {people.length === 0 && <p>Nobody within twelve metres.</p>}
      <ul>
        {people.map((p) => (
          <li key={p.id}>
            <button
              type="button"
              class="pill"
              onFocus={() => (night.focus = p.id)}
              onBlur={() => (night.focus = null)}
              onClick={() => night.open({ is: 'person', who: p.id })}
            >
              {label(seen.names[p.id], p.kind)}, {whereFrom(self, p)}
              {p.palm ? ', palm open' : ''}
              {p.breathIn ? ', breathing in' : ''}
            </button>
          </li>
        ))}
      </ul>
      <h2>What is near</h2>
      <ul>
        {things.map((t) => (
          <li key={t.id}>
            <button type="button" class="pill" onClick={() => night.goTo({ x: t.x, y: t.y + 1.4 }, t.id)}>
              {t.name}
              {t.glows ? ', glowing' : ''}, {whereFrom(self, t)}: go there
            </button>
          </li>
        ))}
      </ul>
      <h2>Signed from the decks</h2>
      {seen.common.signs.length === 0 && <p>Nothing lately.</p>}
      <ul>
        {seen.common.signs.slice(-3).map((sign) => (
          <li key={sign.id}>
            <button type="button" class="pill" onClick={() => night.ask(sign.id)}>
              {signWords(night.speech, sign, night.link.welcome, seen)} Why?
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="pill" onClick={() => night.intend({ does: 'roles' })}>
        {seen.own.deck ? `My deck: ${roleName(night.speech, seen.own.deck.role)}` : 'The roles: who holds what'}
      </button>
      <h2>In the sky</h2>
      <button type="button" class="pill" onClick={() => night.intend({ does: 'look' })}>
        The cloth, {seen.common.threads.length} of {seen.common.goal} threads: look up
      </button>
      <p class="unseen" aria-live="polite">
        {change}
      </p>
    </section>
  );
}
