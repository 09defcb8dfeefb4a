/** What runs in the other engines: exact maths, and a journal dreamt again. Bundled to one script; answers by `globalThis.parity`. */
import type { CompiledScenario } from '../../shared/dream/compiled.ts';
import { readJournal } from '../../shared/journal/read.ts';
import { replay } from '../../shared/journal/replay.ts';
import { Hasher } from '../../shared/kernel/hash.ts';
import { atan2, cos, exp, ln, power, sin, tanh } from '../../shared/kernel/math.ts';
import { between, normal, streamOf } from '../../shared/kernel/random.ts';

export interface Parity {
  maths(points: number): string;
  dream(scenario: string, journal: string): string;
}

const parity: Parity = {
  maths(points) {
    const s = streamOf('parity', 'maths');
    const h = new Hasher();
    for (let i = 0; i < points; i++) {
      const x = between(s, -60, 60);
      for (const y of [sin(x), cos(x), exp(x), ln(x * x + 1e-9), tanh(x / 20), atan2(x, normal(s)), power(x * x + 1e-3, 0.37)]) h.number(y);
    }
    return h.hex();
  },
  dream(scenario, journal) {
    const bytes = Uint8Array.from(journal.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    const result = replay(readJournal(bytes), JSON.parse(scenario) as CompiledScenario);
    const { contacts, turned } = result.dream.world.space;
    return JSON.stringify({ digest: result.digest.whole, checked: result.checked, mismatch: result.mismatch, contacts, turned });
  },
};

(globalThis as unknown as { parity: Parity }).parity = parity;
