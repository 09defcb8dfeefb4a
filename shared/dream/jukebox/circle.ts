/** A person's circle: whose hands they hold, and who sits at the same hearth. */
import type { CompiledScenario, CompiledSymbol } from '../compiled.ts';
import type { Moment } from '../moment.ts';
import { partnersOf } from '../space/surroundings.ts';
import type { Listener } from './sources.ts';

/** A hearth gathers who is this near, m. */
const HEARTH_RADIUS = 4;

export function hearthsOf(scenario: CompiledScenario): readonly CompiledSymbol[] {
  return scenario.symbols.filter((s) => s.kind === 'hearth');
}

const NOBODY: readonly Listener[] = [];

/** The people of somebody's circle among those who dream, themselves first; nobody when they are alone. */
export function circleOf(now: Moment, who: Listener, all: readonly Listener[], hearths: readonly CompiledSymbol[]): readonly Listener[] {
  const partners = now.world.space.hands.length > 0 ? partnersOf(now.world, who.id) : [];
  if (partners.length === 0 && !hearths.some((hearth) => isNear(who.avatar, hearth))) return NOBODY;
  const circle = new Set<Listener>([who]);
  for (const id of partners) {
    const other = all.find((one) => one.id === id);
    if (other) circle.add(other);
  }
  for (const hearth of hearths) {
    if (!isNear(who.avatar, hearth)) continue;
    for (const other of all) if (isNear(other.avatar, hearth)) circle.add(other);
  }
  return [...circle];
}

function isNear(a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): boolean {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) <= HEARTH_RADIUS * HEARTH_RADIUS;
}
