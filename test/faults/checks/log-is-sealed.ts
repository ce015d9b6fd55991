import { type SealedLog, verifySealedLog } from '@ehc/tamper-evidence';

/** What is wrong with what seals the log: it must bear out every event, and every head must be a root of it. */
export const faultsOfSeals = async (sealedLog: SealedLog, events: number): Promise<string[]> => {
  const { findings, sealed } = await verifySealedLog(sealedLog);
  const behind = sealed === events ? [] : [`${sealed} of ${events} events are sealed`];
  return [...behind, ...findings.map(({ kind, text }) => `${kind}: ${text}`)];
};
