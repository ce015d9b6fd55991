// Data to Insight's table of statistical neighbours: a column to an authority, its ten neighbours below, nearest first.
import { join } from 'node:path';
import { readRows } from './read-csv.mjs';

/** Names printed otherwise than by the Department for Education. */
const NAMES = {
  'Bedford Borough': 'Bedford',
  Durham: 'County Durham',
  Herefordshire: 'Herefordshire, County of',
  'Kingston Upon Hull, City of': 'Kingston upon Hull, City of',
};

/** @param {(name: string) => string | undefined} codeOf */
export function neighbourRows(folder, codeOf) {
  const path = join(folder, 'stat-neighbours.csv');
  const [names, ...ranks] = readRows(path);
  const unmatched = new Set();
  const authority = (printed) => {
    const name = NAMES[printed] ?? printed;
    const code = codeOf(name);
    if (code === undefined) unmatched.add(printed);
    return { code, name };
  };
  const rows = names.flatMap((printed, index) =>
    ranks
      .map((row) => row[index])
      .filter((neighbour) => neighbour !== '') // the eleventh row is blank
      .map((neighbour, rank) => ({ of: authority(printed), rank: rank + 1, neighbour: authority(neighbour) })),
  );
  if (unmatched.size > 0) throw new Error(`${path}: no authority of this name: ${[...unmatched].join('; ')}`);
  return rows.sort((a, b) => a.of.code.localeCompare(b.of.code) || a.rank - b.rank);
}
