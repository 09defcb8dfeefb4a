/** Nights of a few simulated citizens with a guide that asks after six themes: what it believes after each image, for who lets it read and who does not. */
import { type Cast, createCast } from '../../../shared/citizens/cast.ts';
import { themesOf } from '../../../shared/citizens/profile.ts';
import { likely } from '../../../shared/dream/guide/own.ts';
import type { ThemeTag } from '../../../shared/dream/ids.ts';
import { stepDream } from '../../../shared/dream/tick.ts';
import { createDream } from '../../../shared/dream/world.ts';
import { below, shuffled, streamOf } from '../../../shared/kernel/random.ts';
import { SMALL_KNOBS, smallScenario } from '../smallDream.ts';

export const ASKED: readonly ThemeTag[] = ['loss', 'parting', 'home', 'shame', 'silence', 'flood'];
const CITIZENS = 4;
const PROBES = 8;

const small = smallScenario();
const theme = (tag: ThemeTag) => ({ ...(small.themes[0] as (typeof small.themes)[number]), tag, low: 0.2, high: 0.5 });
export const scenario = smallScenario({
  themes: ASKED.map(theme),
  knobs: { ...SMALL_KNOBS, nightSeconds: 2400, guideProbeSeconds: 75 },
  storylets: [],
  symbols: small.symbols.map((s) => ({ ...s, theme: null })),
  cast: [],
  guide: { ...small.guide, probe: ASKED.map((tag) => ({ theme: tag, text: `An image of ${tag}.`, soft: '' })) },
});

export interface Learned {
  /** right after each image, 0 or 1, of who agreed to be read and of who agreed to nothing; the same against permuted themes, and of a sham guess */
  readonly agreed: number[][];
  readonly silent: number[][];
  readonly permuted: number[][];
  readonly sham: number[][];
}

export function learnOver(seeds: number): Learned {
  const out: Learned = { agreed: [], silent: [], permuted: [], sham: [] };
  for (let seed = 1; seed <= seeds; seed++) night(String(seed), out);
  return out;
}

function night(seed: string, out: Learned): void {
  const dream = createDream(scenario, seed);
  const cast: Cast = createCast(scenario, { seed, size: CITIZENS });
  cast.state.members.forEach((m, i) => {
    m.profile = { limits: null, consents: i % 2 === 0 ? ['guide'] : [] };
  });
  const rng = streamOf(seed, 'sham');
  const rows = cast.state.members.map((m) => ({
    member: m,
    right: [] as number[],
    permuted: [] as number[],
    sham: [] as number[],
    twin: themesOf(scenario, `${seed} twin`, m.cast),
  }));
  stepDream(dream, [{ type: 'night.begin', by: 'dream', body: {} }]);
  for (let tick = 0; tick < 2000 * 20 && rows.some((r) => r.right.length < PROBES); tick++) {
    stepDream(dream, cast.act(dream));
    for (const r of rows) {
      const belief = dream.world.guide.beliefs[r.member.id];
      const done = (belief?.asked ?? 0) - (dream.world.guide.asking?.who === r.member.id ? 1 : 0);
      if (!belief || done <= r.right.length) continue;
      const order = shuffled(rng, [0, 1, 2, 3, 4, 5]);
      const p = likely(belief, ASKED);
      // ties by chance, as a guess would be
      const best = ASKED[order.reduce((b, k) => ((p[k] ?? 0) > (p[b] ?? 0) ? k : b), order[0] as number)] as ThemeTag;
      r.right.push(r.member.mind?.themes[best] === 1 ? 1 : 0);
      r.permuted.push(r.twin[best] === 1 ? 1 : 0);
      r.sham.push(r.member.mind?.themes[ASKED[below(rng, 6)] as ThemeTag] === 1 ? 1 : 0);
    }
  }
  rows.forEach((r, i) => {
    if (i % 2 === 0) out.agreed.push(r.right);
    else {
      out.silent.push(r.right);
      out.permuted.push(r.permuted);
    }
    out.sham.push(r.sham);
  });
}

/** Share of right answers after each image. */
export const curve = (rows: readonly number[][]): number[] =>
  Array.from({ length: PROBES }, (_, k) => {
    const have = rows.filter((r) => r.length > k);
    return have.length === 0 ? Number.NaN : have.reduce((s, r) => s + (r[k] as number), 0) / have.length;
  });
