import { GUIDE_WORDS } from '../../dream/guide/step.ts';
import { treeFault } from '../../dream/guide/tree.ts';
import { at, type MeaningRule } from './rule.ts';

export const guideTree: MeaningRule = {
  name: 'guide-tree',
  about: 'a behaviour tree that cannot be read, cannot end, or asks for what the guide cannot do',
  check(whole) {
    const { tree } = whole.scenario.guide;
    const fault = tree === '' ? null : treeFault(tree, GUIDE_WORDS);
    return fault ? [at(whole, 'guide-tree', ['guide', 'tree'], fault.reason, fault.fix)] : [];
  },
};
