/** The charter: rules as data that the gate applies after the floor. A reform changes them at once. */
import type { CharterRule, CompiledClause, CompiledScenario } from '../compiled.ts';
import type { PersonEffect } from '../effects.ts';
import type { Who } from '../ids.ts';
import { roleHeldBy } from '../orchestration/roles.ts';
import type { World } from '../world.ts';

/** The rules in force: those at the start, changed by each clause in the order of their adoption. */
export function charterWith(start: readonly CharterRule[], adopted: readonly CompiledClause[]): CharterRule[] {
  let rules = start.map((r) => ({ ...r }));
  for (const clause of adopted) {
    rules = rules.filter((r) => !clause.removes.includes(r.id) && !clause.adds.some((a) => a.id === r.id));
    rules.push(...clause.adds.map((a) => ({ ...a })));
  }
  return rules;
}

/** Role behind an effect: guide, dream, the role somebody holds, '' for a citizen. */
export function roleOf(world: World, scenario: CompiledScenario, by: Who): string {
  return by === 'guide' || by === 'dream' ? by : roleHeldBy(world, scenario, by);
}

const effectKey = (rule: CharterRule, who: Who): string => `${rule.id}|${who}`;

/** In what an effect exceeds a rule; null when it keeps to it, or the rule does not speak of it. Judged as it was asked, before anybody's limits. */
export function excessOf(world: World, scenario: CompiledScenario, rule: CharterRule, effect: PersonEffect): 'strong' | 'often' | null {
  if (rule.theme !== '' && rule.theme !== effect.theme) return null;
  if (rule.kind !== '' && rule.kind !== effect.kind) return null;
  if (rule.by !== '' && rule.by !== roleOf(world, scenario, effect.by)) return null;
  if (effect.intensity > rule.most) return 'strong';
  if (rule.every === 0 || effect.source === '') return null;
  const last = world.governance.lastOf[effectKey(rule, effect.to)];
  return last && last.source !== effect.source && world.tick - last.tick < rule.every * 20 ? 'often' : null;
}

/** Remembers an effect that came through, for rules that allow one in so long. Called once an effect, after the gate. */
export function remindCharter(world: World, scenario: CompiledScenario, effect: PersonEffect): void {
  for (const rule of world.governance.charter) {
    if (rule.every === 0 || effect.source === '' || (rule.theme !== '' && rule.theme !== effect.theme)) continue;
    if ((rule.kind !== '' && rule.kind !== effect.kind) || (rule.by !== '' && rule.by !== roleOf(world, scenario, effect.by))) continue;
    const key = effectKey(rule, effect.to);
    if (world.governance.lastOf[key]?.source !== effect.source || world.tick - (world.governance.lastOf[key]?.tick ?? 0) >= rule.every * 20)
      world.governance.lastOf[key] = { tick: world.tick, source: effect.source };
  }
}

/** What the clauses in force ask of a role beyond rules: guide -> ask, show or unmasked; '' for nothing. The newest clause wins. */
export function askedOfRole(world: World, role: string): string {
  const { adopted } = world.governance;
  for (let i = adopted.length - 1; i >= 0; i--) {
    const does = adopted[i]?.does ?? {};
    if (Object.hasOwn(does, role)) return does[role] as string;
  }
  return '';
}
