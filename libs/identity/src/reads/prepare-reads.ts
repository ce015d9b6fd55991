import { ensureRole } from '@ehc/event-store';
import { AUTHORITY_SETTING, grantToReaders, READER_ROLE } from '@ehc/projections';
import type { Pool } from 'pg';

/** Owns the record of reads; nobody signs in as it. */
const OWNER = 'ehc_audit_owner';

/** What the record is written as: may add to it, and nothing else. */
const WRITER = 'ehc_audit_writer';

/** `EHRD`: keeps two processes that start at once from making the table twice. Any constant of ours does. */
const LOCK = 0x45485244;

const TABLE = `
  CREATE SCHEMA audit;
  -- Who was shown what of which children. Rows are only ever added.
  CREATE TABLE audit.read (
    position   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         uuid        NOT NULL,
    -- when it was recorded: before the answer went out
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- the identity provider's name for the person (sub), and what they were called at the time
    actor      text        NOT NULL,
    name       text        NOT NULL,
    role       text        NOT NULL,
    -- the grant by which they were let in
    access     text        NOT NULL,
    authority  text        COLLATE "C" NOT NULL,
    agency     text,
    -- of the request, as in the service's log
    request    uuid        NOT NULL,
    route      text        NOT NULL,
    permission text        NOT NULL,
    -- names of the fields by which they asked, never what they wrote into them
    asked_by   text[]      NOT NULL,
    -- the records that were shown, as their streams are named: case-<id>, child-<id>, plan-<id>, advice-<id>
    shown      text[]      COLLATE "C" NOT NULL,
    -- the children among them whose records were restricted
    restricted uuid[]      NOT NULL,
    -- why a restricted record was read: free text, so it is sealed, under the key of the child
    key_id     uuid,
    sealed     bytea
  );
  CREATE INDEX read_actor ON audit.read (authority, actor, position);
  CREATE INDEX read_shown ON audit.read USING gin (shown);

  CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'the record of reads is never changed (% refused)', TG_OP USING ERRCODE = 'insufficient_privilege';
  END $$;
  CREATE TRIGGER read_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.read
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

  -- The one way in which readers see the record: that of the authority which their session names, the newest first. A
  -- function of the owner's, and not row-level security, behind which the index of what was shown could not be used.
  CREATE FUNCTION audit.reads(
    of_records text[], by_actor text, since timestamptz, until timestamptz, before bigint, most integer
  ) RETURNS SETOF audit.read LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF of_records IS NULL THEN
      RETURN QUERY SELECT * FROM audit.read r
        WHERE r.authority = current_setting('${AUTHORITY_SETTING}', true) AND (by_actor IS NULL OR r.actor = by_actor)
          AND (since IS NULL OR r.at >= since) AND (until IS NULL OR r.at < until)
          AND (before IS NULL OR r.position < before)
        ORDER BY r.position DESC LIMIT most;
    ELSE
      RETURN QUERY SELECT * FROM audit.read r
        WHERE r.shown && of_records
          AND r.authority = current_setting('${AUTHORITY_SETTING}', true) AND (by_actor IS NULL OR r.actor = by_actor)
          AND (since IS NULL OR r.at >= since) AND (until IS NULL OR r.at < until)
          AND (before IS NULL OR r.position < before)
        ORDER BY r.position DESC LIMIT most;
    END IF;
  END $$;
  REVOKE ALL ON FUNCTION audit.reads FROM public;`;

/** Grants keep the service from changing the record; the trigger keeps everyone else from doing so by mistake. */
const GIVEN_TO_OWNER = `
  GRANT USAGE, CREATE ON SCHEMA audit TO ${OWNER};
  ALTER TABLE audit.read OWNER TO ${OWNER};
  ALTER FUNCTION audit.refuse_change OWNER TO ${OWNER};
  ALTER FUNCTION audit.reads OWNER TO ${OWNER};
  REVOKE CREATE ON SCHEMA audit FROM ${OWNER};
  REVOKE ALL ON audit.read FROM public, ${WRITER};
  GRANT USAGE ON SCHEMA audit TO ${WRITER};
  GRANT INSERT ON audit.read TO ${WRITER};`;

const GRANTED_TO_READERS = `${grantToReaders('USAGE ON SCHEMA audit')} ${grantToReaders('EXECUTE ON FUNCTION audit.reads')}`;

/** No row where there is no such table. */
const OWNED_BY = `SELECT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE oid = to_regclass('audit.read')`;

/**
 * Makes the table in which reads are recorded, and the roles around it. Safe at every start and from several processes.
 *
 * @returns the role to write as; null where this user may not make roles, as on a server that somebody else runs
 */
export const prepareReads = async (pool: Pool, warn: (message: string) => void): Promise<string | null> => {
  let mayHaveRoles = true;
  for (const role of [OWNER, WRITER, READER_ROLE]) mayHaveRoles &&= await ensureRole(pool, role);
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${LOCK})`);
    const { rows } = await client.query<{ owner: string }>(OWNED_BY);
    if (rows.length === 0) await client.query(TABLE);
    if (mayHaveRoles && rows[0]?.owner !== OWNER) await client.query(GIVEN_TO_OWNER);
    if (mayHaveRoles) await client.query(GRANTED_TO_READERS);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  if (mayHaveRoles) return WRITER;
  warn(
    `The database user may not create the roles ${OWNER} and ${WRITER}, so the record of reads is protected by a trigger ` +
      'alone and not by grants. Ask for CREATEROLE, or have them created and granted to this user.',
  );
  return null;
};
