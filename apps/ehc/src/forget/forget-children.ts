import { casework } from '@ehc/casework';
import type { RecordedEvent } from '@ehc/event-store';
import type { Payload } from '@ehc/pathway';
import { SystemClock } from '@ehc/platform';
import { deriveId, invalid, readOwn, refused } from '@ehc/recording';
import { CommandRecorder, type InNameOf } from '../command-line/record-as-command.js';
import type { CommandInstallation } from '../installation/with-installation.js';
import { renewSearchIndex } from './renew-search-index.js';
import { type FoundInTexts, forgetInTextsAboutNoChild } from './texts-about-no-child.js';
import { hintsAtTheChild, knownBy } from './what-is-held.js';
import { agreeOnWhoIsForgotten } from './who-is-forgotten.js';

/** Why children are forgotten. */
export type Because = Payload<'ChildForgotten'>;

/** What became of one child. */
export interface Forgotten extends FoundInTexts {
  readonly child: string;
  readonly forgottenOn: string;
  /** True where they had been forgotten before: nothing new was recorded. */
  readonly before: boolean;
  /** Authorities that keep a record of their own of the child, as far as a transfer says so. */
  readonly alsoKnownTo: readonly string[];
}

/**
 * Forgets children of one authority: records it, destroys their keys, and gives the search index another key. Each step
 * can be cut off: what is recorded is finished at the next start.
 *
 * @throws Problem for the first child who may not be forgotten; those before stay forgotten
 */
export const forgetChildren = async (
  children: readonly string[],
  name: InNameOf,
  because: Because,
  installation: CommandInstallation,
): Promise<Forgotten[]> => {
  const done: Forgotten[] = [];
  try {
    for (const child of children) done.push(await recordForgetting(child, name, because, installation));
  } finally {
    // Also where one is refused: those before it are recorded as forgotten.
    if (done.length > 0) {
      await agreeOnWhoIsForgotten(installation);
      await renewSearchIndex(installation);
      await installation.caughtUp();
    }
  }
  return done;
};

const recordForgetting = async (
  child: string,
  name: InNameOf,
  because: Because,
  installation: CommandInstallation,
): Promise<Forgotten> => {
  const { store } = installation;
  const history = await readOwn(store, name.authority, 'child', child);
  const about = { child, alsoKnownTo: alsoKnownTo(history) };
  const earlier = history.find(({ type }) => type === 'ChildForgotten');
  if (earlier) return { ...about, forgottenOn: earlier.happenedOn!, before: true, destroyed: [], toLookAt: [] };

  const recorder = new CommandRecorder(installation);
  const happenedOn = new SystemClock().today();
  // One command, however often it is given: of two at once, one is answered as the other.
  const step = { ...because, happenedOn, commandId: deriveId(child, 'forget') };
  await recorder.mayBeRecorded(casework.forgetChild, child, name, step);
  const known = await knownBy(child, installation);
  if (because.inWords !== undefined && hintsAtTheChild(because.inWords, known)) throw refused(tellsWho());
  // While it is still known whom to look for.
  const texts = await forgetInTextsAboutNoChild(name.authority, known, installation);
  await recorder.record(casework.forgetChild, child, name, step);
  return { ...about, ...texts, forgottenOn: happenedOn, before: false };
};

const alsoKnownTo = (history: readonly RecordedEvent[]): string[] => [
  ...new Set(
    history.flatMap(({ type, payload }) =>
      type === 'ChildMovedFrom' ? [(payload as Payload<'ChildMovedFrom'>).authority] : [],
    ),
  ),
];

const tellsWho = () =>
  invalid(
    'reason',
    'The reason holds a name or an identifier of the child or of a contact. It is kept when all else is forgotten.',
    'Give the reason in words that tell nobody who it is.',
  );
