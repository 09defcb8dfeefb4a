import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, longest first: begun last, one of them would keep one core busy while the other has nothing left to do. */
const LONG = [
  'e2e/firstMinutes',
  'e2e/twoPeople',
  'e2e/strap',
  'e2e/latency',
  'stage/stage',
  'bench/bench',
  'cli/sessions',
  'lab/suite',
  'server/recovery',
  'lab/shrink',
  'ui/page',
  'ui/papers',
  'architecture/types',
  'scenario/campaign',
  'parity/parity',
  'core/determinism',
  'cli/authoring',
  'attack/attack',
  'server/rules',
  'store/kills',
  'ledger/postgres',
  'dream/guide/learn',
  'network/fuzz',
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
