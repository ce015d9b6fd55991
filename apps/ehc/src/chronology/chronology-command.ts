import { SystemClock } from '@ehc/platform';
import { openSigningKey, parseHead, type SigningKey } from '@ehc/tamper-evidence';
import { readFile, writeFile } from 'node:fs/promises';
import { withInstallation } from '../installation/with-installation.js';
import { makeChronology, signChronology } from './chronology.js';
import { digestOf, pageAround, putInPage } from './chronology-page.js';

export interface ChronologyOptions {
  readonly dataDir: string;
  readonly authority: string;
  /** A page where it ends in `.html`, else JSON. */
  readonly out: string;
  readonly personal: boolean;
  /** Files of older heads. */
  readonly head?: readonly string[];
}

/** `ehc chronology`: exports the history of a case with what proves it. Exit status. */
export const chronology = async (
  caseId: string,
  { dataDir, out, head = [], ...terms }: ChronologyOptions,
): Promise<number> => {
  const since = await Promise.all(head.map(async (path) => parseHead(await readFile(path, 'utf8'), path)));
  return withInstallation(dataDir, async (installation) => {
    await installation.caughtUp();
    const made = await makeChronology(
      installation,
      { caseId: caseId.toLowerCase(), since, ...terms },
      new SystemClock(),
    );
    if (made === null) {
      process.stderr.write(`ehc: authority ${terms.authority} has no case ${caseId}.\n`);
      return 1;
    }
    const key = await openSigningKey(installation.dataDir);
    const text = /\.html?$/i.test(out)
      ? asPage(made, key)
      : `${JSON.stringify(signChronology(made, null, key), null, 2)}\n`;
    await writeFile(out, text, { mode: 0o600 });
    process.stdout.write(
      `${out}: ${made.events.length} entries of ${Object.keys(made.records).length} records, proved against the head over ` +
        `${made.head.size} events.\nIt is checked with checker/check-chronology.mjs and the key ${made.head.keyId}.\n`,
    );
    return 0;
  });
};

const asPage = (made: Parameters<typeof pageAround>[0], key: SigningKey): string => {
  const page = pageAround(made);
  return putInPage(page, signChronology(made, digestOf(page), key));
};
