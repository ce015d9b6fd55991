import {
  keyIdOf,
  type KeptHead,
  KeptHeads,
  parseHead,
  parsePublicKey,
  queryOf,
  readPublicKey,
  type SealedVerification,
  type TrustedKeys,
  verifySealedLog,
} from '@ehc/tamper-evidence';
import { readFile } from 'node:fs/promises';
import { withInstallation } from '../installation/with-installation.js';

export interface VerifySealedOptions {
  readonly dataDir: string;
  /** Files of heads that were exported. */
  readonly head?: readonly string[];
  /** Files of public keys, beside the installation's own. */
  readonly key?: readonly string[];
  readonly json: boolean;
}

/** Findings printed for people. */
const SHOWN = 30;

/** `ehc verify --sealed`: compares the log with what seals it and with exported heads. Exit status 1 where anything is wrong. */
export const verifySealed = async ({ dataDir, head = [], key = [], json }: VerifySealedOptions): Promise<number> => {
  const exported = await Promise.all(head.map(readHead));
  return withInstallation(
    dataDir,
    async ({ store, pool, dataDir: folder }) => {
      const began = performance.now();
      const keys = await trustedKeys(folder, key);
      const heads = [...exported, ...(await new KeptHeads(folder).all())];
      const answer = await verifySealedLog({ store, query: queryOf(pool), keys, heads });
      const seconds = Math.round((performance.now() - began) / 10) / 100;
      process.stdout.write(json ? `${JSON.stringify({ ...answer, seconds })}\n` : inWords(answer, seconds));
      return answer.sound ? 0 : 1;
    },
    { feedsAtOnce: false },
  );
};

const readHead = async (path: string): Promise<KeptHead> => ({
  from: path,
  head: parseHead(await readFile(path, 'utf8'), path),
});

const trustedKeys = async (dataDir: string, files: readonly string[]): Promise<TrustedKeys> => {
  const given = await Promise.all(files.map(async (path) => parsePublicKey(await readFile(path, 'utf8'), path)));
  const own = await readPublicKey(dataDir);
  return new Map([...given, ...(own ? [own] : [])].map((key) => [keyIdOf(key), key]));
};

const inWords = ({ sound, findings, events, sealed, head, heads }: SealedVerification, seconds: number): string => {
  const newest = head
    ? `The newest head is over ${head.size} of them, signed at ${head.time}.`
    : 'There is no signed head.';
  const unsealed = events > sealed ? ` ${events - sealed} are not sealed yet.` : '';
  return [
    `${events} events, ${sealed} sealed.${unsealed} ${newest}`,
    ...heads.map(({ from, size, time, fits }) =>
      fits ? `${from}: the log fits the head over ${size} events, signed at ${time}.` : `${from}: does not fit.`,
    ),
    ...findings.slice(0, SHOWN).map(({ kind, text }) => `  ${kind}: ${text}`),
    ...(findings.length > SHOWN ? [`  … and ${findings.length - SHOWN} more; --json gives them.`] : []),
    sound
      ? `The log is as it was sealed (${seconds} s).`
      : `The log is NOT as it was sealed: ${findings.length === 1 ? '1 finding' : `${findings.length} findings`} (${seconds} s).`,
    '',
  ].join('\n');
};
