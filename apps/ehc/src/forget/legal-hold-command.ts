import { casework } from '@ehc/casework';
import type { Payload } from '@ehc/pathway';
import { SystemClock } from '@ehc/platform';
import { outOfOrder, pathwayEvents, readOwn, refused } from '@ehc/recording';
import { answeringCommand } from '../command-line/answering-command.js';
import { CommandRecorder, type InNameOf } from '../command-line/record-as-command.js';
import type { CommandInstallation } from '../installation/with-installation.js';

export interface LegalHoldOptions {
  readonly dataDir: string;
  readonly authority: string;
  readonly by?: string;
  readonly note?: string;
}

/** `ehc legal-hold place`: the child is not forgotten while it stands. Exit status. */
export const placeLegalHold = (
  child: string,
  reason: Payload<'LegalHoldPlaced'>['reason'],
  options: LegalHoldOptions,
): Promise<number> =>
  answeringCommand(options, async (installation) => {
    const request = { ...said(options), reason };
    const recorder = new CommandRecorder(installation);
    const { events } = await recorder.record(casework.placeLegalHold, child.toLowerCase(), nameOf(options), request);
    return `Legal hold ${events[0]!.ids['hold']} stands on child ${child} (${reason}).\n`;
  });

/** `ehc legal-hold lift`: of one hold, or of the only one that stands. Exit status. */
export const liftLegalHold = (child: string, given: string | undefined, options: LegalHoldOptions): Promise<number> =>
  answeringCommand(options, async (installation) => {
    const hold = given ?? (await theOnlyHold(installation, child, options.authority));
    const request = { ...said(options), hold };
    const recorder = new CommandRecorder(installation);
    await recorder.record(casework.liftLegalHold, child.toLowerCase(), nameOf(options), request);
    return `Legal hold ${hold} on child ${child} is lifted.\n`;
  });

/** `ehc legal-hold show`: the holds that stand on a child. Exit status. */
export const showLegalHolds = (child: string, options: LegalHoldOptions): Promise<number> =>
  answeringCommand(options, async (installation) => {
    const holds = await holdsOn(installation, child, options.authority);
    if (holds.size === 0) return 'No legal hold stands.\n';
    return [...holds].map(([id, { reason, placedOn }]) => `${id}  ${reason}, since ${placedOn}\n`).join('');
  });

const nameOf = ({ by = 'ehc legal-hold', authority }: LegalHoldOptions): InNameOf => ({ by, authority });

const said = ({ note }: LegalHoldOptions) => ({
  happenedOn: new SystemClock().today(),
  ...(note === undefined ? {} : { note }),
});

const holdsOn = async ({ store }: CommandInstallation, child: string, authority: string) => {
  const history = await readOwn(store, authority, 'child', child.toLowerCase());
  return casework.childStream.fold(pathwayEvents(history)).holds;
};

const theOnlyHold = async (installation: CommandInstallation, child: string, authority: string): Promise<string> => {
  const [one, ...more] = [...(await holdsOn(installation, child, authority)).keys()];
  if (one === undefined) throw refused(outOfOrder('No legal hold stands on this child.', 'There is nothing to do.'));
  if (more.length > 0)
    throw refused(outOfOrder('Several legal holds stand on this child.', 'Say with --hold which one is lifted.'));
  return one;
};
