/**
 * A night dreamt again: once from dusk to its end with every digest compared, a copy of the world kept for every piece of it; after that any piece
 * is dreamt from its copy. What a viewer may see is asked of the same laws as in the night itself.
 */
import { deserialize, serialize } from 'node:v8';
import type { Command } from '../../../shared/dream/commands.ts';
import type { CompiledScenario } from '../../../shared/dream/compiled.ts';
import type { CauseId, ThingId, Who } from '../../../shared/dream/ids.ts';
import { causesOf, common, own, visible } from '../../../shared/dream/observe.ts';
import { stepDream, type TickResult } from '../../../shared/dream/tick.ts';
import { createDream, type Dream, type World } from '../../../shared/dream/world.ts';
import type { Compile } from '../../../shared/journal/adoptions.ts';
import { commandsOf, type Journal } from '../../../shared/journal/read.ts';
import { replay } from '../../../shared/journal/replay.ts';
import type { Opener } from '../../../shared/journal/seal.ts';
import { PICTURE_TICKS, PIECE_TICKS, type TheatrePiece, WHOLE } from '../../../shared/protocol/theatre.ts';
import { nameFor } from '../../rooms/words.ts';
import { Pictures, type Reel, type Sight } from './reel.ts';
import { Story } from './story.ts';

/** Ticks between two copies of the world: every piece begins with one, so that no tick is dreamt in vain before it (85 kB each in a night of 16). */
const COPY_EVERY = PIECE_TICKS;

export interface RerunOptions {
  readonly opener: Opener | null;
  readonly compile: Compile;
  /** after every tick, with how far the night goes; for progress and for whoever looks on */
  readonly onTick?: (dream: Dream, result: TickResult) => void;
}

/** The world after a tick, and the scenario it lived by: a night may take up a changed one while it is dreamt. */
interface Copy {
  readonly tick: number;
  readonly scenario: CompiledScenario;
  readonly world: Buffer;
}

export interface Reran {
  /** what it lived by at its end */
  readonly scenario: CompiledScenario;
  readonly reel: Reel;
  readonly story: Story;
  readonly digestsMet: number;
}

/** @returns a sentence that says why the night cannot be dreamt again */
export function rerun(journal: Journal, scenario: CompiledScenario, options: RerunOptions): Reran | string {
  const story = new Story();
  const copies: Copy[] = [];
  const leaps = new Map<number, Copy>();
  const copy = (dream: Dream): Copy => ({ tick: dream.world.tick, scenario: dream.scenario, world: serialize(dream.world) });
  copies.push(copy(createDream(scenario, journal.header.seed, journal.header.carried)));
  const onTick = (dream: Dream, result: TickResult): void => {
    gather(story, dream, result);
    const changed = copies.at(-1)?.scenario !== dream.scenario;
    if (changed || result.tick % COPY_EVERY === 0) copies.push(copy(dream));
    // how a dream takes up another scenario is not done again: a piece leaps over it
    if (changed) leaps.set(result.tick, copies.at(-1) as Copy);
    options.onTick?.(dream, result);
  };
  const again = replay(journal, scenario, { ...options, onTick });
  if (again.missing > 0) return `${again.missing} sealed commands have no key any more`;
  if (again.mismatch) return `tick ${again.mismatch.tick} comes out otherwise in ${again.mismatch.slices.join(', ') || 'tick or seed'}`;
  story.close(again.dream.world.tick);
  const reel = new Rerun(journal, options.opener, copies, leaps);
  return { reel, story, digestsMet: again.checked, scenario: again.dream.scenario };
}

class Rerun implements Reel {
  readonly lastTick: number;
  private readonly opener: Opener | null;
  private readonly copies: readonly Copy[];
  /** copies to go on from where the scenario changed, by tick */
  private readonly leaps: ReadonlyMap<number, Copy>;
  private readonly frames: ReadonlyMap<number, Journal['ticks'][number]>;
  /** goes on from piece to piece while the night is shown in order */
  private dream: Dream | null = null;

  constructor(journal: Journal, opener: Opener | null, copies: readonly Copy[], leaps: ReadonlyMap<number, Copy>) {
    this.lastTick = journal.lastTick;
    this.opener = opener;
    this.copies = copies;
    this.leaps = leaps;
    this.frames = new Map(journal.ticks.map((f) => [f.tick, f]));
  }

  piece(from: number, to: number, who: Who): TheatrePiece {
    const pictures = new Pictures();
    const last = Math.min(to, this.lastTick);
    let dream = this.at(from);
    for (;;) {
      const { tick } = dream.world;
      if ((tick - from) % PICTURE_TICKS === 0 || tick === last) pictures.add(sight(dream, who));
      if (tick >= last) break;
      dream = this.next(dream);
    }
    return { from, to: last, who, pictures: pictures.list };
  }

  causesOf(tick: number, who: Who, thing: ThingId): readonly CauseId[] {
    return causesOf(this.at(tick).world, who === WHOLE ? thing : who, thing);
  }

  /** The dream as it was after a tick. */
  private at(tick: number): Dream {
    const wanted = Math.max(0, Math.min(tick, this.lastTick));
    const nearest = this.copies.findLast((c) => c.tick <= wanted) as Copy;
    const before = this.dream;
    let dream = before && before.world.tick <= wanted && before.world.tick >= nearest.tick ? before : restored(nearest);
    while (dream.world.tick < wanted) dream = this.next(dream);
    this.dream = dream;
    return dream;
  }

  /** The dream a tick on. */
  private next(dream: Dream): Dream {
    const leap = this.leaps.get(dream.world.tick + 1);
    if (leap) {
      this.dream = restored(leap);
      return this.dream;
    }
    const frame = this.frames.get(dream.world.tick + 1);
    const commands: readonly Command[] = frame ? commandsOf(frame, this.opener).commands : [];
    stepDream(dream, commands);
    return dream;
  }
}

const restored = ({ scenario, world }: Copy): Dream => ({ scenario, world: deserialize(world) as World });

function sight({ world, scenario }: Dream, who: Who): Sight {
  const { people, ...rest } = common(world, scenario);
  const mine = who === WHOLE || world.people.byId[who]?.state === 'awake' ? null : own(world, scenario, who);
  if (!mine) return { tick: world.tick, common: rest, people, own: null, names: namesOf(people, (id) => world.people.byId[id]?.name) };
  const may = visible(world, who);
  const loose = new Set(may.loose);
  const seen = new Set(may.people);
  const others = people.filter((p) => p.id !== who && seen.has(p.id));
  const near = [...people.filter((p) => p.id === who), ...others];
  const names = namesOf(near, (id) => nameFor(world, who, id));
  return { tick: world.tick, common: { ...rest, loose: rest.loose.filter((l) => loose.has(l.id)) }, people: near, own: mine, names };
}

function namesOf(people: readonly { readonly id: Who }[], read: (id: Who) => string | undefined): Record<Who, string> {
  const names: Record<Who, string> = {};
  for (const { id } of people) {
    const name = read(id);
    if (name) names[id] = name;
  }
  return names;
}

function gather(story: Story, { world, scenario }: Dream, result: TickResult): void {
  const { tick } = result;
  for (const c of result.accepted) story.command(c.cause, c.type, c.by);
  for (const e of result.effects) {
    const { outcome, rule, text } = e.verdict;
    // what let it come, and whose word changed it
    const because = [...e.because, ...e.verdict.because];
    story.reached(tick, { ...e, type: `effect.${e.kind}`, about: e.source, because, outcome, rule, text });
  }
  for (const e of result.events) {
    let text = '';
    const to = e.type.startsWith('scene.') ? story.whose('scene', e.about) : '';
    if (e.type === 'act.opened') {
      const act = scenario.acts.find((a) => a.id === e.about);
      text = act?.title ?? '';
      for (const other of scenario.acts) story.end('act', other.id, tick);
      story.begin({ lane: 'act', id: e.about, who: '', title: text, from: tick, cause: e.id });
    }
    if (e.type === 'scene.opened') {
      const scene = world.narrative.scenes.find((s) => s.id === e.about);
      text = scene?.storylet ?? '';
      story.begin({ lane: 'scene', id: e.about, who: scene?.who ?? '', title: text, from: tick, cause: e.id });
    }
    if (e.type === 'scene.closed') story.end('scene', e.about, tick);
    if (e.type === 'shadow.formed') {
      text = String(e.data.theme ?? '');
      story.begin({ lane: 'shadow', id: e.about, who: '', title: text, from: tick, cause: e.id });
    }
    if (e.type === 'shadow.soothed') story.end('shadow', e.about, tick);
    const person = world.people.byId[e.by];
    if (e.type === 'joined' && person) story.person(e.by, person.kind, person.name, tick);
    story.happened(tick, e, text, to || story.whose('scene', e.about));
  }
}
