/*
 * Somebody who has everything that an installation ever wrote: data folders with their database and its write-ahead log,
 * old copies of them, the keys that are left, and the master key. They know what they look for, word by word, and how
 * everything is derived. A program of its own: it takes nothing of the service's sealing, keys or index, but does the
 * derivations anew from what is written down.
 *
 *   node attacker.js guesses.json < master keys, one a line, base64
 *
 * guesses.json: { "folders": [...], "words": [...], "births": [...], "plain": [{...}] }. Prints what was found as JSON.
 */
import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '@ehc/platform';
import { filesBelow, whereWordsLie } from './where-words-lie.js';

/** What they look for. */
export interface Guesses {
  /** Everything that they hold: data folders, backups of them. */
  readonly folders: readonly string[];
  /** Names, identifiers, words of free text. */
  readonly words: readonly string[];
  /** Full names: forename and surname. */
  readonly names: readonly (readonly string[])[];
  /** Days of birth, YYYY-MM-DD. */
  readonly births: readonly string[];
  /** What they believe to be sealed, whole, field by field: the strongest guess that a digest can be tried with. */
  readonly plain: readonly Readonly<Record<string, unknown>>[];
}

/** What they found, by the way in which it was found. Words for plain text, descriptions for the rest. */
export interface Findings {
  readonly files: number;
  readonly keys: number;
  readonly blobs: number;
  readonly blobsOpened: number;
  readonly tokens: number;
  /** In some file as it is, in any of several spellings. */
  readonly inPlain: readonly string[];
  /** In a blob that a key opened. */
  readonly inBlobs: readonly string[];
  /** By a token of the index, in a table or in the bytes of any file. */
  readonly byTokens: readonly string[];
  /** By the digest of a whole payload. */
  readonly byDigests: readonly string[];
}

interface Blob {
  readonly eventId: string;
  readonly keyId: string;
  readonly sealed: Buffer;
  readonly digest: Buffer | null;
}

interface FoundKey {
  readonly id: string;
  readonly secret: Buffer;
}

const hkdf = (secret: Uint8Array, label: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', label, 32));
const hmac = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** A key record is 128 bytes: "EHK", 1, kind, 3 unused, key id (16), mark (32), nonce + secret + tag (60) … */
const keysIn = (bytes: Buffer, wrappings: readonly Buffer[]): FoundKey[] => {
  const found: FoundKey[] = [];
  for (let at = bytes.indexOf('EHK\u0001'); at !== -1; at = bytes.indexOf('EHK\u0001', at + 1)) {
    const record = bytes.subarray(at, at + 128);
    if (record.length < 116) break;
    for (const wrapping of wrappings) {
      const secret = opened(wrapping, record.subarray(56, 68), record.subarray(8, 56), record.subarray(68, 116));
      if (secret) found.push({ id: record.subarray(8, 24).toString('hex'), secret });
    }
  }
  return found;
};

const opened = (key: Buffer, nonce: Buffer, boundTo: Buffer, rest: Buffer): Buffer | null => {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(boundTo).setAuthTag(rest.subarray(rest.length - 16));
  try {
    return Buffer.concat([decipher.update(rest.subarray(0, rest.length - 16)), decipher.final()]);
  } catch {
    return null;
  }
};

/** Reads every row of every table of a copied database: sealed blobs, whatever looks like a token, authorities. */
const readDatabase = async (folder: string): Promise<{ blobs: Blob[]; tokens: Set<string>; authorities: string[] }> => {
  const copy = mkdtempSync(join(tmpdir(), 'ehc-attacker-'));
  chmodSync(copy, 0o700);
  for (const part of ['postgres', 'postgres.password'])
    cpSync(join(folder, part), join(copy, part), { recursive: true });
  rmSync(join(copy, 'postgres/postmaster.pid'), { force: true });
  const server = await startEmbeddedPostgres({ dataDir: copy });
  const url = new URL(server.adminUrl);
  url.pathname = '/ehc';
  const client = new pg.Client({ connectionString: url.toString() });
  const blobs: Blob[] = [];
  const tokens = new Set<string>();
  try {
    await client.connect();
    const { rows: tables } = await client.query<{ table: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS table FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { table } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
      for (const { row } of rows) {
        for (const [token] of row.matchAll(/[0-9a-f]{32}/g)) tokens.add(token);
        for (const [, json] of row.matchAll(/(\{[^{}]*"keyId"[^{}]*\})/g)) {
          const { id, keyId, sealed } = JSON.parse(json!.replaceAll('\\"', '"')) as Record<string, string>;
          if (id && keyId && sealed)
            blobs.push({ eventId: id, keyId, sealed: Buffer.from(sealed, 'base64'), digest: null });
        }
      }
    }
    // The log, and whatever else keeps sealed bytes beside the id to which they are bound.
    const { rows: sealing } = await client.query<{ table: string; digest: boolean }>(
      `SELECT format('%I.%I', table_schema, table_name) AS table, bool_or(column_name = 'sealed_digest') AS digest
       FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_type = 'BASE TABLE' GROUP BY table_schema, table_name
       HAVING array_agg(column_name::text) @> ARRAY['id', 'key_id', 'sealed']`,
    );
    for (const { table, digest } of sealing) {
      const { rows } = await client.query<{ id: string; key_id: string; sealed: Buffer; digest: Buffer | null }>(
        `SELECT id, key_id, sealed, ${digest ? 'sealed_digest' : 'NULL'} AS digest FROM ${table} WHERE sealed IS NOT NULL`,
      );
      for (const row of rows)
        blobs.push({ eventId: row.id, keyId: row.key_id, sealed: row.sealed, digest: row.digest });
    }
    const { rows: codes } = await client.query<{ authority: string }>('SELECT DISTINCT authority FROM events.event');
    return { blobs, tokens, authorities: codes.map(({ authority }) => authority) };
  } finally {
    await client.end();
    await server.stop();
    rmSync(copy, { recursive: true, force: true });
  }
};

/** What the index may hold of a word or a day of birth. */
const termsOf = ({ words, names, births }: Guesses): string[] => [
  ...words.flatMap((word) => {
    const lower = word.toLowerCase();
    const number = word.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
    const identifiers = ['upn', 'uln', 'nhs', 'local'].map((kind) => `${kind}:${number}`);
    return [`name:${lower}`, ...identifiers];
  }),
  ...births.map((birth) => `dob:${birth}`),
  ...names.flatMap((name) => births.map((birth) => `person:${name.join(' ').toLowerCase()}|${birth}`)),
];

/** Every token that a key could have made of what they look for: by the way of today, and by the way of before. */
const tokensOf = (guesses: Guesses, keys: readonly FoundKey[], authorities: readonly string[]): Map<string, string> => {
  const terms = termsOf(guesses);
  const found = new Map<string, string>();
  for (const { secret } of keys) {
    const labels = ['ehc/blind-index/v1', ...authorities.map((code) => `ehc/search-index/v1/${code}`)];
    for (const key of [secret, ...labels.map((label) => hkdf(secret, label))])
      for (const term of terms) found.set(hmac(key, term).subarray(0, 16).toString('hex'), term);
  }
  return found;
};

const HEX = new Uint8Array(256);
for (const digit of '0123456789abcdef') HEX[digit.charCodeAt(0)] = 1;

/** Runs of 32 hexadecimal digits, wherever they begin: tokens in deleted rows, old files and the write-ahead log. */
const tokensIn = (bytes: Buffer, wanted: ReadonlyMap<string, string>): string[] => {
  const found: string[] = [];
  for (let at = 0, run = 0; at < bytes.length; at++) {
    run = HEX[bytes[at]!] ? run + 1 : 0;
    if (run < 32) continue;
    const term = wanted.get(bytes.toString('latin1', at - 31, at + 1));
    if (term !== undefined) found.push(term);
  }
  return found;
};

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

const attack = async (guesses: Guesses, masterKeys: readonly Buffer[]): Promise<Findings> => {
  const files = guesses.folders.flatMap(filesBelow);
  const wrappings = masterKeys.map((key) => hkdf(key, 'ehc/keys/v1/wrap'));
  const keys = new Map<string, FoundKey>();
  for (const file of files) {
    const bytes = readFileSync(file);
    for (const key of keysIn(bytes, wrappings)) keys.set(key.id, key);
  }

  const clusters = guesses.folders.filter((folder) => existsSync(join(folder, 'postgres/PG_VERSION')));
  const databases = [];
  for (const folder of clusters) databases.push(await readDatabase(folder));
  const blobs = databases.flatMap((database) => database.blobs);
  const authorities = [...new Set(databases.flatMap((database) => database.authorities))];

  const wanted = tokensOf(guesses, [...keys.values()], authorities);
  const byTokens = new Set<string>();
  for (const { tokens } of databases)
    for (const token of tokens) if (wanted.has(token)) byTokens.add(wanted.get(token)!);
  for (const file of files) for (const term of tokensIn(readFileSync(file), wanted)) byTokens.add(term);

  const inBlobs = new Set<string>();
  const byDigests = new Set<string>();
  const texts = guesses.plain.map(canonical);
  let blobsOpened = 0;
  for (const { eventId, keyId, sealed, digest } of blobs) {
    const own = keys.get(keyId.replaceAll('-', ''));
    // Where its own key is gone they try all that they have.
    const tried = own ? [own] : [...keys.values()];
    for (const { secret } of tried) {
      const plain = opened(
        hkdf(secret, 'ehc/seal/v1/encrypt'),
        sealed.subarray(1, 13),
        Buffer.from(eventId),
        sealed.subarray(13),
      );
      if (plain) {
        blobsOpened++;
        const text = plain.toString('utf8').toLowerCase();
        for (const word of guesses.words) if (text.includes(word.toLowerCase())) inBlobs.add(word);
      }
      if (digest === null) continue;
      const digestKey = hkdf(secret, 'ehc/seal/v1/digest');
      for (const [nth, text] of texts.entries())
        if (hmac(digestKey, `${eventId}\n${text}`).equals(digest)) byDigests.add(`plain ${nth}`);
    }
  }
  return {
    files: files.length,
    keys: keys.size,
    blobs: blobs.length,
    blobsOpened,
    tokens: databases.reduce((sum, { tokens }) => sum + tokens.size, 0),
    inPlain: guesses.folders.flatMap((folder) => whereWordsLie(guesses.words, folder)),
    inBlobs: [...inBlobs],
    byTokens: [...byTokens],
    byDigests: [...byDigests],
  };
};

const masterKeys = readFileSync(0, 'utf8')
  .trim()
  .split(/\s+/)
  .map((text) => Buffer.from(text, 'base64'));
const guesses = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Guesses;
process.stdout.write(JSON.stringify(await attack(guesses, masterKeys)));
