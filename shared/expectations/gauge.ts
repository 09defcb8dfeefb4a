/** What happened to people within a second, which the world itself does not keep: fed with every tick, read once a second. */
import type { JudgedEffect } from '../dream/effects.ts';
import type { DreamEvent, EventType } from '../dream/events.ts';
import { ceilingOf, VEIL_CEILING } from '../dream/governance/gate.ts';
import type { ThemeTag, ThingId, Who } from '../dream/ids.ts';
import type { TickResult } from '../dream/tick.ts';
import type { Dream } from '../dream/world.ts';
import { max } from '../kernel/math.ts';

/** From this share of one's own ceiling on, it is high. */
export const HIGH_SHARE = 0.8;

/** A lined theme that is shown at all is beyond the line by so much at least. */
const LINE_SHOWN = 0.01;

/** Events that are something meaningful done, and whose they are. */
const MEANINGFUL: { readonly [T in EventType]?: 'by' | 'both' } = {
  'tune.began': 'both',
  'hands.joined': 'both',
  'symbol.woke': 'by',
  'lantern.planted': 'by',
  'lantern.tended': 'by',
  'loose.taken': 'by',
  'scene.chosen': 'by',
  'shadow.soothing': 'by',
  'thread.woven': 'by',
};

interface Tally {
  /** strongest effect of this second, and how far the furthest went beyond a limit */
  strongest: number;
  over: number;
  /** s without a break above the share */
  held: number;
  level: number;
  acts: number;
  refusals: number;
}

export class Gauge {
  private readonly tallies = new Map<Who, Tally>();
  private readonly themes = new Map<ThingId, ThemeTag | null>();

  /** One that knows the same and goes on by itself. */
  copy(): Gauge {
    const copy = new Gauge();
    for (const [who, tally] of this.tallies) copy.tallies.set(who, { ...tally });
    for (const [id, theme] of this.themes) copy.themes.set(id, theme);
    return copy;
  }

  /** After every tick. */
  feed(dream: Dream, result: TickResult): void {
    for (const effect of result.effects) this.judged(dream, effect);
    for (const event of result.events) this.happened(dream, event);
  }

  /** Once a second, before signals are read. */
  close(dream: Dream, seconds: number): void {
    const scenes = new Map<Who, number>();
    for (const s of dream.world.narrative.scenes) scenes.set(s.who, max(scenes.get(s.who) ?? 0, s.intensity));
    const { byId } = dream.world.people;
    for (const who in byId) {
      const tally = this.of(who);
      tally.level = max(tally.strongest, scenes.get(who) ?? 0);
      tally.held = tally.level > HIGH_SHARE * ceilingOf(dream.world, dream.scenario, who) ? tally.held + seconds : 0;
    }
  }

  /** Once a second, after signals were read. */
  begin(): void {
    for (const tally of this.tallies.values()) {
      tally.strongest = 0;
      tally.over = -1;
    }
  }

  intensity = (who: Who): number => this.tallies.get(who)?.level ?? 0;
  overLimit = (who: Who): number => this.tallies.get(who)?.over ?? -1;
  heldHigh = (who: Who): number => this.tallies.get(who)?.held ?? 0;
  acts = (who: Who): number => this.tallies.get(who)?.acts ?? 0;
  refusals = (who: Who): number => this.tallies.get(who)?.refusals ?? 0;

  private of(who: Who): Tally {
    const known = this.tallies.get(who);
    if (known) return known;
    const made: Tally = { strongest: 0, over: -1, held: 0, level: 0, acts: 0, refusals: 0 };
    this.tallies.set(who, made);
    return made;
  }

  private judged(dream: Dream, effect: JudgedEffect): void {
    const tally = this.of(effect.to);
    const { outcome, intensity } = effect.verdict;
    if (outcome === 'refused') {
      tally.refusals++;
      return;
    }
    tally.strongest = max(tally.strongest, intensity);
    tally.over = max(tally.over, this.beyond(dream, effect));
  }

  /**
   * How far an effect that reached its person went beyond what they allow. It does not ask the gate: limits are read again here, and the theme
   * is that of the thing it comes from, also where the effect names none.
   */
  private beyond(dream: Dream, effect: JudgedEffect): number {
    const { world, scenario } = dream;
    const { outcome, intensity } = effect.verdict;
    const over = intensity - ceilingOf(world, scenario, effect.to);
    const theme = effect.theme ?? this.themeOf(dream, effect.source);
    const limits = world.governance.limits[effect.to];
    if (theme === null || !limits) return over;
    if (limits.lines.includes(theme) && outcome !== 'substituted') return max(over, max(intensity, LINE_SHOWN));
    if (limits.veils.includes(theme)) return max(over, outcome === 'allowed' ? intensity : intensity - VEIL_CEILING);
    return over;
  }

  private themeOf(dream: Dream, source: ThingId): ThemeTag | null {
    const shadow = dream.world.narrative.shadows.find((s) => s.id === source);
    if (shadow) return shadow.theme;
    const known = this.themes.get(source);
    if (known !== undefined) return known;
    const theme =
      dream.scenario.symbols.find((s) => s.id === source)?.theme ?? dream.scenario.storylets.find((s) => s.id === source)?.theme ?? null;
    this.themes.set(source, theme);
    return theme;
  }

  private happened(dream: Dream, event: DreamEvent): void {
    if (event.type === 'bridge.grew') {
      for (const who of dream.world.space.bridges[event.about]?.makers ?? []) this.of(who).acts++;
      return;
    }
    const whose = MEANINGFUL[event.type];
    if (whose === undefined) return;
    this.of(event.by).acts++;
    if (whose === 'both') this.of(event.about).acts++;
  }
}
