import { uuidOfKey } from '../facts/packed-rows.js';
import type { FactsAt, ReadModelQueries } from '../facts/index.js';
import { contributionsByRow, type Judgement } from './judgement.js';

/**
 * A case and everything that its figures need of what lies beside it: the plans that came of it, the requests for
 * advice, and the children by whose details they are sliced. A plan of which no case is known stands by itself.
 *
 * What a row of any measure comes to depends on the streams of its own group alone, so the groups add up to the whole.
 */
export interface AffectedCase {
  readonly cases: readonly string[];
  readonly plans: readonly string[];
  readonly advice: readonly string[];
  readonly children: readonly string[];
}

/** Two positions of the log, the second not before the first. */
export interface Between {
  readonly authority: string;
  readonly from: string;
  readonly to: string;
}

/** The cases and plans that add otherwise to a figure at the second position than at the first, judged alike. */
const changedRows = (then: FactsAt, now: FactsAt, judgement: Judgement): ReadonlySet<string> => {
  const before = contributionsByRow(then.facts, then.keys, judgement);
  const after = contributionsByRow(now.facts, now.keys, judgement);
  const changed = new Set<string>();
  for (const [row, said] of after) if (before.get(row) !== said) changed.add(row);
  for (const row of before.keys()) if (!after.has(row)) changed.add(row);
  return new Set([...changed].map((row) => `${row.slice(0, 5)}${uuidOfKey(row.slice(5))}`));
};

/** Rows of facts that were believed at any moment between the two positions. */
const believedBetween = (table: string, columns: string): string =>
  `(SELECT ${columns} FROM timeliness.${table} WHERE authority = $1 AND from_position <= $3
    UNION
    SELECT ${columns} FROM timeliness.${table}_past WHERE authority = $1 AND from_position <= $3 AND to_position > $2)`;

/** Groups of names that are tied to each other, whichever way and over however many ties. */
class Groups {
  readonly #parent = new Map<string, string>();

  of(name: string): string {
    let root = name;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    if (root !== name) this.#parent.set(name, root);
    return root;
  }

  tie(one: string, other: string): void {
    const [a, b] = [this.of(one), this.of(other)];
    if (a !== b) this.#parent.set(a, b);
  }
}

/** Everything of which a change between the two positions changed a figure, each case with its neighbours. */
export const affectedCases = async (
  queries: ReadModelQueries,
  { authority, from, to }: Between,
  then: FactsAt,
  now: FactsAt,
  judgement: Judgement,
): Promise<AffectedCase[]> => {
  const changed = changedRows(then, now, judgement);
  if (changed.size === 0) return [];
  const groups = new Groups();
  const names = new Map<string, Set<string>>();
  const links = await queries.query<{ plan_id: string; case_id: string }>(
    `SELECT plan_id, case_id FROM ${believedBetween('plan_fact', 'plan_id, case_id')} f WHERE case_id IS NOT NULL`,
    [authority, from, to],
  );
  for (const { plan_id, case_id } of links) groups.tie(`plan-${plan_id}`, `case-${case_id}`);
  const roots = new Set([...changed].map((name) => groups.of(name)));
  const put = (name: string, root: string): void => {
    if (roots.has(root)) names.set(root, (names.get(root) ?? new Set()).add(name));
  };
  for (const name of changed) put(name, groups.of(name));
  for (const { plan_id, case_id } of links) {
    for (const name of [`plan-${plan_id}`, `case-${case_id}`]) put(name, groups.of(name));
  }
  const idsOf = (kind: string): string[] =>
    [...names.values()].flatMap((ofGroup) =>
      [...ofGroup].flatMap((name) => (name.startsWith(kind) ? [name.slice(kind.length)] : [])),
    );
  const [cases, plans] = [idsOf('case-'), idsOf('plan-')];
  const [advice, children] = await Promise.all([
    queries.query<{ advice_id: string; case_id: string }>(
      `SELECT advice_id, case_id FROM ${believedBetween('advice_fact', 'advice_id, case_id')} f
        WHERE case_id = ANY ($4::uuid[])`,
      [authority, from, to, cases],
    ),
    queries.query<{ name: string; child_id: string }>(
      `SELECT 'case-' || case_id AS name, child_id FROM ${believedBetween('case_fact', 'case_id, child_id')} f
        WHERE child_id IS NOT NULL AND case_id = ANY ($4::uuid[])
        UNION
       SELECT 'plan-' || plan_id, child_id FROM ${believedBetween('plan_fact', 'plan_id, child_id')} f
        WHERE child_id IS NOT NULL AND plan_id = ANY ($5::uuid[])`,
      [authority, from, to, cases, plans],
    ),
  ]);
  for (const { advice_id, case_id } of advice) put(`advice-${advice_id}`, groups.of(`case-${case_id}`));
  for (const { name, child_id } of children) put(`child-${child_id}`, groups.of(name));
  return [...names.values()].map((ofGroup) => {
    const of = (kind: string): string[] =>
      [...ofGroup].flatMap((name) => (name.startsWith(kind) ? [name.slice(kind.length)] : []));
    return { cases: of('case-'), plans: of('plan-'), advice: of('advice-'), children: of('child-') };
  });
};
