-- What seals the log of events: the hash of each event, the tree over them, and its signed heads. Nothing here is a read
-- model: rows are only ever added, and no rebuild drops or changes one. A tree that could be made anew without anybody
-- noticing would prove nothing.

-- Leaf `position` - 1 of the tree: the hash of the canonical form of the event at that position.
CREATE TABLE tamper_evidence.leaf (
  position bigint PRIMARY KEY,
  hash     bytea  NOT NULL CHECK (octet_length(hash) = 32)
);
ALTER TABLE tamper_evidence.leaf ALTER COLUMN hash SET STORAGE PLAIN;

-- Hash `index` of every eighth level above the leaves (8, 16 …): each over 256 of the level before. They follow from the
-- leaves, and are kept so that a proof need not read all of them.
CREATE TABLE tamper_evidence.node (
  level smallint NOT NULL,
  index bigint   NOT NULL,
  hash  bytea    NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (level, index)
);

-- The root of the tree of `size` leaves, signed.
CREATE TABLE tamper_evidence.head (
  size      bigint      PRIMARY KEY,
  root      bytea       NOT NULL CHECK (octet_length(root) = 32),
  signed_at timestamptz NOT NULL,
  key_id    text        NOT NULL,
  signature bytea       NOT NULL
);

CREATE FUNCTION tamper_evidence.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what seals the log is never changed (% of % refused)', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER leaf_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON tamper_evidence.leaf
  FOR EACH STATEMENT EXECUTE FUNCTION tamper_evidence.refuse_change();
CREATE TRIGGER node_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON tamper_evidence.node
  FOR EACH STATEMENT EXECUTE FUNCTION tamper_evidence.refuse_change();
CREATE TRIGGER head_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON tamper_evidence.head
  FOR EACH STATEMENT EXECUTE FUNCTION tamper_evidence.refuse_change();
