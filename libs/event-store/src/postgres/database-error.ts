import { DatabaseError } from 'pg';

/** The SQLSTATE of a database error, or the system's code of a connection error (`ECONNRESET`); `unknown` without either. */
export const codeOf = (error: unknown): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'unknown';
};

/**
 * Whether trying again on a new connection may help: the connection broke or was ended, the server is starting,
 * stopping or read-only (a failover), a timeout or a deadlock cut the statement off, or the disk is full just now.
 */
export const isTransient = (error: unknown): boolean => {
  if (!(error instanceof DatabaseError)) return true; // it comes from the connection, not from the server
  const code = codeOf(error);
  return /^(?:08|40|53|57)/.test(code) || ['25006', '25P02', '25P03', '55P03'].includes(code);
};
