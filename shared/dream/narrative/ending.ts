/** Why a night ended as it did: its strongest causes, and the one thing that would have turned it. */
import { ceil, floor } from '../../kernel/math.ts';
import type { CompiledEnding, CompiledNeed } from '../compiled.ts';
import type { DreamEvent } from '../events.ts';
import { endingOf } from './rules.ts';
import { bruteForce, type Facts, holds } from './salience.ts';

export interface NightCounts {
  /** threads in the sky, and how many make it whole */
  readonly woven: number;
  readonly goal: number;
  /** shadows left standing, and ever formed */
  readonly open: number;
  readonly formed: number;
  /** people who came, and who woke before the end */
  readonly came: number;
  readonly woke: number;
  /** what its scenario asks of a dawn besides, in words: what it had and what it lacked; '' for nothing */
  readonly had: string;
  readonly lacked: string;
}

/** What a night had and lacked of what its scenario asks of a dawn. */
export function needsOf(needs: readonly CompiledNeed[], facts: Facts): Pick<NightCounts, 'had' | 'lacked'> {
  const said = (held: boolean): string => {
    const names = needs.filter((n) => holds(n.requires, facts) === held).map((n) => n.what);
    return names.join(' and ');
  };
  return { had: said(true), lacked: said(false) };
}

/** The counts of a night as its `night.ended` tells them. */
export function countsOf({ data }: Pick<DreamEvent, 'data'>): NightCounts {
  const of = (name: string): number => Number(data[name] ?? 0);
  const said = (name: string): string => String(data[name] ?? '');
  return {
    woven: of('woven'),
    goal: of('goal'),
    open: of('open'),
    formed: of('formed'),
    came: of('came'),
    woke: of('woke'),
    had: said('had'),
    lacked: said('lacked'),
  };
}

export interface EndingExplained {
  readonly ending: 'dawn' | 'restless' | 'broken';
  /** strongest first, one sentence each */
  readonly causes: readonly string[];
  /** one sentence */
  readonly turn: string;
}

/** What an ending is called: of the titles whose facts hold the one that asks for most, of equals the first; else the key of its plain name. */
export function titleOf(titles: readonly CompiledEnding[], ending: EndingExplained['ending'], facts: Facts): string {
  const rules = titles.filter((t) => t.ending === ending).map((t) => ({ ...t, id: t.title }));
  return bruteForce(rules, facts)[0]?.title ?? `ending.${ending}`;
}

/** Causes that an ending names. */
const CAUSES = 3;

const many = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;

export function explainEnding(night: NightCounts): EndingExplained {
  const ending = endingOf(night);
  const { woven, goal, open, formed, came, woke, had, lacked } = night;
  const cloth = goal > 0 ? woven / goal : 1;
  const standing = formed > 0 ? open / formed : 0;
  const gone = came > 0 ? woke / came : 0;
  // how far each is on the side that decided, in shares of its own limit
  const weights = [
    { by: ending === 'dawn' ? cloth : 1 - cloth, says: `${woven} of ${many(goal, 'thread was', 'threads were')} woven` },
    {
      by: ending === 'dawn' ? 1 - standing : standing,
      says: formed === 0 ? 'no shadow formed' : `${open} of ${many(formed, 'shadow was', 'shadows were')} left standing`,
    },
    { by: ending === 'dawn' ? 1 - gone : gone, says: woke === 0 ? 'nobody woke early' : `${woke} of ${came} woke before the end` },
  ];
  // a need has no half: it counts in full on the side that it decided, and for nothing where a night broke
  if (ending === 'restless' && lacked !== '') weights.push({ by: 1, says: `it lacked ${lacked}` });
  if (ending === 'dawn' && had !== '') weights.push({ by: 1, says: `it had ${had}` });
  const causes = weights
    .sort((a, b) => b.by - a.by)
    .slice(0, CAUSES)
    .map((w) => w.says);
  return { ending, causes, turn: turnOf(night, ending) };
}

function turnOf(night: NightCounts, ending: EndingExplained['ending']): string {
  const { woven, goal, open, formed, came, woke, lacked } = night;
  if (ending === 'dawn') {
    const threads = woven - goal + 1;
    return `With ${many(threads, 'thread', 'threads')} fewer it would have been a restless night.`;
  }
  if (ending === 'broken') {
    const leave = woke - floor(came / 2);
    if (leave > 0) return `Had ${many(leave, 'person', 'people')} more stayed, it would not have broken.`;
    return `With ${many(ceil(0.4 * goal) - woven, 'thread', 'threads')} more it would not have broken.`;
  }
  const threads = goal - woven;
  const shadows = open - floor(0.2 * formed);
  const needs = [
    ...(threads > 0 ? [many(threads, 'thread', 'threads')] : []),
    ...(shadows > 0 ? [many(shadows, 'soothed shadow', 'soothed shadows')] : []),
  ];
  const more = needs.length > 0 ? [`${needs.join(' and ')} more`] : [];
  return `With ${[...more, ...(lacked === '' ? [] : [lacked])].join(' and ')} it would have been a dawn.`;
}
