/** Advisory lock under which the schema `projections` and the owners' schemas are created. */
export const SCHEMA_LOCK = 0x65_68_63_70;

/** First half of the advisory locks under which builds of one projection are made and switched; see `lockBuilds`. */
export const BUILDS_LOCK_CLASS = 0x65_68_62;

/** First half of the advisory locks under which builds are dropped. */
export const DROP_LOCK_CLASS = BUILDS_LOCK_CLASS + 1;

/** Statement that makes creating and switching the builds of one projection (`$1`, its name) exclusive. */
export const lockBuilds = `SELECT pg_advisory_xact_lock(${BUILDS_LOCK_CLASS}, hashtext($1))`;
