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

/** Names of the case and plan streams that add otherwise to a figure at the second moment than at the first. */
export const changedStreams = (then: FactsAt, now: FactsAt, judgement: Judgement): ReadonlySet<string> => {
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

/** The ids of the streams of one kind. */
const idsOf = (streams: Iterable<string>, kind: string): string[] =>
  [...streams].flatMap((name) => (name.startsWith(`${kind}-`) ? [name.slice(kind.length + 1)] : []));

/** The case and plan streams in whose rows what another stream tells is counted: a request for advice, a child. */
const toldBy = async (
  queries: ReadModelQueries,
  { authority, from, to }: Between,
  streams: Iterable<string>,
): Promise<string[]> => {
  const [advice, children] = [idsOf(streams, 'advice'), idsOf(streams, 'child')];
  if (advice.length + children.length === 0) return [];
  const rows = await queries.query<{ name: string }>(
    `SELECT 'case-' || case_id AS name FROM ${believedBetween('advice_fact', 'advice_id, case_id')} f
      WHERE advice_id = ANY ($4::uuid[])
      UNION
     SELECT 'case-' || case_id FROM ${believedBetween('case_fact', 'case_id, child_id')} f
      WHERE child_id = ANY ($5::uuid[])
      UNION
     SELECT 'plan-' || plan_id FROM ${believedBetween('plan_fact', 'plan_id, child_id')} f
      WHERE child_id = ANY ($5::uuid[])`,
    [authority, from, to, advice, children],
  );
  return rows.map(({ name }) => name);
};

/** Each case that the streams belong to or tell of, with everything that its figures need of what lies beside it. */
export const casesOf = async (
  queries: ReadModelQueries,
  between: Between,
  streams: ReadonlySet<string>,
): Promise<AffectedCase[]> => {
  if (streams.size === 0) return [];
  const { authority, from, to } = between;
  const rows = [...streams, ...(await toldBy(queries, between, streams))].filter(
    (name) => name.startsWith('case-') || name.startsWith('plan-'),
  );
  const links = await queries.query<{ plan_id: string; case_id: string }>(
    `SELECT plan_id, case_id FROM ${believedBetween('plan_fact', 'plan_id, case_id')} f WHERE case_id IS NOT NULL`,
    [authority, from, to],
  );
  const groups = new Groups();
  for (const { plan_id, case_id } of links) groups.tie(`plan-${plan_id}`, `case-${case_id}`);
  const members = new Map<string, Set<string>>(rows.map((name) => [groups.of(name), new Set()]));
  const put = (name: string, beside = name): void => void members.get(groups.of(beside))?.add(name);
  for (const name of rows) put(name);
  for (const { plan_id, case_id } of links) {
    put(`plan-${plan_id}`);
    put(`case-${case_id}`);
  }
  const known = [...members.values()].flatMap((names) => [...names]);
  const [cases, plans] = [idsOf(known, 'case'), idsOf(known, 'plan')];
  const beside = await queries.query<{ name: string; beside: string }>(
    `SELECT 'advice-' || advice_id AS name, 'case-' || case_id AS beside
       FROM ${believedBetween('advice_fact', 'advice_id, case_id')} f WHERE case_id = ANY ($4::uuid[])
      UNION
     SELECT 'child-' || child_id, 'case-' || case_id FROM ${believedBetween('case_fact', 'case_id, child_id')} f
      WHERE child_id IS NOT NULL AND case_id = ANY ($4::uuid[])
      UNION
     SELECT 'child-' || child_id, 'plan-' || plan_id FROM ${believedBetween('plan_fact', 'plan_id, child_id')} f
      WHERE child_id IS NOT NULL AND plan_id = ANY ($5::uuid[])`,
    [authority, from, to, cases, plans],
  );
  for (const { name, beside: of } of beside) put(name, of);
  return [...members.values()].map((names) => ({
    cases: idsOf(names, 'case'),
    plans: idsOf(names, 'plan'),
    advice: idsOf(names, 'advice'),
    children: idsOf(names, 'child'),
  }));
};
