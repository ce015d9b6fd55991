-- A build of a projection: its tables, filled from the log by one version of its code, and how far they have come.
CREATE TABLE projections.build (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner           text        NOT NULL,
  name            text        NOT NULL,
  version         integer     NOT NULL,
  -- Digest of the tables' DDL and keys: a build of the same version with other tables is another build.
  definition      text        NOT NULL,
  -- Stable names under which the tables are served once the build is live.
  tables          text[]      NOT NULL,
  physical_schema text        GENERATED ALWAYS AS ('rm_' || name || '_' || id::text) STORED,
  -- release: a new projection or version; rebuild: asked for; scratch: made to verify against. Only the first outlives
  -- the process that began it.
  purpose         text        NOT NULL CHECK (purpose IN ('release', 'rebuild', 'scratch')),
  stage           text        NOT NULL CHECK (stage IN ('building', 'live', 'retired')),
  -- The checkpoint: everything up to here is in the tables. Changed only in the transaction that writes the rows.
  position        bigint      NOT NULL DEFAULT 0,
  -- When the last event that it handled was recorded.
  recorded_at     timestamptz,
  -- Why it stopped: class, place and structural facts of the error, never a value of an event or a row.
  error           text,
  -- The event at which it stopped; null where no single event is to blame.
  error_position  bigint,
  error_at        timestamptz,
  -- The fence: the token grows at each take-over, and only its holder's writes go through.
  lease_owner     text,
  lease_token     bigint      NOT NULL DEFAULT 0,
  lease_until     timestamptz,
  updated_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  status          text        GENERATED ALWAYS AS
    (CASE WHEN stage <> 'retired' AND error IS NOT NULL THEN 'failed' ELSE stage END) STORED
) WITH (fillfactor = 50);

-- One build is served, whatever races.
CREATE UNIQUE INDEX build_live ON projections.build (name) WHERE stage = 'live';
CREATE UNIQUE INDEX build_release ON projections.build (name, version, definition)
  WHERE stage = 'building' AND purpose = 'release';
