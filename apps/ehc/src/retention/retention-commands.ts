import { casework } from '@ehc/casework';
import type { Payload } from '@ehc/pathway';
import { SystemClock } from '@ehc/platform';
import { outOfOrder, pathwayEvents, readOwn, refused } from '@ehc/recording';
import { randomUUID } from 'node:crypto';
import { answeringCommand } from '../command-line/answering-command.js';
import { CommandRecorder, type InNameOf } from '../command-line/record-as-command.js';
import { forgetChildren } from '../forget/forget-children.js';
import type { CommandInstallation } from '../installation/with-installation.js';
import { childrenDue, type DueChild } from './children-due.js';

export interface RetentionOptions {
  readonly dataDir: string;
  readonly authority: string;
}

export interface NamedOptions extends RetentionOptions {
  readonly by: string;
}

/** `ehc retention set`: for how many years from the day of birth the authority keeps records. Exit status. */
export const setSchedule = (options: NamedOptions & { readonly years: number }): Promise<number> =>
  answeringCommand(options, async (installation) => {
    const step = { happenedOn: today(), yearsAfterBirth: options.years };
    await new CommandRecorder(installation).record(
      casework.setRetentionSchedule,
      options.authority,
      nameOf(options),
      step,
    );
    return `Records of authority ${options.authority} are kept for ${options.years} years from the day of birth.\n`;
  });

/** `ehc retention due`: whose records need not be kept any longer. Ids alone: whoever must know more looks them up. */
export const showDue = (options: RetentionOptions & { readonly json: boolean }): Promise<number> =>
  answeringCommand(options, async (installation) => {
    await installation.caughtUp();
    const answer = await childrenDue(options.authority, today(), installation);
    if (options.json) return `${JSON.stringify({ authority: options.authority, ...answer })}\n`;
    const lines = answer.due.map(({ child, dueOn, obstacles }) => [child, dueOn, ...obstacles].join('  '));
    return [
      `Records are kept for ${answer.yearsAfterBirth} years from the day of birth. Due: ${answer.due.length}.`,
      ...lines,
      ...answer.birthUnknown.map((child) => `${child}  month of birth not known`),
      '',
    ].join('\n');
  });

/** `ehc retention propose`: proposes that children be forgotten: those named, or all who are due and nothing speaks against it. */
export const propose = (options: NamedOptions & { readonly child?: readonly string[] }): Promise<number> =>
  answeringCommand(options, async (installation) => {
    await installation.caughtUp();
    const { due, yearsAfterBirth } = await childrenDue(options.authority, today(), installation);
    const children = chosen(due, options.child);
    const disposal = randomUUID();
    const step = { happenedOn: today(), children, yearsAfterBirth };
    await new CommandRecorder(installation).record(casework.proposeDisposal, disposal, nameOf(options), step);
    return `Disposal ${disposal} of ${children.length} children is proposed. Another person confirms it.\n`;
  });

const chosen = (due: readonly DueChild[], named: readonly string[] | undefined): string[] => {
  const free = due.filter(({ obstacles }) => obstacles.length === 0).map(({ child }) => child);
  const strange = named?.find((child) => !free.includes(child));
  if (strange !== undefined)
    throw refused(
      outOfOrder(`Child ${strange} is not due, or something speaks against it.`, 'Look at "ehc retention due".'),
    );
  const children = named ? [...named] : free.slice(0, MOST);
  if (children.length === 0) throw refused(outOfOrder('Nobody is due whom nothing holds.', 'There is nothing to do.'));
  return children;
};

/** Most children in one disposal; who has more proposes again. */
const MOST = 5_000;

/**
 * `ehc retention confirm`: a second person confirms a disposal, and the children are forgotten. Cut off in the middle it
 * is gone on with by the same command. A child on whom a legal hold was placed meanwhile is left. Exit status.
 */
export const confirm = (disposal: string, options: NamedOptions): Promise<number> =>
  answeringCommand(options, async (installation) => {
    const { children, ended } = await disposalState(disposal, options.authority, installation);
    const recorder = new CommandRecorder(installation);
    const [name, happenedOn] = [nameOf(options), today()];
    if (ended !== 'confirmed') await recorder.record(casework.confirmDisposal, disposal, name, { happenedOn });
    const because: Payload<'ChildForgotten'> = { reason: 'retention_ended', disposal };
    const held = await onLegalHold(children, installation);
    const forgotten = await forgetChildren(
      children.filter((child) => !held.includes(child)),
      name,
      because,
      installation,
    );
    return [
      `${forgotten.length} children are forgotten.`,
      ...held.map((child) => `${child}  left: a legal hold stands on the child`),
      ...forgotten.flatMap(({ child, toLookAt }) =>
        toLookAt.map((text) => `${child}  look at ${text}: it may name them`),
      ),
      '',
    ].join('\n');
  });

/** `ehc retention withdraw`: a proposal is not confirmed. Exit status. */
export const withdraw = (disposal: string, options: NamedOptions): Promise<number> =>
  answeringCommand(options, async (installation) => {
    await disposalState(disposal, options.authority, installation);
    const recorder = new CommandRecorder(installation);
    await recorder.record(casework.withdrawDisposal, disposal, nameOf(options), { happenedOn: today() });
    return `Disposal ${disposal} is withdrawn.\n`;
  });

const disposalState = async (disposal: string, authority: string, { store }: CommandInstallation) => {
  const history = await readOwn(store, authority, 'disposal', disposal);
  return casework.disposalStream.fold(pathwayEvents(history));
};

const onLegalHold = async (children: readonly string[], { store }: CommandInstallation): Promise<string[]> => {
  const streams = await store.readStreams(children.map((child) => `child-${child}`));
  return children.filter(
    (child) => casework.childStream.fold(pathwayEvents(streams.get(`child-${child}`) ?? [])).holds.size > 0,
  );
};

const today = () => new SystemClock().today();

const nameOf = ({ by, authority }: NamedOptions): InNameOf => ({ by, authority });
