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
