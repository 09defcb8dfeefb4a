import { describe, expect, it } from 'vitest';
import { type Migration, migrate } from '../../shared/scenario/migrate/migrate.ts';
import { parseSource, type Traced, toPlain } from '../../shared/scenario/source.ts';
import { broken, MAIN, places } from './bundle.ts';

const tree = (text: string): Traced => parseSource('a.yaml', text).tree as Traced;

/** 1 -> 2 renames `name` to `title`; 2 -> 3 drops `old`. */
const rename: Migration = {
  from: 1,
  what: '`name` is called `title`',
  apply: (t) => ({
    ...(t as Traced & { is: 'map' }),
    entries: new Map([...(t as Traced & { is: 'map' }).entries].map(([k, v]) => [k === 'name' ? 'title' : k, v])),
  }),
};
const drop: Migration = {
  from: 2,
  what: '`old` is gone',
  apply: (t) => ({
    ...(t as Traced & { is: 'map' }),
    entries: new Map([...(t as Traced & { is: 'map' }).entries].filter(([k]) => k !== 'old')),
  }),
};

describe('version', () => {
  it.each([
    ['newer', 'dreamhaven: «2', 'the file is of version 2, this Dreamhaven reads up to 1'],
    ['no number', 'dreamhaven: «one', 'the version must be a whole number'],
    ['below the first', 'dreamhaven: «0', 'the version must be a whole number'],
  ])('%s is refused at its line', (_, to, reason) => {
    const { findings, mark, scenario } = broken(MAIN, 'dreamhaven: 1', to);
    expect(places(findings)).toEqual([{ ...mark, rule: 'version' }]);
    expect(findings[0]?.reason).toBe(reason);
    expect(scenario).toBeNull();
  });

  it('missing is refused', () => {
    expect(broken(MAIN, 'dreamhaven: 1\n', '').findings).toMatchObject([
      { rule: 'version', reason: 'the version is missing', fix: 'begin with `dreamhaven: 1`' },
    ]);
  });

  it('runs each migration once, oldest first, and says which is missing', () => {
    const text = 'dreamhaven: 1\nname: A\nold: 1\n';
    const done = migrate(tree(text), {}, [drop, rename], 3);
    expect(done.findings).toEqual([]);
    expect(done.tree && toPlain(done.tree)).toMatchObject({ title: 'A' });
    expect(done.tree && Object.keys(toPlain(done.tree) as object)).toEqual(['dreamhaven', 'title']);
    expect(migrate(tree('dreamhaven: 2\nname: A\nold: 1\n'), {}, [drop, rename], 3).tree).toMatchObject({ is: 'map' });
    expect(migrate(tree(text), {}, [rename], 3).findings[0]?.reason).toBe('nothing leads from version 2 to 3');
  });
});
