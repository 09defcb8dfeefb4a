/** What the agents do where a scenario says nothing else: rules as data, one a line. Written as a scenario file has them. */

type Bounds = number | { readonly min?: number; readonly max?: number };

export interface UsualRule {
  readonly id: string;
  readonly role: 'orchestrator' | 'narrator' | 'steward' | 'engineer';
  readonly when: Readonly<Record<string, Bounds>>;
  readonly does: string;
  readonly about?: string;
  readonly amount?: number;
  readonly words?: string;
  readonly weight: number;
  readonly why: string;
}

export const USUAL_RULES: readonly UsualRule[] = [
  {
    id: 'too-much',
    role: 'orchestrator',
    when: { intensity: 0.75 },
    does: 'ease',
    amount: 0.2,
    weight: 5,
    why: 'It is a lot. I turn it down.',
  },
  {
    id: 'alone',
    role: 'orchestrator',
    when: { open: 1, t: 30 },
    does: 'gather',
    about: '@shadow',
    weight: 3,
    why: 'Something stands there that one person cannot hold.',
  },
  {
    id: 'quiet',
    role: 'orchestrator',
    when: { act: 2, intensity: { max: 0.25 }, rising: 1, t: 60 },
    does: 'seed',
    about: '@chosen',
    weight: 2,
    why: 'It has been quiet for a while. One of the three we chose.',
  },
  {
    id: 'unseen',
    role: 'orchestrator',
    when: { t: 45, intensity: { max: 0.4 } },
    does: 'spotlight',
    about: '@symbol',
    weight: 1,
    why: 'Nobody has touched that one yet.',
  },
  {
    id: 'near-the-top',
    role: 'orchestrator',
    when: { act: 4, intensity: { min: 0.4, max: 0.6 }, rising: 1 },
    does: 'amplify',
    amount: 0.1,
    weight: 1,
    why: 'It is close. A little more and it turns by itself.',
  },
  {
    id: 'next-line',
    role: 'narrator',
    when: { act: 2, intensity: { max: 0.3 }, t: 40 },
    does: 'pick',
    about: '@top',
    weight: 2,
    why: 'The page had room for one.',
  },
  {
    id: 'more-time',
    role: 'narrator',
    when: { act: 4, open: 2, t: 120 },
    does: 'turn',
    amount: 60,
    weight: 1,
    why: 'Two of them still stand. I give it a minute.',
  },
  {
    id: 'tampering',
    role: 'steward',
    when: { flat: 5, exposed: { max: 0 } },
    does: 'lamp',
    weight: 3,
    why: 'What is played is not what was declared. I want to see the causes.',
  },
  {
    id: 'doubt',
    role: 'steward',
    when: { evidence: 1, exposed: { max: 0 } },
    does: 'lamp',
    weight: 2,
    why: 'Somebody noted something odd. I would like light on it.',
  },
  {
    id: 'loud',
    role: 'steward',
    when: { standing: 3, intensity: 0.7 },
    does: 'recess',
    weight: 2,
    why: 'A recess. Thirty seconds, no agenda.',
  },
  {
    id: 'ask-them',
    role: 'steward',
    when: { breaches: 1, standing: 3 },
    does: 'vote',
    about: '@clause',
    weight: 4,
    why: 'Three are standing and one thing was broken. Ask them.',
  },
  {
    id: 'aggregate',
    role: 'steward',
    when: { exposed: 1, mirror: { max: 0 } },
    does: 'mirror',
    weight: 1,
    why: 'They should see what it saw of them all.',
  },
  {
    id: 'flat-string',
    role: 'engineer',
    when: { flat: 20 },
    does: 'rollback',
    weight: 5,
    why: 'That is not the mapping we declared. I put it back.',
  },
  {
    id: 'softer',
    role: 'engineer',
    when: { intensity: 0.7 },
    does: 'gain',
    amount: 0.75,
    weight: 2,
    why: 'It follows them too closely just now.',
  },
  {
    id: 'slow-pulse',
    role: 'engineer',
    when: { act: { max: 2 }, baselines: { max: 0.5 }, t: 20 },
    does: 'pacer',
    amount: 6,
    weight: 1,
    why: 'Six a minute, so that there is something to lean on.',
  },
];

/** A night that rises, peaks and falls: minutes, intensity. */
export const USUAL_CURVE: readonly (readonly [number, number])[] = [
  [0, 0.15],
  [6, 0.35],
  [13, 0.65],
  [17, 0.45],
  [22, 0.2],
];
