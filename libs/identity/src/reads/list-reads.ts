import { KeyDestroyed, type Sealer } from '@ehc/event-store';

/** Runs SQL for one authority: the one that the session names. */
export interface ReadsQueries {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** Which reads are wanted; all that is given must fit. */
export interface ReadsWanted {
  /** Any of these was shown; named as their streams are. */
  readonly records?: readonly string[] | undefined;
  /** The identity provider's name (`sub`) for who was shown it. */
  readonly person?: string | undefined;
  /** Instants, ISO 8601: from the first on, before the second. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Only those recorded before this position: the next page. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** That somebody was shown something. */
export interface RecordedRead {
  readonly position: string;
  /** Instant. */
  readonly at: string;
  readonly person: {
    readonly subject: string;
    readonly name: string;
    readonly role: string;
    readonly agency: string | null;
  };
  /** The grant by which they were let in. */
  readonly grant: string;
  /** Id of the request, as in the service's log. */
  readonly request: string;
  readonly route: string;
  readonly permission: string;
  /** Names of the fields by which they asked. */
  readonly askedBy: readonly string[];
  readonly shown: readonly { readonly kind: string; readonly id: string }[];
  /** The children among them whose records were restricted then. */
  readonly restricted: readonly string[];
  /** Why a restricted record was read; null where none was asked for, or the child has been forgotten. */
  readonly reason: string | null;
}

interface Row {
  readonly position: string;
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly name: string;
  readonly role: string;
  readonly agency: string | null;
  readonly access: string;
  readonly request: string;
  readonly route: string;
  readonly permission: string;
  readonly asked_by: string[];
  readonly shown: string[];
  readonly restricted: string[];
  readonly key_id: string | null;
  readonly sealed: Buffer | null;
}

/** Who was shown what, of the authority that the session names, the newest first. */
export const listReads = async (
  queries: ReadsQueries,
  sealer: Pick<Sealer, 'openMany'>,
  { records, person, since, until, before, limit }: ReadsWanted,
): Promise<RecordedRead[]> => {
  const rows = await queries.query<Row>('SELECT * FROM audit.reads($1, $2, $3, $4, $5, $6)', [
    records ?? null,
    person ?? null,
    since ?? null,
    until ?? null,
    before ?? null,
    limit,
  ]);
  const opened = await sealer.openMany(rows.map(({ id, key_id: keyId, sealed }) => ({ id, keyId, sealed })));
  return rows.map((row, index) => ({
    position: row.position,
    at: row.at.toISOString(),
    person: { subject: row.actor, name: row.name, role: row.role, agency: row.agency },
    grant: row.access,
    request: row.request,
    route: row.route,
    permission: row.permission,
    askedBy: row.asked_by,
    shown: row.shown.map(recordOf),
    restricted: row.restricted,
    reason: reasonIn(opened[index]!),
  }));
};

/** `case-<id>` in its parts. */
const recordOf = (stream: string): { kind: string; id: string } => {
  const end = stream.indexOf('-');
  return { kind: stream.slice(0, end), id: stream.slice(end + 1) };
};

const reasonIn = (opened: object | KeyDestroyed): string | null =>
  opened instanceof KeyDestroyed ? null : ((opened as { reason?: string }).reason ?? null);
