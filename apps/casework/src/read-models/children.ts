import {
  BlindIndex,
  type Findable,
  type IdentifierKind,
  KeyDestroyed,
  type KeyStore,
  type HistoryEvent,
  type Sealer,
} from '@ehc/event-store';
import {
  defineTable,
  deleteRows,
  documentTable,
  insertRows,
  rowsOfStream,
  type StreamProjection,
  upsertRows,
} from '@ehc/projections';

/** A sealed payload as a read model keeps it: still sealed, opened only for a reader who may read it. */
export interface KeptBlob {
  /** Id of the event that it is bound to. */
  readonly id: string;
  readonly keyId: string;
  /** Base64. */
  readonly sealed: string;
}

/** A child as the read model keeps them: what is open, and the blobs from which the rest is opened. */
export interface KeptChild {
  readonly authority: string;
  readonly open: Readonly<Record<string, unknown>>;
  /** In order: later ones change what earlier ones say. */
  readonly personal: readonly KeptBlob[];
  readonly contacts: readonly {
    readonly contact: string;
    readonly relationship: string;
    readonly blob: KeptBlob | null;
  }[];
  /** There only where the child has been forgotten: then nothing sealed is kept. */
  readonly forgotten?: true;
}

/** Details of a child in plain text, in memory only. */
export interface PersonalDetails {
  surname?: string | null;
  forename?: string | null;
  birthDate?: string | null;
  postcode?: string | null;
  upn?: string | null;
  uln?: string | null;
  nhsNumber?: string | null;
}

const childRows = rowsOfStream({
  table: documentTable('child_record'),
  idColumn: 'id',
  rows: (state: KeptChild, id) => [{ id, authority: state.authority, state }],
});

/** Keyed hashes by which a child is found; they are made anew when the read model is rebuilt. */
export const searchTable = defineTable({
  name: 'search_token',
  columns: { authority: 'text not null', token: 'text not null', child_id: 'text not null' },
  key: ['authority', 'token', 'child_id'],
  indexes: ['(child_id)'],
});

/**
 * The keys of the index under which `search_token` holds rows: one, or two while it gets another one. Where one of them is
 * gone, its rows find nobody, and the read model must be rebuilt.
 */
export const searchKeyTable = defineTable({
  name: 'search_key',
  columns: { authority: 'text not null', key_id: 'text not null' },
  key: ['authority', 'key_id'],
});

const TYPES = ['ChildRegistered', 'ChildDetailsChanged', 'ChildContactRecorded', 'ChildContactEnded', 'ChildForgotten'];

/** Events after which a child is found by other names, dates or identifiers. */
const RENAMING = new Set(['ChildRegistered', 'ChildDetailsChanged', 'ChildForgotten']);

/** The children, and the blind indexes that find them. */
export const childrenReadModel = (sealer: Sealer, keyStore: KeyStore): StreamProjection => {
  const blindIndex = new BlindIndex(keyStore);
  return {
    owner: 'casework',
    name: 'casework_children',
    version: 4,
    streams: ['child'],
    types: TYPES,
    tables: [childRows.table, searchTable, searchKeyTable],
    write: async (streams, transaction, schema) => {
      const children = streams.map(({ id, events, known }) => ({
        id,
        isNew: known === 0,
        state: events.reduce(withEvent, nobody(events[0]!)),
        renamed: events.slice(known).some(({ type }) => RENAMING.has(type)),
      }));
      await childRows.write(children, transaction, schema);
      const renamed = children.filter(({ renamed }) => renamed);
      const indexed = renamed.filter(({ isNew }) => !isNew).map(({ id }) => ({ child_id: id }));
      await deleteRows(transaction, schema, searchTable, indexed);
      const { rows, keys } = await tokens(renamed, sealer, blindIndex);
      await insertRows(transaction, schema, searchTable, rows);
      await upsertRows(transaction, schema, searchKeyTable, keys);
    },
  };
};

const nobody = ({ authority }: HistoryEvent): KeptChild => ({ authority, open: {}, personal: [], contacts: [] });

const withEvent = (known: KeptChild, event: HistoryEvent): KeptChild => {
  const blob = keptBlob(event);
  const payload = event.payload as Record<string, unknown>;
  switch (event.type) {
    case 'ChildContactRecorded':
      return {
        ...known,
        contacts: [
          ...known.contacts.filter(({ contact }) => contact !== payload['contact']),
          { contact: payload['contact'] as string, relationship: payload['relationship'] as string, blob },
        ],
      };
    case 'ChildForgotten':
      return { ...known, personal: [], contacts: [], forgotten: true };
    case 'ChildContactEnded':
      return { ...known, contacts: known.contacts.filter(({ contact }) => contact !== payload['contact']) };
    default: {
      const { sex, ethnicity, birthYear, birthMonth, upnUnknown } = { ...known.open, ...payload } as Record<
        string,
        unknown
      >;
      return {
        ...known,
        open: defined({ sex, ethnicity, birthYear, birthMonth, upnUnknown }),
        personal: blob ? [...known.personal, blob] : known.personal,
      };
    }
  }
};

const defined = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const keptBlob = ({ id, keyId, sealed }: HistoryEvent): KeptBlob | null =>
  sealed && keyId ? { id, keyId, sealed: Buffer.from(sealed).toString('base64') } : null;

/** Opens what is kept of children: merged details, or null for a child who has been forgotten. */
export const openDetails = async (
  children: readonly KeptChild[],
  sealer: Sealer,
): Promise<(PersonalDetails | null)[]> => {
  const blobs = children.flatMap((child) => child.personal);
  const opened = await sealer.openMany(
    blobs.map(({ id, keyId, sealed }) => ({ id, keyId, sealed: Buffer.from(sealed, 'base64') })),
  );
  let next = 0;
  return children.map((child) => {
    const parts = opened.slice(next, (next += child.personal.length));
    if (child.forgotten || parts.some((part) => part instanceof KeyDestroyed)) return null;
    const { was: _, reason: __, ...details } = Object.assign({}, ...parts) as PersonalDetails & Record<string, unknown>;
    return details;
  });
};

const tokens = async (
  children: readonly { readonly id: string; readonly state: KeptChild }[],
  sealer: Sealer,
  blindIndex: BlindIndex,
) => {
  const details = await openDetails(
    children.map(({ state }) => state),
    sealer,
  );
  const byAuthority = new Map<string, { id: string; findable: Findable }[]>();
  for (const [index, { id, state }] of children.entries()) {
    const personal = details[index];
    if (!personal) continue;
    const list = byAuthority.get(state.authority) ?? [];
    list.push({ id, findable: findableBy(personal) });
    byAuthority.set(state.authority, list);
  }
  const rows: { authority: string; token: string; child_id: string }[] = [];
  const keys: { authority: string; key_id: string }[] = [];
  for (const [authority, list] of byAuthority) {
    const { keyId, tokens: found } = await blindIndex.tokensFor(
      authority,
      list.map(({ findable }) => findable),
    );
    keys.push({ authority, key_id: keyId });
    for (const [index, ofChild] of found.entries()) {
      for (const token of ofChild) rows.push({ authority, token, child_id: list[index]!.id });
    }
  }
  return { rows, keys };
};

const findableBy = (personal: PersonalDetails): Findable => {
  const identifier = (kind: IdentifierKind, value: string | null | undefined) => (value ? [{ kind, value }] : []);
  return {
    names: [[personal.forename, personal.surname].filter(Boolean).join(' ')].filter(Boolean),
    birthDate: personal.birthDate,
    identifiers: [
      ...identifier('upn', personal.upn),
      ...identifier('uln', personal.uln),
      ...identifier('nhs', personal.nhsNumber),
    ],
  };
};
