import { definitionOf } from '@ehc/pathway';
import type { TSchema } from '@sinclair/typebox';

/** The ids that an event's payload names, by field: of the plan, the exception, the review … that it made or means. */
export const idsOf = (type: string, payload: object): Record<string, string> => {
  const properties = (definitionOf(type)?.open.properties ?? {}) as Record<string, TSchema>;
  return Object.fromEntries(
    Object.entries(payload).filter(([field]) => String(properties[field]?.pattern).startsWith('^[0-9a-f]{8}-')),
  ) as Record<string, string>;
};
