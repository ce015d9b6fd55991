-- The log of everything that happened. Rows are only ever added, and only by events.append (002-append.sql).

CREATE TABLE events.event (
  -- place in the one global order, which is the order of commit: 1, 2, 3 … without gaps
  position       bigint      PRIMARY KEY,
  stream         text        COLLATE "C" NOT NULL,
  -- 0, 1, 2 … within the stream, without gaps
  revision       integer     NOT NULL,
  id             uuid        NOT NULL,
  type           text        COLLATE "C" NOT NULL,
  schema_version integer     NOT NULL,
  -- three-digit DfE code of the local authority
  authority      text        COLLATE "C" NOT NULL,
  child          uuid,
  happened_on    date,
  -- set by events.append; never decreases within an authority
  recorded_at    timestamptz NOT NULL,
  actor          text        NOT NULL,
  role           text        NOT NULL,
  agency         text,
  verified       boolean     NOT NULL,
  correlation_id text        NOT NULL,
  causation_id   text,
  command_id     text        NOT NULL,
  source         text        NOT NULL,
  payload        jsonb       NOT NULL,
  key_id         uuid,
  sealed         bytea,
  sealed_digest  bytea
);

CREATE UNIQUE INDEX event_stream_revision ON events.event (stream, revision);
CREATE UNIQUE INDEX event_id ON events.event (id);
-- turns a moment into a position ("as the board saw it on …")
CREATE INDEX event_authority_recorded_at ON events.event (authority, recorded_at, position);

-- ciphertext does not compress: do not try
ALTER TABLE events.event ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Grants keep the service's role from changing the log; this keeps everyone else from doing so by mistake.
CREATE FUNCTION events.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log of events is never changed (% refused)', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON events.event
  FOR EACH STATEMENT EXECUTE FUNCTION events.refuse_change();

CREATE VIEW events.stream AS
  SELECT stream AS name, max(revision) AS revision FROM events.event GROUP BY stream;
