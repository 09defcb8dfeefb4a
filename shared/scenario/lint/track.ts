import { range } from '../../dream/jukebox/rules.ts';
import type { Finding } from '../report.ts';
import { at, type MeaningRule, type Whole } from './rule.ts';

/** The open box where no track is shared: nobody could pluck anything. */
function stringless(whole: Whole): Finding[] {
  const { jukebox, narrative, orchestration } = whole.scenario;
  if (jukebox.tracks.some((t) => t.scope !== 'own')) return [];
  const opens = narrative.storylets.flatMap((s, i) =>
    s.choices.flatMap((c, j) => (c.then.open ? [['narrative', 'storylets', i, 'choices', j, 'then', 'open']] : [])),
  );
  const acts = orchestration.agents.flatMap((a, i) => (a.does === 'open' ? [['orchestration', 'agents', i, 'does']] : []));
  return [...opens, ...acts].map((path) =>
    at(
      whole,
      'track',
      path,
      'it opens the box, and no track is shared: there is no string in it',
      'declare a shared track, or leave it out',
    ),
  );
}

/** A track of the jukebox that maps nothing, twice, or beyond what its target can be; or leave to bend where nothing can be bent. */
export const track: MeaningRule = {
  name: 'track',
  about:
    'a track without a line or with a curve that does not rise in its input, or with an output that its target cannot have; a tamper that nothing can use, a box without a string',
  check(whole) {
    const { tracks, music, tamper } = whole.scenario.jukebox;
    const idle = whole.scenario.guide?.honest
      ? 'the guide is honest and bends nothing'
      : tracks.every((t) => t.scope === 'own')
        ? 'no track is shared, and own tracks are never bent'
        : '';
    const unused =
      tamper > 0 && idle !== ''
        ? [
            at(
              whole,
              'track',
              ['jukebox', 'tamper'],
              `tamper is ${tamper}, but ${idle}`,
              'leave tamper out, or let there be something to bend',
            ),
          ]
        : [];
    return [
      ...unused,
      ...stringless(whole),
      ...tracks.flatMap((t, i): Finding[] => {
        const path = ['jukebox', 'tracks', i] as const;
        const found: Finding[] = [];
        const [low, high] = range(t.target, music);
        const allowed = `${low} to ${high}`;
        if (!t.curve && !(t.from && t.to)) {
          const reason = `track "${t.id}" says nothing of what becomes of its signal`;
          found.push(
            at(whole, 'track', path, reason, 'write from: [low, high] and to: [at low, at high], or a curve: [[input, output], ...]'),
          );
        }
        t.curve?.forEach(([x], k) => {
          const before = t.curve?.[k - 1]?.[0];
          if (before === undefined || x > before) return;
          const reason = `the curve of "${t.id}" does not rise in its input: ${x} comes after ${before}`;
          found.push(
            at(whole, 'track', [...path, 'curve', k], reason, 'order the points by their first number, each larger than the one before'),
          );
        });
        if (t.limits && (t.limits[0] >= t.limits[1] || t.limits[0] < low || t.limits[1] > high)) {
          const reason = `the limits of "${t.id}" must be two rising numbers within ${allowed}, what ${t.target} can be`;
          found.push(at(whole, 'track', [...path, 'limits'], reason, `write limits: [${low}, ${high}] or narrower`));
        }
        return found;
      }),
    ];
  },
};
