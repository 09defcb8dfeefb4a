/** The tree of a guide whose scenario brings none. */
export const USUAL_TREE = `
root { selector {
  sequence { condition [Greeted] action [Lead] }
  sequence { condition [Asked] action [Console] }
  sequence { condition [Beside] condition [Sure] condition [MayPress] action [Press] }
  sequence { condition [Beside] condition [Sure] action [Weave] }
  sequence { condition [Beside] action [Probe] }
  condition [Busy]
  sequence { condition [SomeoneNew] action [Greet] }
  sequence { condition [SomeoneToAsk] action [Visit] }
  action [Rest]
} }`;
