import { foldOf, type Payload } from '@ehc/pathway';
import { defineBelievedTable } from './believed-table.js';
import type { FactOfStream } from './fact-of-stream.js';
import { bornInMonth } from './slice-keys.js';

const columns = {
  child_id: 'uuid not null',
  sex: 'text',
  ethnicity: 'text',
  /** Month of birth as year × 12 + (month − 1). */
  born_in: 'int',
} as const;

/** What is open of a child, and measures are sliced by. */
type Details = Payload<'ChildRegistered'>;

/** Fields that an event leaves out stay as they were. */
const foldDetails = foldOf<Details>(
  () => ({}),
  (details, event) => {
    if (event.type === 'ChildRegistered' || event.type === 'ChildDetailsChanged') Object.assign(details, event.payload);
  },
);

/** A child, as far as it is open. */
export const CHILD_FACT: FactOfStream<Details, typeof columns> = {
  kind: 'child',
  table: defineBelievedTable({ name: 'child_fact', columns, key: ['child_id'] }),
  types: ['ChildRegistered', 'ChildDetailsChanged'],
  fold: foldDetails,
  rows: (id, { sex, ethnicity, birthYear, birthMonth }) => [
    { child_id: id, sex: sex ?? null, ethnicity: ethnicity ?? null, born_in: bornInMonth(birthYear, birthMonth) },
  ],
};
