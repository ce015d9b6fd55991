/** Kept apart from `civil-date.ts`, since this is the one place that needs an instant and the time zone database. */

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * The civil date in Europe/London at an instant, as `YYYY-MM-DD`. In summer time it changes an hour before midnight
 * UTC: `2026-06-30T23:30:00Z` is 1 July in London.
 * @throws {RangeError} for an invalid `Date`.
 */
export function civilDateInLondon(instant: Date): string {
  let year = '';
  let month = '';
  let day = '';
  for (const part of london.formatToParts(instant)) {
    if (part.type === 'year') year = part.value;
    else if (part.type === 'month') month = part.value;
    else if (part.type === 'day') day = part.value;
  }
  return `${year.padStart(4, '0')}-${month}-${day}`;
}
