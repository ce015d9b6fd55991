import type { Payload } from '@ehc/pathway';
import { birthMonthOf } from '../request-an-assessment/birth-month-of.js';
import { type Consequence, fact, type SealedPayload } from '@ehc/recording';

const DETAILS = ['surname', 'forename', 'birthDate', 'postcode', 'upn', 'uln', 'nhsNumber'] as const;
type Detail = (typeof DETAILS)[number];

/**
 * A corrected personal detail is the child's detail from now on too, if no later change of it was recorded: whoever
 * follows the changes of details (search, the child's page) need not know of corrections.
 */
export const childDetailsFollow: Consequence = (correction, { happenedOn }, { history, opened }) => {
  const field = correction.field as Detail;
  if (!DETAILS.includes(field)) return [];
  const last = history.findLast(
    (event) =>
      (event.type === 'ChildRegistered' || event.type === 'ChildDetailsChanged') &&
      opened(event.id)?.[field] !== undefined,
  );
  if (last?.id !== correction.event) return [];
  const details = { [field]: correction.new ?? null } as SealedPayload<'ChildDetailsChanged'>;
  const born: Payload<'ChildDetailsChanged'> =
    field === 'birthDate' ? birthMonthOf(correction.new as string | null) : {};
  return [fact('ChildDetailsChanged', { happenedOn, ...details, ...born }, { reason: 'corrected' })];
};
