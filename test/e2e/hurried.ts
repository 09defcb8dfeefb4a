import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { extended } from './extended.ts';

/** The first night in a hurry: bridges grow almost five times as fast, and the second small shadow comes `shadowAt` seconds into the night, whatever was done. */
export async function hurried(shadowAt: number): Promise<CompiledScenario> {
  const over = `title: The ritual, in a hurry
space:
  bridges:
    rate: 1.4
narrative:
  shadows:
    form:
      - id: first-small-late
        when: { night: ${shadowAt} }
`;
  return (await extended('01-the-ritual', 'hurried', over)).scenario;
}
