import {
  BlindIndex,
  birthDateTerm,
  identifierTerm,
  type KeyStore,
  nameStartTerm,
  nameWords,
  type Sealer,
  type Term,
  wholeNameTerm,
} from '@ehc/event-store';
import { isCivilDate } from '@ehc/statutory-clock';
import type { DataSource } from 'typeorm';
import { type KeptChild, openDetails, type PersonalDetails } from '../read-models/children.js';

/** What is looked for; everything given must fit. */
export interface Wanted {
  /** Words of the name, whole or their first three letters, in any order. */
  readonly name?: string;
  /** Civil date. */
  readonly birthDate?: string;
  /** UPN, ULN or NHS number. */
  readonly identifier?: string;
  /** Any of these, as somebody would type it into one box. */
  readonly text?: string;
}

export interface FoundChild {
  readonly child: string;
  /** Null once the child has been forgotten. */
  readonly details: PersonalDetails | null;
  /** Sex, ethnicity code, year and month of birth: what measures are sliced by. */
  readonly open: KeptChild['open'];
  readonly cases: readonly { readonly case: string; readonly receivedOn: string | null; readonly open: boolean }[];
  readonly plans: readonly {
    readonly plan: string;
    readonly inForceFrom: string | null;
    readonly maintained: boolean;
  }[];
}

/** How many children one search answers at most; who finds more must say more. */
export const MOST_FOUND = 50;

/** Finds children by name, birth date and identifiers, without a name or number ever being in the database. */
export class ChildFinder {
  private readonly blindIndex: BlindIndex;

  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    keyStore: KeyStore,
  ) {
    this.blindIndex = new BlindIndex(keyStore);
  }

  /** @param hidden children whose records are restricted to others: they are not found */
  async find(authority: string, wanted: Wanted, hidden: readonly string[]): Promise<FoundChild[]> {
    const groups = termGroups(wanted);
    if (groups.length === 0) return [];
    const tokens = await Promise.all(groups.map((terms) => this.blindIndex.tokensOf(authority, terms)));
    // Each group is one thing that was said of the child, in the forms in which it may be indexed.
    const rows: { child_id: string }[] = await this.dataSource.query(
      `SELECT child_id FROM casework.search_token
       JOIN unnest($2::text[], $3::int[]) AS wanted (token, number) USING (token)
       WHERE authority = $1 AND child_id <> ALL ($6::text[])
       GROUP BY child_id HAVING count(DISTINCT number) = $4
       ORDER BY child_id LIMIT $5`,
      [
        authority,
        tokens.flat(),
        tokens.flatMap((group, index) => group.map(() => index)),
        groups.length,
        MOST_FOUND,
        hidden,
      ],
    );
    return this.describe(
      authority,
      rows.map((row) => row.child_id),
    );
  }

  /** A child of an authority by id; null where that authority has none such. */
  async byId(authority: string, childId: string): Promise<FoundChild | null> {
    return (await this.describe(authority, [childId]))[0] ?? null;
  }

  /** Names of children of an authority, by id, for those who are not forgotten. */
  async names(authority: string, ids: readonly string[]): Promise<Map<string, string>> {
    const children: { id: string; state: KeptChild }[] = await this.dataSource.query(
      `SELECT id, state FROM casework.child_record WHERE authority = $1 AND id = ANY ($2::text[])`,
      [authority, [...new Set(ids)]],
    );
    const details = await openDetails(
      children.map(({ state }) => state),
      this.sealer,
    );
    const names = new Map<string, string>();
    for (const [index, { id }] of children.entries()) {
      const name = [details[index]?.forename, details[index]?.surname].filter(Boolean).join(' ');
      if (name) names.set(id, name);
    }
    return names;
  }

  private async describe(authority: string, ids: readonly string[]): Promise<FoundChild[]> {
    if (ids.length === 0) return [];
    const [children, cases, plans] = await Promise.all([
      this.dataSource.query<{ id: string; state: KeptChild }[]>(
        `SELECT id, state FROM casework.child_record WHERE authority = $1 AND id = ANY ($2::text[])`,
        [authority, ids],
      ),
      this.dataSource.query<{ child_id: string; case_id: string; received_on: string | null; is_open: boolean }[]>(
        `SELECT child_id, case_id, received_on::text, is_open FROM casework.case_record
         WHERE authority = $1 AND child_id = ANY ($2::text[]) ORDER BY received_on`,
        [authority, ids],
      ),
      this.dataSource.query<
        { child_id: string; plan_id: string; in_force_from: string | null; is_maintained: boolean }[]
      >(
        `SELECT child_id, plan_id, in_force_from::text, is_maintained FROM casework.plan_record
         WHERE authority = $1 AND child_id = ANY ($2::text[]) ORDER BY in_force_from`,
        [authority, ids],
      ),
    ]);
    const details = await openDetails(
      children.map(({ state }) => state),
      this.sealer,
    );
    return children.map(({ id, state }, index) => ({
      child: id,
      details: details[index] ?? null,
      open: state.open,
      cases: cases
        .filter((row) => row.child_id === id)
        .map((row) => ({ case: row.case_id, receivedOn: row.received_on, open: row.is_open })),
      plans: plans
        .filter((row) => row.child_id === id)
        .map((row) => ({ plan: row.plan_id, inForceFrom: row.in_force_from, maintained: row.is_maintained })),
    }));
  }
}

const termGroups = ({ name, birthDate, identifier, text }: Wanted): Term[][] => [
  ...(name ? namesTerms(name) : []),
  ...(birthDate ? [[birthDateTerm(birthDate)]] : []),
  ...(identifier ? [identifierTerms(identifier)] : []),
  ...(text ? anyTerms(text) : []),
];

/** Three letters are the beginning of a name as well as a whole one. */
const namesTerms = (name: string): Term[][] =>
  nameWords(name).map((word) =>
    [...word].length <= 3 ? [wholeNameTerm(word), nameStartTerm(word)] : [wholeNameTerm(word)],
  );

const identifierTerms = (value: string): Term[] =>
  (['upn', 'uln', 'nhs', 'local'] as const).map((kind) => identifierTerm(kind, value));

/** One box for everything: what holds four digits or more is a date or a number, the rest are names. */
const anyTerms = (text: string): Term[][] => {
  const groups: Term[][] = [];
  const rest = text.replace(
    /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b|\b\d{4}-\d{2}-\d{2}\b/g,
    (match, day?: string, month?: string, year?: string) => {
      const date = year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : match;
      if (!isCivilDate(date)) return match;
      groups.push([birthDateTerm(date)]);
      return ' ';
    },
  );
  const number = /\b[A-Z]?\d[\d ]{5,}[A-Z]?\b/i;
  const found = number.exec(rest);
  if (found) groups.push(identifierTerms(found[0]));
  groups.push(...namesTerms(rest.replace(number, ' ')));
  return groups;
};
