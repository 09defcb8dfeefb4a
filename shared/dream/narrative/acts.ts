/** The acts of a night: each opens by its facts or its time, none is skipped; the last one ends the night. */
import { max } from '../../kernel/math.ts';
import type { CompiledScenario } from '../compiled.ts';
import { type CauseId, TICK_RATE } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { needsOf, titleOf } from './ending.ts';
import { behind, factOf, refreshFacts } from './facts.ts';
import { endingOf, MIN_ACT_SECONDS } from './rules.ts';
import { holds } from './salience.ts';
import { closeScene } from './scenes.ts';

/** Opens act `index` and lets its palette come over the next 12 s. */
export function openAct(now: Moment, index: number, because: readonly CauseId[]): void {
  const { narrative } = now.world;
  const act = now.scenario.acts[index];
  if (!act) return;
  const opened = now.event('act.opened', 'dream', act.id, because, { index });
  narrative.act = index;
  narrative.actTick = now.tick;
  narrative.actBecause = [opened];
  if (narrative.palette.to !== act.palette) {
    narrative.palette = { from: narrative.palette.to, to: act.palette, sinceTick: now.tick };
  }
}

/** Length of the last act: what the acts before it leave of the night, at least 45 s. */
export function lastActSeconds(scenario: CompiledScenario): number {
  const before = scenario.acts.reduce((sum, act, i) => (i === 0 ? 0 : sum + act.afterSeconds), 0);
  return max(MIN_ACT_SECONDS, scenario.knobs.nightSeconds - before);
}

/** Sand left if no act opens early: share of the whole night 0..1, and seconds. */
export function sandLeft(world: World, scenario: CompiledScenario): { share: number; seconds: number } {
  const { narrative } = world;
  const last = lastActSeconds(scenario);
  const whole = scenario.acts.reduce((sum, act, i) => (i === 0 ? 0 : sum + act.afterSeconds), 0) + last;
  if (!narrative.begun) return { share: 1, seconds: whole };
  if (narrative.ending !== '') return { share: 0, seconds: 0 };
  const ahead = scenario.acts.slice(narrative.act + 1).reduce((sum, act) => sum + act.afterSeconds, 0);
  const seconds = max(0, ahead + last - (world.tick - narrative.actTick) / TICK_RATE);
  return { share: whole > 0 ? seconds / whole : 0, seconds };
}

/** Once a second: does the next act open, or the night end? */
export function stepActs(now: Moment): void {
  const { narrative } = now.world;
  const t = factOf(now.world, 't');
  const next = now.scenario.acts[narrative.act + 1];
  if (!next) {
    if (t >= lastActSeconds(now.scenario)) endNight(now, narrative.actBecause);
    return;
  }
  if (t >= MIN_ACT_SECONDS) {
    const facts = (name: string): number => factOf(now.world, name);
    const group = next.opensWhen.find((g) => g.length > 0 && holds(g, facts));
    if (group) {
      const causes = behind(now.world, group);
      openAct(now, narrative.act + 1, causes.length > 0 ? causes : narrative.actBecause);
      return;
    }
  }
  if (t >= next.afterSeconds) openAct(now, narrative.act + 1, narrative.actBecause);
}

/** Ends the night: says how, and closes what is open. */
export function endNight(now: Moment, because: readonly CauseId[]): void {
  const { narrative, people } = now.world;
  refreshFacts(now.world);
  const here = Object.values(people.byId).filter((p) => p.kind !== 'agent');
  const open = factOf(now.world, 'open');
  const night = {
    woven: narrative.threads.length,
    goal: narrative.goal,
    open,
    formed: narrative.formed,
    came: here.length,
    woke: here.filter((p) => p.state === 'awake').length,
    ...needsOf(now.scenario.dawn, (fact) => factOf(now.world, fact)),
  };
  narrative.ending = endingOf(night);
  narrative.endedTick = now.tick;
  const title = titleOf(now.scenario.endings, narrative.ending, (fact) => factOf(now.world, fact));
  const ended = now.event('night.ended', 'dream', '', because, { ending: narrative.ending, title, ...night });
  for (const scene of [...narrative.scenes]) closeScene(now, scene, [ended]);
  if (narrative.ending === 'dawn') narrative.palette = { from: narrative.palette.to, to: 'dawn', sinceTick: now.tick };
  for (const who of now.dreamers()) {
    now.effect({ kind: 'image', to: who, by: 'dream', source: 'night', text: title, because: [ended] });
  }
}
