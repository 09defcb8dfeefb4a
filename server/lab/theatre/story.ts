/**
 * What happened in a night, gathered once while it is read: events and judged effects in order, stretches for the time line, and every cause by
 * its id, so that a chain can be followed though the dream itself swept it away long ago.
 */
import { byAge, type Causes, causeOf, explain, isPrivate, noCauses, remember } from '../../../shared/dream/causes.ts';
import type { CauseId, ThingId, Who } from '../../../shared/dream/ids.ts';
import type { PersonKind } from '../../../shared/dream/people/model.ts';
import { type TheatreEvent, type TheatrePerson, type TheatreSpan, type TheatreWhyLine, WHOLE } from '../../../shared/protocol/theatre.ts';

/** So frequent that they would drown the rest; they are still found behind other things. */
const QUIET = new Set(['breath.counted', 'bridge.grew', 'bridge.shrank', 'track.applied', 'tune.began', 'tune.ended', 'signal.changed']);
/** Lines of an answer. */
const LINES = 9;

export interface Happened {
  readonly id: CauseId;
  readonly type: string;
  readonly by: Who;
  readonly about: ThingId;
  readonly because: readonly CauseId[];
}

export interface Reached extends Happened {
  readonly to: Who;
  readonly outcome: TheatreEvent['outcome'];
  readonly rule: string;
  /** null: words of somebody whose key is gone */
  readonly text: string | null;
}

export class Story {
  readonly events: TheatreEvent[] = [];
  readonly spans: TheatreSpan[] = [];
  readonly people: TheatrePerson[] = [];
  /** allowed effects that are not told in the log: they show every second */
  private readonly silent: TheatreEvent[] = [];
  private readonly causes: Causes = noCauses();
  private readonly open = new Map<string, Omit<TheatreSpan, 'to'>>();
  private readonly known = new Set<Who>();

  /** A command that the world accepted; moves lead nowhere and are left out. */
  command(id: CauseId, type: string, by: Who): void {
    if (type !== 'move') remember(this.causes, { id, type, by, about: '', because: [] });
  }

  /** @param to whom alone it concerns, '' when anybody may be told */
  happened(tick: number, event: Happened, text = '', to: Who = ''): void {
    const { id, type, by, about } = event;
    remember(this.causes, event);
    if (QUIET.has(type)) return;
    this.events.push({ cause: id, tick, type, by, about, to, outcome: '', rule: '', text, hidden: isPrivate(type) });
  }

  /** What was to be seen or heard by one person, as the gate let it through. What shows every tick is told once a scene by its event. */
  reached(tick: number, effect: Reached): void {
    const { id, by, about, to, outcome, rule, because } = effect;
    const type = effect.type;
    remember(this.causes, { id, type, by, about, because });
    const told: TheatreEvent = { cause: id, tick, type, by, about, to, outcome, rule, text: effect.text ?? '', hidden: true };
    if (outcome === 'allowed' && type !== 'effect.words' && type !== 'effect.question') this.silent.push(told);
    else this.events.push(told);
  }

  /** What reached somebody (`''`: anybody) in the ticks from one to another, the last first; at most `limit`. */
  reachedBetween(who: Who, from: number, to: number, limit: number): TheatreEvent[] {
    const all = [...this.silent, ...this.events];
    const near = all.filter((e) => e.tick >= from && e.tick <= to && e.outcome !== '' && (who === '' || e.to === who));
    return near.sort((a, b) => b.tick - a.tick).slice(0, limit);
  }

  /** The last thing told of a thing up to a tick, as the cause to begin with where nobody knows its own; empty when nothing was. */
  lastOf(thing: ThingId, tick: number): readonly CauseId[] {
    const last = this.events.findLast((e) => e.tick <= tick && e.to === '' && (e.about === thing || e.by === thing));
    return last ? [last.cause] : [];
  }

  person(id: Who, kind: PersonKind, name: string, tick: number): void {
    if (this.known.has(id)) return;
    this.known.add(id);
    this.people.push({ id, kind, name, from: tick });
  }

  begin(span: Omit<TheatreSpan, 'to'>): void {
    this.end(span.lane, span.id, span.from);
    this.open.set(`${span.lane} ${span.id}`, span);
  }

  end(lane: TheatreSpan['lane'], id: ThingId, tick: number): void {
    const span = this.open.get(`${lane} ${id}`);
    if (!span) return;
    this.open.delete(`${lane} ${id}`);
    this.spans.push({ ...span, to: tick });
  }

  /** Whose an open stretch is; '' when there is none or it is nobody's. */
  whose(lane: TheatreSpan['lane'], id: ThingId): Who {
    return this.open.get(`${lane} ${id}`)?.who ?? '';
  }

  /** The night is over: what is still open ends with it. */
  close(tick: number): void {
    for (const { lane, id } of [...this.open.values()]) this.end(lane, id, tick);
    this.spans.sort((a, b) => a.from - b.from);
  }

  /** The causes of one thing that happened, and itself, newest first. @param who whom it is told to; `whole` hides nothing */
  why(ids: readonly CauseId[], who: Who): TheatreWhyLine[] {
    const lines = who === WHOLE ? this.chain(ids) : explain(this.causes, who, ids, LINES);
    return lines.map((line) => ({ ...line, tick: tickOf(line.cause) }));
  }

  private chain(ids: readonly CauseId[]): Omit<TheatreWhyLine, 'tick'>[] {
    const lines: Omit<TheatreWhyLine, 'tick'>[] = [];
    const seen = new Set<CauseId>();
    const front = [...ids];
    while (front.length > 0 && lines.length < LINES) {
      const id = front.sort(byAge).pop() as CauseId;
      const cause = seen.has(id) ? undefined : causeOf(this.causes, id);
      seen.add(id);
      if (!cause) continue;
      lines.push({ cause: id, type: cause.type, about: cause.about, own: false, by: cause.by });
      front.push(...cause.because);
    }
    return lines;
  }
}

export const tickOf = (id: CauseId): number => Number.parseInt(id.slice(1), 10);
