import { definitionOf, DEMONSTRATION_AUTHORITY, laByCode } from '@ehc/pathway';
import type { Held, HeldEvent, HeldStream } from './everything-held.js';

/** What is held on a child as a page that a person can read, without a program or a network. */
export const heldAsPage = ({ authority, child, streams }: Held, madeOn: string): string => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>What is held on you</title>
<style>
body { font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 3rem; } section { border-top: 1px solid; margin-top: 1rem; padding-top: .5rem; }
dt { font-weight: bold; } dd { margin: 0 0 .5rem 0; white-space: pre-wrap; }
</style>
</head>
<body>
<h1>What is held on you</h1>
<p>${text(nameOf(authority))} holds this about the child or young person with the number ${text(child)}. It was put
together on ${text(madeOn)}. The same is in <a href="data.json">data.json</a>, for programs.</p>
${streams.map(part).join('\n')}
</body>
</html>
`;

const nameOf = (code: string): string =>
  code === DEMONSTRATION_AUTHORITY.code ? DEMONSTRATION_AUTHORITY.name : (laByCode(code)?.name ?? code);

const HEADINGS: Readonly<Record<string, string>> = {
  child: 'Who you are',
  restriction: 'Who may see your record',
  case: 'A request and its assessment',
  plan: 'A plan',
  advice: 'A request for advice',
};

const part = ({ stream, events }: HeldStream): string =>
  `<h2>${text(HEADINGS[stream.split('-')[0]!] ?? stream)}</h2>\n<p>${text(stream)}</p>\n${events.map(entry).join('\n')}`;

const entry = ({ type, happenedOn, recordedAt, recordedBy, source, says }: HeldEvent): string => `<section>
<h3>${text(words(type))}${happenedOn === null ? '' : `, ${text(happenedOn)}`}</h3>
<p>${text(definitionOf(type)?.meaning ?? '')}</p>
<dl>
${Object.entries(says)
  .map(([field, value]) => `<dt>${text(words(field))}</dt><dd>${text(readable(value))}</dd>`)
  .join('\n')}
<dt>Recorded</dt><dd>${text(recordedAt)} by ${text([recordedBy.name, recordedBy.role, recordedBy.agency].filter(Boolean).join(', '))} (${text(source)})</dd>
</dl>
</section>`;

const readable = (value: unknown): string => {
  if (value === null) return 'not known';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
};

/** `FamilyContacted` and `birthDate` as people write: Family contacted, Birth date. */
const words = (name: string): string => {
  const spaced = name.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

const text = (said: string): string =>
  said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
