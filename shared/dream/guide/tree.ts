/**
 * Behaviour trees in MDSL, run by mistreevous; no other file imports it. A tree is asked anew at each decision and answers in one step: it keeps
 * nothing between two of them, knows no time and no chance, so a restored world and its original decide alike.
 */
import { BehaviourTree, State, validateDefinition } from 'mistreevous';

/** What a tree may ask and do, by name. An action says whether it was done. `S` is what is decided about. */
export interface Words<S> {
  readonly conditions: Readonly<Record<string, (subject: S) => boolean>>;
  readonly actions: Readonly<Record<string, (subject: S) => boolean>>;
}

/** Nodes of which every tree ends within the step that began it. */
const ENDING: readonly string[] = ['root', 'sequence', 'selector', 'flip', 'succeed', 'fail', 'branch', 'condition', 'action'];
/** Characters of a tree, and nodes in it. */
export const MAX_TREE_CHARACTERS = 8000;
export const MAX_TREE_NODES = 200;

interface Node {
  readonly type: string;
  readonly id?: string;
  readonly call?: string;
  readonly args?: readonly unknown[];
  readonly child?: Node;
  readonly children?: readonly Node[];
}

/** What is wrong with a tree, and what to do; null when it can be run with these words. */
export function treeFault(text: string, words: Words<never>): { readonly reason: string; readonly fix: string } | null {
  const known = (kind: 'conditions' | 'actions'): string => Object.keys(words[kind]).sort().join(', ');
  if (text.length > MAX_TREE_CHARACTERS)
    return { reason: `the tree has more than ${MAX_TREE_CHARACTERS} characters`, fix: 'use fewer branches' };
  const read = validateDefinition(text);
  if (!read.succeeded) {
    const why = (read.errorMessage ?? 'it cannot be read').slice(0, 160);
    return /circular/.test(why)
      ? { reason: `the tree cannot end: ${why}`, fix: 'let no branch lead back to itself' }
      : { reason: `the tree cannot be read: ${why}`, fix: 'write it in MDSL: root { selector { ... } }' };
  }
  const queue: Node[] = [...((read.json ?? []) as unknown as Node[])];
  for (let count = 1; queue.length > 0; count++) {
    const node = queue.pop() as Node;
    if (count > MAX_TREE_NODES) return { reason: `the tree has more than ${MAX_TREE_NODES} nodes`, fix: 'use fewer branches' };
    if (!ENDING.includes(node.type))
      return {
        reason: `the tree cannot end: a decision takes no time and no chance, and "${node.type}" needs one of them`,
        fix: `use ${ENDING.slice(1).join(', ')}`,
      };
    if ('while' in node || 'until' in node || 'entry' in node || 'exit' in node || 'step' in node)
      return { reason: `"${node.type}" has a guard or a callback`, fix: 'put a condition before it in a sequence' };
    if (node.args !== undefined && node.args.length > 0)
      return { reason: `"${node.call}" takes nothing`, fix: `write ${node.type} [${node.call}]` };
    if (node.type === 'condition' && !Object.hasOwn(words.conditions, node.call ?? ''))
      return { reason: `no condition is called "${node.call}"`, fix: `use one of ${known('conditions')}` };
    if (node.type === 'action' && !Object.hasOwn(words.actions, node.call ?? ''))
      return { reason: `no action is called "${node.call}"`, fix: `use one of ${known('actions')}` };
    if (node.child) queue.push(node.child);
    if (node.children) queue.push(...node.children);
  }
  return null;
}

/** A tree put together, and who it decides about now. */
interface Standing {
  readonly tree: BehaviourTree;
  subject: unknown;
}

const standing = new WeakMap<Words<never>, Map<string, Standing>>();
/** Trees kept ready for one set of words. */
const MAX_STANDING = 64;

/**
 * Asks a tree once: its conditions and actions are called with `subject`, in order. True when it succeeded.
 * @throws Error when the text is no tree (the linter refuses such a scenario)
 */
export function decideBy<S>(text: string, words: Words<S>, subject: S): boolean {
  let trees = standing.get(words as Words<never>);
  if (!trees) {
    trees = new Map();
    standing.set(words as Words<never>, trees);
  }
  let one = trees.get(text);
  if (!one) {
    if (trees.size >= MAX_STANDING) trees.clear();
    one = putTogether(text, words as Words<never>);
    trees.set(text, one);
  }
  one.subject = subject;
  one.tree.reset();
  one.tree.step();
  one.subject = null;
  return one.tree.getState() === State.SUCCEEDED;
}

function putTogether(text: string, words: Words<never>): Standing {
  const agent: Record<string, () => boolean | State.SUCCEEDED | State.FAILED> = {};
  const one: { tree: BehaviourTree | null; subject: unknown } = { tree: null, subject: null };
  for (const name of Object.keys(words.conditions)) agent[name] = () => words.conditions[name]?.(one.subject as never) ?? false;
  for (const name of Object.keys(words.actions))
    agent[name] = () => (words.actions[name]?.(one.subject as never) ? State.SUCCEEDED : State.FAILED);
  one.tree = numbered(() => new BehaviourTree(text, agent));
  return one as Standing;
}

/** The library names its nodes by the engine's chance; nothing reads the names. While a tree is put together they are numbers in order. */
function numbered<T>(work: () => T): T {
  const engine = Reflect.get(globalThis, 'Math') as { random: () => number };
  const { random } = engine;
  let count = 0;
  engine.random = () => (count++ % 65536) / 65536;
  try {
    return work();
  } finally {
    engine.random = random;
  }
}
