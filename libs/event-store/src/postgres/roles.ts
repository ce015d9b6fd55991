import type { ClientBase } from 'pg';

/** Owns the log and its functions; nobody signs in as it. */
const OWNER = 'ehc_events_owner';

/** What the service works as: may read the log, and add to it through `events.append` only. */
export const APP_ROLE = 'ehc_events_app';

/**
 * Makes the two roles (which belong to the whole cluster, so other databases may have made them already, or be making
 * them now) and gives the log of this database to its owner.
 *
 * @param anew the schema has just changed, so ownership and grants must be given again
 * @returns the role to work as; null where this user may not make roles, as on a server that somebody else runs
 */
export const prepareRoles = async (
  client: ClientBase,
  anew: boolean,
  warn: (message: string) => void,
): Promise<string | null> => {
  try {
    for (const role of [OWNER, APP_ROLE]) await makeRole(client, role);
    if (anew || !(await ownerHasLog(client))) await client.query(giveLogToOwner);
    return APP_ROLE;
  } catch (error) {
    if (!isNotForUs(error)) throw error;
    warn(
      `The database user may not create the roles ${OWNER} and ${APP_ROLE}, so the event log is protected by a trigger ` +
        'alone and not by grants. Ask for CREATEROLE, or have them created and granted to this user.',
    );
    return null;
  }
};

/**
 * Makes a role that nobody signs in as, and lets this user work as it. Not within a transaction.
 * @returns false where this user may not
 */
export const ensureRole = async (client: Pick<ClientBase, 'query'>, role: string): Promise<boolean> => {
  try {
    await makeRole(client, role);
    return true;
  } catch (error) {
    if (!isNotForUs(error)) throw error;
    return false;
  }
};

/** Insufficient privilege, or no such role for us. */
const isNotForUs = (error: unknown): boolean => ['42501', '42704'].includes((error as { code?: string }).code ?? '');

const makeRole = async (client: Pick<ClientBase, 'query'>, role: string): Promise<void> => {
  await retryWhileOthersDoSo(() => client.query(roleMade(role)));
};

const roleMade = (role: string): string => `
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
      CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
    END IF;
    IF NOT pg_has_role(current_user, '${role}', 'USAGE') THEN
      EXECUTE format('GRANT ${role} TO %I', current_user);
    END IF;
  END $$`;

const ownerHasLog = async (client: ClientBase): Promise<boolean> => {
  const { rowCount } = await client.query(
    `SELECT FROM pg_class WHERE oid = 'events.event'::regclass AND pg_get_userbyid(relowner) = '${OWNER}'`,
  );
  return rowCount === 1;
};

const giveLogToOwner = `
  BEGIN;
  GRANT USAGE, CREATE ON SCHEMA events TO ${OWNER};
  ALTER TABLE events.event OWNER TO ${OWNER};
  ALTER VIEW events.stream OWNER TO ${OWNER};
  ALTER TYPE events.append_answer OWNER TO ${OWNER};
  ALTER FUNCTION events.append OWNER TO ${OWNER};
  ALTER FUNCTION events.refuse_change OWNER TO ${OWNER};
  REVOKE CREATE ON SCHEMA events FROM ${OWNER};
  REVOKE ALL ON events.event, events.stream FROM public, ${APP_ROLE};
  GRANT USAGE ON SCHEMA events TO ${APP_ROLE};
  GRANT SELECT ON events.event, events.stream TO ${APP_ROLE};
  GRANT EXECUTE ON FUNCTION events.append TO ${APP_ROLE};
  COMMIT`;

/** Two databases of one cluster that make a role at once: the later is told so, and finds it made. */
const SOMEONE_ELSE_DID = new Set(['23505', '42710', 'XX000', '40001', '40P01']);

const retryWhileOthersDoSo = async (make: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await make();
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      if (attempt === 10 || !SOMEONE_ELSE_DID.has(code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt * Math.random()));
    }
  }
};
