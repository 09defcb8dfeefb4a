import { gridOver, steadyDiffusion } from '../../dream/affect/field.ts';
import { floor } from '../../kernel/math.ts';
import { at, type MeaningRule } from './rule.ts';

const RULE = 'unstable-diffusion';

export const unstableDiffusion: MeaningRule = {
  name: RULE,
  about: 'a feeling that spreads faster than the grid of the air over this map can follow: D dt / cell^2 above 1/4',
  check(whole) {
    const { diffusion } = whole.scenario.affect.air;
    const { cell } = gridOver(whole.map);
    const limit = steadyDiffusion(cell);
    if (diffusion <= limit) return [];
    const reason = `diffusion ${diffusion} m^2/s is above ${floor(limit)}, what cells of ${floor(cell * 10) / 10} m bear`;
    return [at(whole, RULE, ['affect', 'air', 'diffusion'], reason, `write ${floor(limit)} or less`)];
  },
};
