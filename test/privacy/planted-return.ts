import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCE = join(process.cwd(), 'test/data/sen2-blade/nottingham-2024-dirty');

/** The authority whose return it is. */
export const AUTHORITY = '892';

/** A child who is in no real return: each of these is borne by nobody else. */
export interface Planted {
  readonly surname: string;
  readonly forename: string;
  readonly upn: string;
  readonly uln: string;
}

/** Valid: check letters and digits reckoned by hand (data-standards.md §3.3). */
export const upn = (digits: string): string => {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index + 2), 0);
  return `${'ABCDEFGHJKLMNPQRTUVWXYZ'[sum % 23]}${digits}`;
};
export const uln = (nine: string): string => {
  const rest = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0) % 11;
  return rest === 0 ? '' : `${nine}${10 - rest}`;
};

/** A copy, in a new folder, of the sample return with faulty rows, some of whose persons are these. */
export const plantReturn = (children: readonly Planted[]): string => {
  const target = mkdtempSync(join(tmpdir(), 'ehc-planted-'));
  for (const file of readdirSync(SOURCE).filter((name) => name.endsWith('.csv'))) {
    const bytes = readFileSync(join(SOURCE, file));
    if (!file.endsWith('_person.csv')) {
      writeFileSync(join(target, file), bytes);
      continue;
    }
    const lines = bytes.toString('utf8').split('\n');
    const columns = lines[0]!.trim().toLowerCase().split(',');
    for (const [n, child] of children.entries()) {
      const at = 40 + n * 350;
      const cells = lines[at]!.trimEnd().split(',');
      const set = (column: string, value: string) => (cells[columns.indexOf(column)] = value);
      set('surname', child.surname);
      set('forename', child.forename);
      set('upn', child.upn);
      set('uniquelearnernumber', child.uln);
      lines[at] = cells.join(',');
    }
    writeFileSync(join(target, file), lines.join('\n'));
  }
  return target;
};
