/** Why the embedded PostgreSQL could not be used; the message says what, where and what to do. */
export type EmbeddedPostgresProblem =
  | 'no-binaries'
  | 'cannot-run'
  | 'other-version'
  | 'not-a-cluster'
  | 'password-lost'
  | 'no-permission'
  | 'disk-full'
  | 'start-failed'
  | 'start-timeout'
  | 'locked';

/** Meant to be read by the person who started the service; never holds a password. */
export class EmbeddedPostgresError extends Error {
  constructor(
    readonly problem: EmbeddedPostgresProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
  }
}

/** Turns EACCES, EROFS, ENOSPC … on the data directory into a sentence; passes everything else on. */
export function explainFileError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EmbeddedPostgresError(
        'no-permission',
        `The data directory ${path} cannot be written (${code}). Make it writable for this user, or choose another one.`,
        { cause: error },
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new EmbeddedPostgresError(
        'disk-full',
        `There is no space left for the data directory ${path} (${code}).`,
        {
          cause: error,
        },
      );
    default:
      return error;
  }
}
