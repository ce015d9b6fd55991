/** The leaves from `from` up to, not including, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A subtree all of whose 2^level leaves are there; it is the `index`th of its level. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The largest power of two smaller than `size`, where a tree of `size` leaves (2 or more) is cut in two. */
export const cutOf = (size: number): number => {
  let cut = 1;
  while (cut * 2 < size) cut *= 2;
  return cut;
};

/** The complete subtrees, from left to right, into which a range falls that begins where a tree was cut. */
export const completeSubtrees = ({ from, to }: Range): Subtree[] => {
  const subtrees: Subtree[] = [];
  let level = Math.floor(Math.log2(Math.max(1, to - from)));
  for (let at = from; at < to; level--) {
    const leaves = 2 ** level;
    if (at + leaves > to) continue;
    subtrees.push({ level, index: at / leaves });
    at += leaves;
  }
  return subtrees;
};
