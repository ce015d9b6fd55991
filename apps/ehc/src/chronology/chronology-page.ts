import { definitionOf } from '@ehc/pathway';
import { Html, html } from '@ehc/platform';
import { hash } from 'node:crypto';
import type { Chronology, EntryOfChronology } from './chronology.js';

type Shown = Omit<Chronology, 'page' | 'signature'>;

/** Behind this the chronology itself stands in its page, as a file for the checker. No text of the page can be this. */
const MARK = '<script type="application/json" id="chronology">';

/** A page, before and behind the place of the chronology in it. */
export interface Page {
  readonly before: string;
  readonly behind: string;
}

export const pageAround = (made: Shown): Page => {
  // As the checker reads it, whatever became of line ends on the way.
  const page = pageOf(made).replaceAll('\r\n', '\n');
  const place = page.indexOf(MARK) + MARK.length;
  return { before: page.slice(0, place), behind: page.slice(place) };
};

/** What a chronology says of its page: SHA-256 of all that is not the chronology itself. */
export const digestOf = ({ before, behind }: Page): string => hash('sha256', before + behind);

/** The page with the chronology in it. `<` is written otherwise, so that nothing in it ends its element. */
export const putInPage = ({ before, behind }: Page, chronology: Chronology): string =>
  before + JSON.stringify(chronology).replaceAll('<', '\\u003c') + behind;

const pageOf = (made: Shown): string => {
  const { authority, head, events, madeAt, whatItShows } = made;
  const title = `Chronology of case ${made.case}`;
  const numbers = new Map(events.map(({ event }, nth) => [event.id, nth + 1]));
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p>${authority.name} (${authority.code})${authority.madeUp ? '. Made up: nobody in it exists.' : ''}</p>
        <section>
          <h2>What this shows, and what it does not</h2>
          <ul>
            ${whatItShows.map((each) => html`<li>${each}</li>`)}
          </ul>
          <p>
            Do not take this page’s word for it. Check the file with <code>check-chronology.mjs</code>, and compare the
            fingerprint of the key with the one that the authority has published.
          </p>
          <dl>
            ${row('Made', inEnglish(madeAt))} ${row('Entries', events.length)}
            ${row('Fingerprint of the key', head.keyId)} ${row('Events in the sealed log', head.size)}
            ${row('Root of the sealed log', head.root)} ${row('Signed', head.time)}
          </dl>
        </section>
        <h2>Entries, in the order in which they were recorded</h2>
        ${events.map((entry, nth) => entryOf(entry, nth + 1, numbers))} ${new Html(`${MARK}</script>`)}
      </body>
    </html> `.toString();
};

const row = (name: string, value: string | number): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const entryOf = ({ event, position, opened }: EntryOfChronology, nth: number, numbers: Map<string, number>): Html => {
  const meaning = definitionOf(event.type)?.meaning ?? 'A kind of entry that this version does not know.';
  const who = `${event.actor}, ${event.role}${event.agency === null ? '' : `, ${event.agency}`}`;
  const corrected = (event.payload as { event?: unknown }).event;
  const of = typeof corrected === 'string' ? numbers.get(corrected) : undefined;
  return html`<article>
    <h3>
      ${nth}. ${event.happenedOn === null ? 'Day not known' : dayInEnglish(event.happenedOn)}: ${words(event.type)}
    </h3>
    <p>${meaning}${of === undefined ? '' : ` This is about entry ${of}.`}</p>
    <dl>
      ${row('Recorded', `${inEnglish(event.recordedAt)} (${event.recordedAt})`)}
      ${row('By', `${who}${event.verified ? '' : ' (identity not verified)'}`)} ${row('How it came in', event.source)}
      ${Object.entries(event.payload).map(([name, value]) => row(words(name), textOf(value)))}
      ${row('Record', `${event.stream}, entry ${event.revision + 1} of it`)} ${row('Place in the log', position)}
    </dl>
    ${opened === undefined ? sealedNote(event.sealed) : openedDetails(opened)}
  </article>`;
};

const sealedNote = (sealed: string | null): Html =>
  sealed === null ? html`` : html`<p class="aside">It holds personal details, encrypted; they are not shown here.</p>`;

const openedDetails = (opened: object): Html =>
  html`<div class="aside">
    <p>Personal details, opened for this copy. Only their encrypted form is proved, not what they say:</p>
    <dl>${Object.entries(opened).map(([name, value]) => row(words(name), textOf(value)))}</dl>
  </div>`;

/** `DecidedToAssess` and `requestedBy` in words. */
const words = (name: string): string => {
  const spaced = name.replace(/(?<=[a-z\d])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
]; // prettier-ignore

/** A civil date, `16 October 2023`. */
const dayInEnglish = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[month! - 1]} ${year}`;
};

const london = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Europe/London' });

/** An instant as the clock showed it in England. */
const inEnglish = (instant: string): string => london.format(new Date(instant));

const STYLE = new Html(`
  body { font: 1rem/1.5 Arial, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #0b0c0c; }
  section { border: 2px solid #0b0c0c; padding: 0 1rem; }
  article { border-top: 1px solid #b1b4b6; padding: 0.5rem 0; break-inside: avoid; }
  h3 { margin: 0.5rem 0 0; }
  dl div { display: flex; gap: 1rem; }
  dt { flex: 0 0 14rem; color: #505a5f; }
  dd { margin: 0; overflow-wrap: anywhere; }
  .aside { border-left: 5px solid #b1b4b6; padding-left: 1rem; }
  @page { margin: 2cm; @bottom-right { content: "Page " counter(page) " of " counter(pages); } }
`);
