/** A night watched from the outcomes kept in its journal: one look a second, nobody whose key is gone, and no laws of single viewers. */
import type { Outcome } from '../../../shared/dream/effects.ts';
import type { CauseId, ThingId, Who } from '../../../shared/dream/ids.ts';
import type { PersonKind } from '../../../shared/dream/people/model.ts';
import { fromBytes } from '../../../shared/journal/bytes.ts';
import { isSealed, type Journal } from '../../../shared/journal/read.ts';
import { isPerson, type Opener } from '../../../shared/journal/seal.ts';
import { Watch, type Watched } from '../../../shared/journal/watch.ts';
import type { TheatrePiece } from '../../../shared/protocol/theatre.ts';
import { Pictures, type Reel } from './reel.ts';
import { Story } from './story.ts';

/** Ticks between two looks of a journal. */
const LOOK = 20;

export interface WatchedNight {
  readonly reel: Reel;
  readonly story: Story;
  readonly gone: readonly Who[];
}

export function watched(journal: Journal, opener: Opener | null): WatchedNight {
  const watch = new Watch(journal, opener);
  const story = new Story();
  const names = namesIn(journal, opener);
  let act = '';
  for (const { tick, commands } of journal.ticks)
    for (const [seq, [type, by]] of commands.entries()) story.command(`k${tick}.${seq}`, type, by);
  for (const e of watch.effects(0, watch.lastTick)) {
    story.reached(e.tick, { ...e, type: `effect.${e.kind}`, about: e.source, outcome: e.outcome as Outcome });
  }
  for (const e of watch.events(0, watch.lastTick)) {
    const { tick, about, id } = e;
    let text = '';
    if (e.type === 'act.opened') {
      text = watch.at(tick + LOOK)?.scene.act.title ?? '';
      story.end('act', act, tick);
      act = about;
      story.begin({ lane: 'act', id: about, who: '', title: text, from: tick, cause: id });
    }
    if (e.type === 'scene.opened') story.begin({ lane: 'scene', id: about, who: '', title: '', from: tick, cause: id });
    if (e.type === 'scene.closed') story.end('scene', about, tick);
    if (e.type === 'shadow.formed') {
      text = String(e.data.theme ?? '');
      story.begin({ lane: 'shadow', id: about, who: '', title: text, from: tick, cause: id });
    }
    if (e.type === 'shadow.soothed') story.end('shadow', about, tick);
    if (e.type === 'joined') story.person(e.by, kindOf(e.by), names[e.by] ?? '', tick);
    story.happened(tick, e, text);
  }
  story.close(watch.lastTick);
  return { reel: new WatchedReel(watch, story, names), story, gone: watch.gone };
}

const kindOf = (who: Who): PersonKind => (isPerson(who) ? 'person' : who.startsWith('a:') ? 'agent' : 'simulated');

/** The names people came with, as far as they can still be read. */
function namesIn(journal: Journal, opener: Opener | null): Record<Who, string> {
  const names: Record<Who, string> = {};
  for (const { commands } of journal.ticks) {
    for (const [type, by, body] of commands) {
      if (type !== 'join') continue;
      const open = isSealed(body) ? (opener?.open(by, body.sealed) ?? null) : null;
      const plain = (open ? fromBytes(open) : body) as { readonly name?: unknown };
      if (typeof plain.name === 'string') names[by] = plain.name;
    }
  }
  return names;
}

class WatchedReel implements Reel {
  readonly lastTick: number;
  private readonly watch: Watch;
  private readonly story: Story;
  private readonly names: Readonly<Record<Who, string>>;

  constructor(watch: Watch, story: Story, names: Readonly<Record<Who, string>>) {
    this.watch = watch;
    this.story = story;
    this.names = names;
    this.lastTick = watch.lastTick;
  }

  piece(from: number, to: number, who: Who): TheatrePiece {
    const pictures = new Pictures();
    let told = -1;
    const add = (look: Watched | null): void => {
      if (!look || look.tick === told) return;
      told = look.tick;
      pictures.add({ tick: look.tick, common: { ...look.scene, tick: look.tick }, people: look.people, own: null, names: this.names });
    };
    for (let tick = from; tick < to + LOOK; tick += LOOK) add(this.watch.at(Math.min(tick, to + LOOK)));
    add(this.watch.at(to + LOOK));
    return { from, to, who, pictures: pictures.list };
  }

  causesOf(tick: number, _who: Who, thing: ThingId): readonly CauseId[] {
    return this.story.lastOf(thing, tick);
  }
}
