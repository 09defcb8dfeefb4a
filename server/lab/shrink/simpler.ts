/** What may be simpler about a trial. Each gives a trial that asks for less; whether it still fails is to be dreamt. */
import type { CommandOf } from '../../../shared/dream/commands.ts';
import type { Who } from '../../../shared/dream/ids.ts';
import type { Act, Trial } from './trial.ts';

export const whoOf = (a: Act): Who => a.command.by;
export const isHosts = (a: Act): boolean => a.command.by === 'dream';

/** Everybody who joins or does something, in the order they first do. */
export function whosOf(trial: Trial): Who[] {
  return [...new Set(trial.acts.filter((a) => !isHosts(a)).map(whoOf))];
}

/** Whose and what kind of command it is, '' for one that always stays: nobody is here who did not join. */
export const kindOf = (a: Act): string => (isHosts(a) || a.command.type === 'join' ? '' : `${a.command.by} ${a.command.type}`);
export const kindsOf = (trial: Trial): string[] => [...new Set(trial.acts.map(kindOf))].filter((kind) => kind !== '');

export const only = (trial: Trial, keep: (a: Act) => boolean): Trial => ({ ...trial, acts: trial.acts.filter(keep) });

/** Without the ticks from `from` + 1 to `from` + `size`: what was done in them goes, what comes later moves up. Who joins and what the host says stays. */
export function withoutStretch({ acts, ticks }: Trial, from: number, size: number): Trial {
  const stays = (a: Act): boolean => a.tick <= from || a.tick > from + size || isHosts(a) || a.command.type === 'join';
  return sooner({ acts: acts.filter(stays), ticks }, from, size);
}

/** Shorter by `size` ticks after tick `from`: what was done in them is done at once, what comes later moves up. */
export function sooner({ acts, ticks }: Trial, from: number, size: number): Trial {
  const moved = (tick: number): number => (tick <= from ? tick : Math.max(from + 1, tick - size));
  return {
    acts: acts.map((a): Act => {
      if (a.to && a.to.tick > from) return { ...a, tick: moved(a.tick), to: { ...a.to, tick: moved(a.to.tick) } };
      return a.tick <= from ? a : { ...a, tick: moved(a.tick) };
    }),
    ticks: ticks - size,
  };
}

export interface Steering extends Act {
  readonly command: CommandOf<'move'>;
}
const isSteering = (a: Act): a is Steering => a.command.type === 'move';

/** How somebody steered, in order. */
export const steeringOf = (trial: Trial, who: Who): Steering[] => trial.acts.filter(isSteering).filter((a) => whoOf(a) === who);

/** Some steering of one person, one after the other, becomes one: the same way on average, so that it leads about as far. The keys stay as at its start. */
export function straightened({ acts, ticks }: Trial, some: readonly Steering[]): Trial {
  const first = some[0] as Steering;
  const last = some.at(-1) as Steering;
  const after = acts.find((a) => isSteering(a) && whoOf(a) === whoOf(last) && a.tick > last.tick);
  const end = after?.tick ?? ticks + 1;
  let [mx, my] = [0, 0];
  some.forEach(({ tick, command: { body } }, i) => {
    const share = ((some[i + 1]?.tick ?? end) - tick) / Math.max(1, end - first.tick);
    mx += share * body.mx;
    my += share * body.my;
  });
  const body = { ...first.command.body, mx: Math.round(mx), my: Math.round(my) };
  // where steering is to lead somewhere, it leads to the last of the places at once
  const one: Steering = last.to ? { ...first, to: last.to } : { tick: first.tick, command: { ...first.command, body } };
  const gone = new Set<Act>(some.slice(1));
  return { acts: acts.filter((a) => !gone.has(a)).map((a) => (a === first ? one : a)), ticks };
}

/** Without some acts. Where one that goes was to lead somewhere, the one before it leads there. */
export function without({ acts, ticks }: Trial, gone: ReadonlySet<Act>): Trial {
  const last = new Map<Who, number>();
  const rest: Act[] = [];
  for (const act of acts) {
    const before = last.get(whoOf(act));
    if (!gone.has(act)) {
      const at = rest.push(act) - 1;
      if (act.to) last.set(whoOf(act), at);
    } else if (act.to && before !== undefined) rest[before] = { ...(rest[before] as Act), to: act.to };
  }
  return { acts: rest, ticks };
}

/** Those of the steering do not press a key. What then says the same as before goes. */
export function unpressed({ acts, ticks }: Trial, key: 'breath' | 'float', those: ReadonlySet<Act>): Trial {
  const now = new Map<Who, string>();
  return {
    acts: acts.flatMap((a): Act[] => {
      if (!isSteering(a)) return [a];
      const body = those.has(a) ? { ...a.command.body, [key]: false } : a.command.body;
      const says = JSON.stringify([body.mx, body.my, body.float, body.breath, a.to]);
      if (now.get(whoOf(a)) === says) return [];
      now.set(whoOf(a), says);
      return [those.has(a) ? { ...a, command: { ...a.command, body } } : a];
    }),
    ticks,
  };
}
