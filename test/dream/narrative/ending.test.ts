import { describe, expect, it } from 'vitest';
import { NO_LIMIT } from '../../../shared/dream/compiled.ts';
import { countsOf, explainEnding, type NightCounts, needsOf } from '../../../shared/dream/narrative/ending.ts';
import { endingOf } from '../../../shared/dream/narrative/rules.ts';

const night = (part: Partial<NightCounts>): NightCounts => ({
  woven: 20,
  goal: 19,
  open: 1,
  formed: 10,
  came: 24,
  woke: 0,
  had: '',
  lacked: '',
  ...part,
});

describe('an ending explained', () => {
  it('names three causes, the strongest first, and what would have turned it', () => {
    expect(explainEnding(night({}))).toEqual({
      ending: 'dawn',
      causes: ['20 of 19 threads were woven', 'nobody woke early', '1 of 10 shadows were left standing'],
      turn: 'With 2 threads fewer it would have been a restless night.',
    });
    expect(explainEnding(night({ woven: 12, open: 4 }))).toMatchObject({
      ending: 'restless',
      causes: ['4 of 10 shadows were left standing', '12 of 19 threads were woven', 'nobody woke early'],
      turn: 'With 7 threads and 2 soothed shadows more it would have been a dawn.',
    });
    expect(explainEnding(night({ woven: 7 })).turn).toBe('With 1 thread more it would not have broken.');
    expect(explainEnding(night({ woke: 13 })).turn).toBe('Had 1 person more stayed, it would not have broken.');
  });

  it('a dawn has what its scenario asks of one, and a night that lacks it says so', () => {
    const needs = [{ what: 'a passed reform', requires: [{ fact: 'reforms', min: 1, max: NO_LIMIT }] }];
    expect(needsOf(needs, () => 0)).toEqual({ had: '', lacked: 'a passed reform' });
    expect(needsOf(needs, (fact) => (fact === 'reforms' ? 2 : 0))).toEqual({ had: 'a passed reform', lacked: '' });
    expect(explainEnding(night({ had: 'a passed reform' }))).toMatchObject({
      ending: 'dawn',
      causes: ['20 of 19 threads were woven', 'nobody woke early', 'it had a passed reform'],
    });
    expect(explainEnding(night({ lacked: 'a passed reform' }))).toEqual({
      ending: 'restless',
      causes: ['it lacked a passed reform', '1 of 10 shadows were left standing', 'nobody woke early'],
      turn: 'With a passed reform it would have been a dawn.',
    });
    expect(explainEnding(night({ woven: 12, lacked: 'a passed reform' })).turn).toBe(
      'With 7 threads more and a passed reform it would have been a dawn.',
    );
    // a broken night did not break for want of it
    expect(explainEnding(night({ woven: 7, lacked: 'a passed reform' })).causes).not.toContain('it lacked a passed reform');
  });

  it('is read off the event that ended the night', () => {
    const counts = night({ lacked: 'a passed reform' });
    expect(countsOf({ data: { ...counts, ending: 'restless', title: 'Half a promise.' } })).toEqual(counts);
  });

  it('what it says would turn it does turn it', () => {
    for (let woven = 0; woven <= 24; woven++)
      for (let open = 0; open <= 10; open++)
        for (const [woke, lacked] of [
          [0, ''],
          [0, 'a passed reform'],
          [12, ''],
          [13, ''],
          [20, ''],
        ] as const) {
          const counts = night({ woven, open, woke, lacked });
          const { ending, turn } = explainEnding(counts);
          const n = (what: RegExp): number => Number(what.exec(turn)?.[1] ?? 0);
          const other =
            ending === 'dawn'
              ? { ...counts, woven: woven - n(/(\d+) thread/) }
              : {
                  ...counts,
                  woven: woven + n(/(\d+) thread/),
                  open: open - n(/(\d+) soothed/),
                  woke: woke - n(/Had (\d+)/),
                  lacked: turn.includes('a passed reform') ? '' : lacked,
                };
          expect(
            endingOf(other) !== ending || (ending === 'broken' && woven < 0.4 * counts.goal && woke > 12),
            `${JSON.stringify(counts)}: ${turn}`,
          ).toBe(true);
        }
  });
});
