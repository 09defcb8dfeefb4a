/** A person's circle: whose hands they hold, and who sits at the same hearth. */
import type { CompiledScenario, CompiledSymbol } from '../compiled.ts';
import type { Moment } from '../moment.ts';
import { partnersOf } from '../space/surroundings.ts';
import type { Listener } from './sources.ts';

/** A hearth gathers who is this near, m. */
const HEARTH_RADIUS = 4;

/** A hearth, and who sits at it now. */
export interface Hearth {
  readonly at: CompiledSymbol;
  readonly sitting: readonly Listener[];
}

export function hearthsOf(scenario: CompiledScenario, all: readonly Listener[]): readonly Hearth[] {
  return scenario.symbols.filter((s) => s.kind === 'hearth').map((at) => ({ at, sitting: all.filter((one) => isNear(one.avatar, at)) }));
}

const NOBODY: readonly Listener[] = [];

/** The people of somebody's circle among those who dream, themselves first; nobody when they are alone. */
export function circleOf(now: Moment, who: Listener, all: readonly Listener[], hearths: readonly Hearth[]): readonly Listener[] {
  const partners = now.world.space.hands.length > 0 ? partnersOf(now.world, who.id) : [];
  if (partners.length === 0 && !hearths.some(({ at }) => isNear(who.avatar, at))) return NOBODY;
  const circle: Listener[] = [who];
  for (const id of partners) {
    const other = all.find((one) => one.id === id);
    if (other) circle.push(other);
  }
  for (const { at, sitting } of hearths) {
    if (!isNear(who.avatar, at)) continue;
    const before = circle.length;
    for (const other of sitting) if (!isAmong(circle, before, other)) circle.push(other);
  }
  return circle;
}

/** True if somebody is one of the first `n`: nobody sits twice at one hearth. */
function isAmong(circle: readonly Listener[], n: number, one: Listener): boolean {
  for (let i = 0; i < n; i++) if (circle[i] === one) return true;
  return false;
}

function isNear(a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): boolean {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) <= HEARTH_RADIUS * HEARTH_RADIUS;
}
