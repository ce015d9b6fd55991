/**
 * What questions of people are answered as: it owns nothing, may read the served views, and sees in them the rows of one
 * authority alone. Nobody signs in as it.
 */
export const READER_ROLE = 'ehc_reader';

/** The setting by which a session of that role says for which authority it asks (three-digit DfE code). */
export const AUTHORITY_SETTING = 'ehc.authority';

/** Statement that lets readers in, where their role is there: on a server that somebody else runs it may not be. */
export const grantToReaders = (right: string): string => `
  DO $$ BEGIN
    IF to_regrole('${READER_ROLE}') IS NOT NULL THEN GRANT ${right} TO ${READER_ROLE}; END IF;
  END $$;`;
