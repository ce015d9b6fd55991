import type { Positions } from './finding.js';

/** Runs of neighbours, of positions in order. */
export const runs = (positions: readonly number[]): Positions[] => {
  const found: { from: number; to: number }[] = [];
  for (const position of positions) {
    const last = found.at(-1);
    if (last && position === last.to + 1) last.to = position;
    else found.push({ from: position, to: position });
  }
  return found;
};
