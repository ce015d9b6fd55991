import { casework } from '@ehc/casework';
import { SystemClock } from '@ehc/platform';
import { strToU8, zipSync } from 'fflate';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { answeringCommand } from '../command-line/answering-command.js';
import { CommandRecorder } from '../command-line/record-as-command.js';
import { everythingHeld } from './everything-held.js';
import { heldAsPage } from './held-as-page.js';

export interface SubjectAccessOptions {
  readonly dataDir: string;
  readonly authority: string;
  /** The file to be made; it may not be there yet. */
  readonly out: string;
  readonly by?: string;
}

/**
 * `ehc subject-access`: writes a zip of everything that the authority holds on a child, in plain text, for its maker
 * alone, and records that it was made. Exit status.
 */
export const subjectAccess = (given: string, options: SubjectAccessOptions): Promise<number> =>
  answeringCommand(options, async (installation) => {
    const { authority, by = 'ehc subject-access' } = options;
    const [child, happenedOn, out] = [given.toLowerCase(), new SystemClock().today(), resolve(options.out)];
    const recorder = new CommandRecorder(installation);
    const name = { by, authority };
    const { makeSubjectAccessBundle } = casework;
    await recorder.mayBeRecorded(makeSubjectAccessBundle, child, name, { happenedOn, events: 0 });
    await installation.caughtUp();

    const held = await everythingHeld(child, authority, installation);
    const events = held.streams.reduce((sum, stream) => sum + stream.events.length, 0);
    const zip = zipSync({
      'index.html': strToU8(heldAsPage(held, happenedOn)),
      'data.json': strToU8(`${JSON.stringify({ madeOn: happenedOn, ...held }, null, 2)}\n`),
    });
    writeFileSync(out, zip, { mode: 0o600, flag: 'wx' });
    await recorder.record(makeSubjectAccessBundle, child, name, { happenedOn, events });
    return (
      `${events} entries in ${held.streams.length} parts are in ${out}, in plain text and readable by you alone.\n` +
      'It names other people too: contacts, staff, advisers. Look through it before it is given out, and destroy it after.\n'
    );
  });
