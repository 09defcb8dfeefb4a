import type { World } from '../../../shared/dream/world.ts';

/** A rule of the charter that the orchestrator's strong acts break, without binding them. */
export const GENTLE: World['governance']['charter'][number] = {
  id: 'gentle',
  says: 'Gently.',
  theme: '',
  kind: 'intensity',
  by: 'orchestrator',
  most: 0.1,
  every: 0,
  binding: false,
};
