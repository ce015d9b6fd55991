-- Records first and looks afterwards, since nearly always nothing is wrong with any append: a third less work a call.

-- The one way in. Takes many appends, to one stream or several, as arrays with one element per event, in order; each
-- event names the append that it belongs to (0, 1, 2 …; the events of one append stand together) and the revision that
-- it must get. Where all of them are recorded at the clock's instant, answers with one row per authority:
--
--   all_recorded    `append` is the place of the authority (0, 1 …), `position` the last one before this call; its events
--                   have those that follow, in order
--
-- Else with one row per append:
--
--   recorded        all of its events were recorded
--   repeated        all of its events had been recorded before, with the same content; nothing was
--   wrong_revision  the stream is at `revision` (-1: does not exist); nothing was recorded
--   id_conflict     `event_id` is known with other content, or only part of the append is known; nothing was recorded
--   not_simulated, real_events, after_now
--                   it gave its own instant, which only simulated events may, of an authority that has no others, and
--                   never a later one than the clock's; nothing was recorded
--
-- What is refused never fails the rest of the call.
CREATE OR REPLACE FUNCTION events.append(
  -- the authorities of this call; p_authority holds places in this array (1, 2 …)
  p_authorities    text[],
  p_append         integer[],
  p_stream         text[],
  p_revision       integer[],
  p_id             uuid[],
  p_type           text[],
  p_schema_version integer[],
  p_authority      integer[],
  p_child          uuid[],
  p_happened_on    date[],
  p_actor          text[],
  p_role           text[],
  p_agency         text[],
  p_verified       boolean[],
  p_correlation_id text[],
  p_causation_id   text[],
  p_command_id     text[],
  p_source         text[],
  p_payload        jsonb[],
  p_key_id         uuid[],
  p_sealed         bytea[],
  p_sealed_digest  bytea[],
  -- when each append is to be recorded; null (for all) where the clock says so, as it does for all but simulations
  p_recorded_at    timestamptz[] DEFAULT NULL
)
RETURNS TABLE (o_append integer, o_outcome text, o_revision integer, o_position bigint, o_recorded_at timestamptz, o_event_id uuid)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
-- Plans must not depend on statistics: a log that grows from nothing outruns autovacuum, and a plan made for an empty
-- table scans it whole.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
  v_base     bigint;
  v_now      timestamptz;
  -- Where the clock says when: per authority of this call. Where the simulator does: per append.
  v_times    timestamptz[];
  -- Of the authorities of a simulation, those that have events that nobody made up.
  v_real     text[];
  -- Per append, its place being its number + 1: whether it is recorded. Null means that all are.
  v_accepted boolean[];
  v_refused  events.append_answer[] := '{}';
  v_stream   text;
  v_last     integer;
  v_group    record;
  -- Whether each append is looked at before it is recorded.
  v_careful  boolean;
BEGIN
  -- One writer at a time, until its commit is seen by all: so positions are given in the order of commit, and whoever
  -- has read position n is never shown a smaller one later. Each statement below sees all that was committed before.
  PERFORM pg_advisory_xact_lock(4850384411);
  v_now := clock_timestamp();

  IF p_recorded_at IS NOT NULL THEN
    v_real := ARRAY(
      SELECT a.authority FROM unnest(p_authorities) AS a (authority)
      WHERE EXISTS (
        SELECT FROM events.event e WHERE e.authority = a.authority COLLATE "C" AND e.source <> 'simulated'
      ));
  END IF;

  -- An instant that is missing is no instant: then too.
  v_careful := p_recorded_at IS NOT NULL AND coalesce(
    v_real <> '{}' OR 'simulated' <> ANY (p_source) OR v_now < ANY (p_recorded_at), true
  );
  v_base := coalesce((SELECT max(e.position) FROM events.event e), 0);

  -- Nearly always nothing is wrong with any append: no id is known, and each stream's events continue it exactly. So all
  -- are recorded, and the unique indexes and one look back say whether that is so. Where it is not, nothing is kept, and
  -- each append is looked at.
  LOOP
    IF v_careful THEN
      v_accepted := array_fill(false, ARRAY[p_append[cardinality(p_append)] + 1]);
      FOR v_group IN
        SELECT
          u.append,
          min(u.stream) AS stream,
          min(u.revision) AS first_revision,
          min(u.authority) AS authority,
          bool_and(u.source = 'simulated') AS simulated,
          count(*) AS events,
          count(e.id) AS known,
          (array_agg(u.id ORDER BY u.ord) FILTER (WHERE e.id IS NOT NULL))[1] AS first_known,
          (array_agg(u.id ORDER BY u.ord) FILTER (WHERE e.id IS NOT NULL AND
            (e.stream, e.type, e.schema_version, e.authority, e.child, e.happened_on, e.source, e.payload, e.sealed_digest)
            IS DISTINCT FROM
            (u.stream, u.type, u.schema_version, p_authorities[u.authority], u.child, u.happened_on, u.source, u.payload,
             u.sealed_digest)))[1] AS changed,
          count(DISTINCT e.revision - u.ord) = 1 AS in_one_row,
          max(e.revision) AS last_revision,
          max(e.position) AS last_position,
          max(e.recorded_at) AS recorded_at
        FROM unnest(p_append, p_stream, p_revision, p_id, p_type, p_schema_version, p_authority, p_child, p_happened_on,
                    p_source, p_payload, p_sealed_digest) WITH ORDINALITY
          AS u (append, stream, revision, id, type, schema_version, authority, child, happened_on,
                source, payload, sealed_digest, ord)
        LEFT JOIN events.event e ON e.id = u.id
        GROUP BY u.append
        ORDER BY min(u.stream), u.append
      LOOP
        IF v_group.stream IS DISTINCT FROM v_stream THEN
          v_stream := v_group.stream;
          v_last := coalesce((SELECT max(e.revision) FROM events.event e WHERE e.stream = v_stream COLLATE "C"), -1);
        END IF;
        IF v_group.changed IS NOT NULL THEN
          v_refused := v_refused || (v_group.append, 'id_conflict', null, null, null, v_group.changed)::events.append_answer;
        ELSIF v_group.known = v_group.events AND v_group.in_one_row THEN
          v_refused := v_refused || (v_group.append, 'repeated', v_group.last_revision, v_group.last_position,
                                     v_group.recorded_at, null)::events.append_answer;
        ELSIF v_group.known > 0 THEN
          v_refused := v_refused || (v_group.append, 'id_conflict', null, null, null, v_group.first_known)::events.append_answer;
        ELSIF p_recorded_at IS NOT NULL AND NOT v_group.simulated THEN
          v_refused := v_refused || (v_group.append, 'not_simulated', null, null, null, null)::events.append_answer;
        ELSIF p_recorded_at IS NOT NULL AND p_authorities[v_group.authority] = ANY (v_real) THEN
          v_refused := v_refused || (v_group.append, 'real_events', null, null, null, null)::events.append_answer;
        ELSIF p_recorded_at[v_group.append + 1] > v_now THEN
          v_refused := v_refused || (v_group.append, 'after_now', null, null, null, null)::events.append_answer;
        ELSIF v_group.first_revision <> v_last + 1 THEN
          v_refused := v_refused || (v_group.append, 'wrong_revision', v_last, null, null, null)::events.append_answer;
        ELSE
          v_accepted[v_group.append + 1] := true;
          v_last := v_last + v_group.events;
        END IF;
      END LOOP;
    END IF;

    -- The later of the clock and just after the authority's last instant: a clock that steps back cannot put an event
    -- before one that a reader has seen, nor change what was known "as at" an instant already given out.
    IF p_recorded_at IS NULL THEN
      SELECT array_agg(greatest(v_now, last.recorded_at + interval '1 microsecond') ORDER BY a.ord)
      INTO v_times
      FROM unnest(p_authorities) WITH ORDINALITY AS a (authority, ord)
      CROSS JOIN LATERAL (
        SELECT max(e.recorded_at) AS recorded_at FROM events.event e WHERE e.authority = a.authority COLLATE "C"
      ) last;
    ELSE
      -- The same with the instant given in the place of the clock, append by append: of those before in this call, none
      -- may be as late. What is counted per append (nth, of its authority) is taken off and put on again around the maximum.
      WITH last AS MATERIALIZED (
        SELECT a.ord AS authority,
               (SELECT max(e.recorded_at) FROM events.event e WHERE e.authority = a.authority COLLATE "C") AS recorded_at
        FROM unnest(p_authorities) WITH ORDINALITY AS a (authority, ord)
      ), accepted AS (
        SELECT u.append, min(u.authority) AS authority, p_recorded_at[u.append + 1] AS given,
               row_number() OVER (PARTITION BY min(u.authority) ORDER BY u.append) * interval '1 microsecond' AS nth
        FROM unnest(p_append, p_authority) AS u (append, authority)
        WHERE v_accepted IS NULL OR v_accepted[u.append + 1]
        GROUP BY u.append
      ), timed AS (
        SELECT a.append,
               greatest(max(a.given - a.nth) OVER (PARTITION BY a.authority ORDER BY a.append), last.recorded_at)
                 + a.nth AS recorded_at
        FROM accepted a JOIN last USING (authority)
      )
      SELECT array_agg(coalesce(t.recorded_at, v_now) ORDER BY g.append)
      INTO v_times
      FROM generate_series(0, cardinality(p_recorded_at) - 1) AS g (append)
      LEFT JOIN timed t USING (append);
    END IF;

    BEGIN
      INSERT INTO events.event (
        position, stream, revision, id, type, schema_version, authority, child, happened_on, recorded_at, actor, role,
        agency, verified, correlation_id, causation_id, command_id, source, payload, key_id, sealed, sealed_digest)
      SELECT
        v_base + row_number() OVER (ORDER BY u.ord), u.stream, u.revision, u.id, u.type, u.schema_version,
        p_authorities[u.authority], u.child, u.happened_on,
        v_times[CASE WHEN p_recorded_at IS NULL THEN u.authority ELSE u.append + 1 END], u.actor, u.role,
        u.agency, u.verified, u.correlation_id, u.causation_id, u.command_id, u.source, u.payload, u.key_id, u.sealed,
        u.sealed_digest
      FROM unnest(p_append, p_stream, p_revision, p_id, p_type, p_schema_version, p_authority, p_child, p_happened_on,
                  p_actor, p_role, p_agency, p_verified, p_correlation_id, p_causation_id, p_command_id, p_source,
                  p_payload, p_key_id, p_sealed, p_sealed_digest) WITH ORDINALITY
        AS u (append, stream, revision, id, type, schema_version, authority, child, happened_on,
              actor, role, agency, verified, correlation_id, causation_id, command_id, source,
              payload, key_id, sealed, sealed_digest, ord)
      WHERE v_accepted IS NULL OR v_accepted[u.append + 1];
      IF NOT v_careful AND EXISTS (
        SELECT FROM unnest(p_stream, p_revision) WITH ORDINALITY AS u (stream, revision, ord)
        WHERE u.revision <> 0 AND coalesce((
          SELECT e.position FROM events.event e
          WHERE e.stream = u.stream COLLATE "C" AND e.revision = u.revision - 1
        ), v_base + u.ord) >= v_base + u.ord
      ) THEN
        RAISE EXCEPTION 'an event does not continue its stream' USING ERRCODE = 'EHC01';
      END IF;
      EXIT;
    EXCEPTION WHEN unique_violation OR SQLSTATE 'EHC01' THEN
      IF v_careful THEN RAISE; END IF;
      v_careful := true;
    END;
  END LOOP;

  IF v_accepted IS NULL AND p_recorded_at IS NULL THEN
    RETURN QUERY
      SELECT (t.ord - 1)::integer, 'all_recorded', null::integer, v_base, t.recorded_at, null::uuid
      FROM unnest(v_times) WITH ORDINALITY AS t (recorded_at, ord) ORDER BY t.ord;
    RETURN;
  END IF;

  RETURN QUERY
    SELECT r.append, 'recorded', max(r.revision), v_base + max(r.nth),
           v_times[CASE WHEN p_recorded_at IS NULL THEN max(r.authority) ELSE r.append + 1 END], null::uuid
    FROM (
      SELECT u.append, u.revision, u.authority, row_number() OVER (ORDER BY u.ord) AS nth
      FROM unnest(p_append, p_revision, p_authority) WITH ORDINALITY AS u (append, revision, authority, ord)
      WHERE v_accepted IS NULL OR v_accepted[u.append + 1]
    ) r
    GROUP BY r.append
    UNION ALL
    SELECT a.append, a.outcome, a.revision, a.position, a.recorded_at, a.event_id FROM unnest(v_refused) a;
END $$;

REVOKE ALL ON FUNCTION events.append FROM public;
