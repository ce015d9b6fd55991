import { recordOfCase } from '@ehc/casework';
import { canonicalJson, KeyDestroyed, type RecordedEvent } from '@ehc/event-store';
import { DEMONSTRATION_AUTHORITY, laByCode } from '@ehc/pathway';
import type { Clock } from '@ehc/platform';
import {
  openSigningKey,
  type ProvedEvent,
  proveEvents,
  type ProvedGrowth,
  proveGrowth,
  publicKeyPem,
  queryOf,
  type SignedHead,
  type SigningKey,
} from '@ehc/tamper-evidence';
import type { Installation } from '../installation/open-installation.js';
import { headOverAll } from '../seal/head-over-all.js';

/** What a chronology shows and what it does not; on its page and in its file. */
export const WHAT_IT_SHOWS = [
  'The proofs show that nothing here was changed, left out within a record or moved after it was entered. They do not show that what was entered was true.',
  'What personal details say is not proved: only their encrypted form is. So a child can be forgotten and the proofs still hold.',
  'Whether these are all the records of the case, and whether entries at the end of one were left out, the proofs cannot show. For that the authority’s signature stands.',
] as const;

export interface EntryOfChronology extends ProvedEvent {
  /** What was sealed in the event, opened; left out where not asked for, or the child has been forgotten. Not proved. */
  readonly opened?: object;
}

/** A case's whole history, with what proves each event of it to be in the log, signed. */
export interface Chronology {
  readonly form: 'ehc-chronology/1';
  readonly case: string;
  readonly authority: { readonly code: string; readonly name: string; readonly madeUp: boolean };
  /** When it was made (ISO 8601, UTC). */
  readonly madeAt: string;
  readonly whatItShows: readonly string[];
  /** The head that its proofs lead to. */
  readonly head: SignedHead;
  /** What proves that the log has grown from older heads, kept by whoever checks. */
  readonly growth: readonly ProvedGrowth[];
  /** The key of head and chronology: to be compared with the one that the authority has published. */
  readonly publicKey: string;
  /** How many events each record has; they are all here. */
  readonly records: Readonly<Record<string, number>>;
  readonly events: readonly EntryOfChronology[];
  /** SHA-256 of the page that it is shown on, without the chronology itself; null where it is no page. */
  readonly page: string | null;
  /** Ed25519, over the canonical form (RFC 8785) of all other members; base64. */
  readonly signature: string;
}

export interface ChronologyTerms {
  readonly caseId: string;
  readonly authority: string;
  /** Whether personal details are opened. */
  readonly personal: boolean;
  /** Older heads that the log is to be shown to have grown from. */
  readonly since: readonly SignedHead[];
}

/** @returns null where the authority has no such case. The read models must have caught up. @throws NotAsSealed */
export const makeChronology = async (
  installation: Installation,
  { caseId, authority, personal, since }: ChronologyTerms,
  clock: Clock,
): Promise<Omit<Chronology, 'page' | 'signature'> | null> => {
  const events = await recordOfCase(installation, authority, caseId);
  if (events === null) return null;
  const head = await headOverAll(installation);
  const query = queryOf(installation.pool);
  const growth: ProvedGrowth[] = [];
  for (const older of since) growth.push(await proveGrowth(query, older, head));
  const proved = await proveEvents(query, events, head);
  const opened = personal ? await openEach(installation, events) : [];
  const { publicKey } = await openSigningKey(installation.dataDir);
  const madeUp = authority === DEMONSTRATION_AUTHORITY.code;
  return {
    form: 'ehc-chronology/1',
    case: caseId,
    authority: {
      code: authority,
      name: madeUp ? DEMONSTRATION_AUTHORITY.name : (laByCode(authority)?.name ?? authority),
      madeUp,
    },
    madeAt: clock.now().toISOString(),
    whatItShows: WHAT_IT_SHOWS,
    head,
    growth,
    publicKey: publicKeyPem(publicKey),
    records: countedBy(events.map(({ stream }) => stream)),
    events: proved.map((entry, nth) => ({ ...entry, ...(opened[nth] && { opened: opened[nth] }) })),
  };
};

/** Signs a chronology as it will be shown. */
export const signChronology = (
  made: Omit<Chronology, 'page' | 'signature'>,
  page: string | null,
  key: SigningKey,
): Chronology => {
  const unsigned = { ...made, page };
  return { ...unsigned, signature: key.sign(Buffer.from(canonicalJson(unsigned))).toString('base64') };
};

const openEach = async (
  { sealer }: Pick<Installation, 'sealer'>,
  events: readonly RecordedEvent[],
): Promise<(object | undefined)[]> => {
  const opened = await sealer.openMany(events);
  return events.map(({ sealed }, nth) =>
    sealed === null || opened[nth] instanceof KeyDestroyed ? undefined : opened[nth],
  );
};

const countedBy = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
