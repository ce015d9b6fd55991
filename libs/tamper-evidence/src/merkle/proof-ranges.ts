import { cutOf, type Range } from './subtree.js';

// RFC 6962, sections 2.1.1 and 2.1.2: which ranges of leaves the hashes of a proof are over, in the order of the proof.

const lengthOf = ({ from, to }: Range): number => to - from;

const cut = ({ from, to }: Range): [Range, Range] => {
  const middle = from + cutOf(to - from);
  return [
    { from, to: middle },
    { from: middle, to },
  ];
};

/** What proves that a leaf is in the tree of so many leaves: its neighbours on the way to the root. */
export const inclusionRanges = (index: number, size: number): Range[] => {
  if (!(index >= 0 && index < size)) throw new RangeError(`A tree of ${size} leaves has no leaf ${index}.`);
  const neighbours: Range[] = [];
  let within: Range = { from: 0, to: size };
  while (lengthOf(within) > 1) {
    const [left, right] = cut(within);
    const inLeft = index < left.to;
    neighbours.push(inLeft ? right : left);
    within = inLeft ? left : right;
  }
  return neighbours.toReversed();
};

/** What proves that the tree of `size` leaves is the one of `oldSize` leaves with others added behind them. */
export const consistencyRanges = (oldSize: number, size: number): Range[] => {
  if (!(oldSize >= 1 && oldSize <= size)) throw new RangeError(`No tree of ${size} leaves has grown from ${oldSize}.`);
  const ranges: Range[] = [];
  let within: Range = { from: 0, to: size };
  while (within.to !== oldSize) {
    const [left, right] = cut(within);
    const endsInLeft = oldSize <= left.to;
    ranges.push(endsInLeft ? right : left);
    within = endsInLeft ? left : right;
  }
  // The old tree itself need not be proved: who asks knows its root.
  return (within.from === 0 ? ranges : [...ranges, within]).toReversed();
};
