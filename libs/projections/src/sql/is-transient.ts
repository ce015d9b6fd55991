/**
 * SQLSTATEs after which the same work may succeed: serialisation failure and deadlock, lost connections, a server that
 * stops, starts or is out of resources, a cancelled statement, a lock not had in time, a session ended for idling
 * inside a transaction, a standby not yet promoted.
 */
const transientStates = /^(08...|40001|40P01|53...|57...|55P03|25P03|25P04|25006)$/;

/** Errors of the network, and of `pg` when a connection ends beneath it. */
const transientCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
const transientMessages =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|Client was closed)/;

/** Whether an error is the moment's fault, and not that of the event or of the code. */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (typeof code === 'string') {
    if (transientStates.test(code)) return true;
    if (transientCodes.has(code)) return code !== 'ENOENT' || syscall === 'connect';
  }
  return transientMessages.test(error.message);
};
