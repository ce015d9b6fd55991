import type { PersonRow } from '../read/index.js';
import type { KnownChild } from '../match/known-children.js';
import { HistoryWriter } from './history-writer.js';
import type { ReturnFacts, Standing } from './return-facts.js';

/** What a person row adds to the history of the child. */
export const reconcileChild = (
  row: PersonRow,
  known: KnownChild | null,
  childId: string,
  standing: Standing,
  facts: ReturnFacts,
  /** Whether a blank takes a value away: only where no other year's return gave it. */
  blanksCount = standing === 'same_year',
): HistoryWriter => {
  const writer = new HistoryWriter(facts, childId, known ? standing : 'first');
  const open = openDetails(row);
  const personal = personalDetails(row);
  if (!known) {
    writer.step('ChildRegistered', null, withoutNulls(open), { personal: withoutNulls(personal) });
    return writer;
  }
  const changedOpen = changes(open, known, blanksCount);
  const changedPersonal = changes(personal, known, blanksCount);
  if (Object.keys(changedOpen.now).length + Object.keys(changedPersonal.now).length === 0) return writer;

  const corrects = standing === 'same_year';
  writer.step(
    'ChildDetailsChanged',
    null,
    { ...changedOpen.now, because: corrects ? 'resubmitted_return' : 'later_return', was: changedOpen.was },
    { personal: { ...changedPersonal.now, was: changedPersonal.was }, corrects },
  );
  return writer;
};

const openDetails = (row: PersonRow) => ({
  sex: row.sex,
  ethnicity: row.ethnicity,
  birthYear: row.personBirthDate === null ? null : Number(row.personBirthDate.slice(0, 4)),
  birthMonth: row.personBirthDate === null ? null : Number(row.personBirthDate.slice(5, 7)),
  upnUnknown: row.upnUnknown,
});

const personalDetails = (row: PersonRow) => ({
  surname: row.surname,
  forename: row.forename,
  birthDate: row.personBirthDate,
  postcode: row.postCode,
  upn: row.upn,
  uln: row.uniqueLearnerNumber,
});

const withoutNulls = <T extends object>(details: T) =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: Exclude<T[K], null>;
  };

/** Fields that differ. A blank takes nothing away, save in a resubmission of the same year. */
const changes = (details: object, known: KnownChild, blanksCount: boolean) => {
  const now: Record<string, unknown> = {};
  const was: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(details)) {
    const before = known[field as keyof KnownChild] ?? null;
    if (value === before || (value === null && !blanksCount)) continue;
    now[field] = value;
    if (before !== null) was[field] = before;
  }
  return { now, was } as { now: Record<string, never>; was: Record<string, never> };
};
