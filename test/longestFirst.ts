import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, about longest first: begun last, one of them would keep one core busy while the other has nothing left to do. Pages that are painted
 * stand apart from each other, and beside files that need one core.
 */
const LONG = [
  'e2e/firstMinutes',
  'e2e/twoPeople',
  'cli/sessions',
  'scenario/campaign',
  'stage/stage',
  'architecture/types',
  'e2e/latency',
  'bench/bench',
  'e2e/strap',
  'lab/suite',
  'ui/page',
  'lab/shrink',
  'ui/papers',
  'core/determinism',
  'server/recovery',
  'parity/parity',
  'dream/guide/learn',
  'attack/attack',
  'cli/authoring',
  'lab/dev',
  'network/fuzz',
  'ledger/postgres',
  'store/kills',
  'server/rules',
];

/** In the order of `LONG`; the rest as vitest has it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.includes(`/test/${name}.test`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
