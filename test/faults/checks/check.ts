import type { Command } from '../load/command.js';
import { faultsOfCommands } from './commands-are-recorded-once.js';
import { faultsOfSealing } from './details-can-be-opened.js';
import { faultsOfSeals } from './log-is-sealed.js';
import { faultsOfLog, type Remembered } from './log-is-whole.js';
import { faultsOfPolicies } from './policies-acted-once.js';
import { withWitness } from './witness.js';

/** What was found after a fault; all empty where nothing was lost or doubled. */
export interface Findings {
  /** Acknowledged, or bound to follow, and not there. */
  readonly lost: readonly string[];
  /** There more than once. */
  readonly doubled: readonly string[];
  /** Anything else that should not be. */
  readonly wrong: readonly string[];
  /** Events in the log. */
  readonly events: number;
}

export const isWell = ({ lost, doubled, wrong }: Findings): boolean =>
  lost.length + doubled.length + wrong.length === 0;

/** Waits until read models and policies have caught up, then checks everything. The clients must have paused. */
export const check = (
  databaseUrl: string,
  dataDir: string,
  commands: readonly Command[],
  remembered: Remembered,
): Promise<Findings> =>
  withWitness(databaseUrl, dataDir, async ({ followed, wholeLog, operations, sealer, sealedLog }) => {
    await followed();
    const log = await wholeLog();
    const known = faultsOfCommands(log, commands);
    const policies = faultsOfPolicies(log);
    const verifications = await operations.verify();
    const differing = verifications.filter((one) => one.differing > 0);
    return {
      lost: [...known.lost, ...policies.lost],
      doubled: [...known.doubled, ...policies.doubled],
      wrong: [
        ...known.wrong,
        ...faultsOfLog(log, remembered),
        ...(await faultsOfSealing(log, commands, sealer)),
        ...(await faultsOfSeals(await sealedLog(), log.length)),
        ...differing.map(({ projection, differing: rows, differences: [first] }) => {
          const { table, kind, key, columns } = first!;
          return `${projection} differs from the log in ${rows} rows (${table} ${JSON.stringify(key)} is ${kind} ${columns.join(', ')})`;
        }),
      ],
      events: log.length,
    };
  });
