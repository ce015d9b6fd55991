import type { PathwayEvent, Step } from '@ehc/pathway';
import { invalid, type Refusal } from './refusal.js';

/** A step is not taken before the one that it follows. Imported steps may have no date: then nothing can be said. */
export const notBefore = (
  event: Pick<PathwayEvent, 'happenedOn'>,
  earlier: Pick<Step, 'on'> | string | null | undefined,
  what: string,
): Refusal | undefined => dayNotBefore('happenedOn', event.happenedOn, earlier, what);

/** The same of another date of the request. */
export const dayNotBefore = (
  field: string,
  day: string | null | undefined,
  earlier: Pick<Step, 'on'> | string | null | undefined,
  what: string,
): Refusal | undefined => {
  const bound = typeof earlier === 'string' ? earlier : earlier?.on;
  return day && bound && day < bound
    ? invalid(
        field,
        `${day} is before ${bound}, the day on which ${what}.`,
        'Check both dates; if the earlier one is wrong, ask for a correction of it.',
      )
    : undefined;
};

/** A day on which something was done is not in the future. */
export const dayNotAfter = (
  field: string,
  day: string | null | undefined,
  last: string | null | undefined,
  what: string,
): Refusal | undefined =>
  day && last && day > last ? invalid(field, `${day} is after ${last}, ${what}.`, 'Check the date.') : undefined;
