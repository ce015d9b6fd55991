import { type RoleName, ROLE_NAMES, ROLES } from '@ehc/identity';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from './routes.js';

/** `all`: every record of the authority. `asked`: what the role was asked for. `–`: refused. */
export type Cell = 'all' | 'asked' | '–';

export type Rule = 'everybody' | 'anybody signed in' | Readonly<Record<RoleName, Cell>>;

export interface Entry extends Route {
  readonly rule: Rule;
}

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/reference/access.md'), 'utf8');

/** The table of docs/reference/access.md, as somebody wrote it. */
export const entries = (): Entry[] => {
  const found: Entry[] = [];
  let heading = '';
  for (const line of PAGE.split('\n')) {
    if (line.startsWith('#')) heading = line;
    const [, method, path, rest] = /^\| `(GET|POST|PUT|PATCH|DELETE) (\S+)`\s*\|(.*)$/.exec(line) ?? [];
    if (method !== undefined) found.push({ method, path: path!, rule: ruleOf(heading, rest!) });
  }
  return found;
};

const ruleOf = (heading: string, cells: string): Rule => {
  if (heading.endsWith('everybody')) return 'everybody';
  if (heading.endsWith('anybody who has signed in')) return 'anybody signed in';
  const said = cells.split('|').map((cell) => cell.trim());
  return Object.fromEntries(ROLE_NAMES.map((role, index) => [role, said[index] as Cell])) as Record<RoleName, Cell>;
};

/** The roles as the table's columns name them. */
export const columns = (): string[] =>
  (/^\| Route\s+\| Caseworker.*$/m.exec(PAGE)?.[0] ?? '')
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());

export const labels = (): string[] => ROLE_NAMES.map((role) => ROLES[role].label);
