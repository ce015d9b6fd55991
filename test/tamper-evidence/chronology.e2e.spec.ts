import { canonicalJson, childSubject, FileKeyStore } from '@ehc/event-store';
import { findRunning } from '@ehc/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { EhcInFolder } from '../harness/ehc.js';

// A case's chronology is checked by the stand-alone checker alone, in a process that has nothing but the files; changed in
// any way, it is refused.

jest.setTimeout(600_000);

interface Entry {
  position: number;
  proof: string[];
  event: Record<string, unknown> & { happenedOn: string; recordedAt: string; stream: string; revision: number };
  opened?: object;
}
interface Chronology {
  head: { size: number; root: string; keyId: string; signature: string };
  growth: { from: Chronology['head']; proof: string[] }[];
  publicKey: string;
  records: Record<string, number>;
  events: Entry[];
  signature: string;
}

const CHECKER = join(import.meta.dirname, '../../checker/check-chronology.mjs');

let ehc: EhcInFolder;
let folder: string;
let client: pg.Client;
let caseId: string;
let child: string;
let whole: Chronology;
let lastCopy = 0;

const file = (name: string): string => join(folder, name);

/** As superuser of the service's database. */
const connect = async (): Promise<pg.Client> => {
  const url = new URL((await findRunning(ehc.dataDir))!.url);
  url.username = 'postgres';
  const connected = new pg.Client({ connectionString: url.toString() });
  connected.on('error', () => undefined); // the service stops under it
  await connected.connect();
  return connected;
};

const done = async (...args: string[]): Promise<string> => {
  const { status, stdout, stderr } = await ehc.run(...args);
  if (status !== 0) throw new Error(`ehc ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout;
};

/** As somebody else would run it: nothing of this installation around. */
const checked = (path: string, ...more: string[]): { status: number | null; said: string } => {
  const options = { cwd: folder, encoding: 'utf8', env: {} } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CHECKER, path, '--key', file('key.pem'), ...more],
    options,
  );
  return { status, said: stdout + stderr };
};

/** The verdict on a chronology that was changed after its export. */
const verdictOn = (
  change: (chronology: Chronology) => void,
  options: readonly string[] = [],
): { status: number | null; said: string } => {
  const changed = structuredClone(whole);
  change(changed);
  const path = file(`changed-${++lastCopy}.json`);
  writeFileSync(path, `${JSON.stringify(changed, null, 2)}\n`);
  return checked(path, ...options);
};

const signedBy = <Content extends object>(content: Content, key: KeyObject): Content & { signature: string } => {
  const { signature: _, ...rest } = content as Content & { signature?: string };
  const signature = sign(null, Buffer.from(canonicalJson(rest)), key).toString('base64');
  return { ...content, signature };
};

/** As who holds the signing key would put it right again. */
const signAnew = (chronology: Chronology): void => {
  const key = createPrivateKey(readFileSync(join(ehc.dataDir, 'keys/signing-key.pem')));
  Object.assign(chronology, signedBy(chronology, key));
};

beforeAll(async () => {
  ehc = new EhcInFolder();
  folder = mkdtempSync(join(tmpdir(), 'ehc-chronology-'));
  await ehc.json('simulate', '--authority', '999', '--children', '40', '--years', '2', '--seed', '3', '--json');
  await ehc.start('--no-demo');
  client = await connect();
  const { rows } = await client.query<{ case: string; child: string }>(
    `SELECT c.case_id AS case, c.child_id AS child FROM casework.case_record c JOIN casework.plan_record p USING (case_id)
     WHERE EXISTS (SELECT FROM casework.advice_record a WHERE a.case_id = c.case_id) ORDER BY 1 LIMIT 1`,
  );
  ({ case: caseId, child } = rows[0]!);
  await done('seal', 'head', '--out', file('head.json'));
  await done('seal', 'key', '--out', file('key.pem'));
  await ehc.json('simulate', '--authority', '892', '--children', '3', '--years', '1', '--seed', '4', '--json');
  await done('chronology', caseId, '--authority', '999', '--head', file('head.json'), '--out', file('case.json'));
  await done('chronology', caseId, '--authority', '999', '--personal', '--out', file('opened.html'));
  whole = JSON.parse(readFileSync(file('case.json'), 'utf8')) as Chronology;
});
afterAll(async () => {
  await client.end();
  await ehc.remove();
  rmSync(folder, { recursive: true });
});

describe('the checker', () => {
  it('accepts a true chronology, as a file and as a page, with the key or its fingerprint, and older heads', () => {
    expect(whole.events.length).toBeGreaterThan(5);
    expect(Object.keys(whole.records).map((name) => name.split('-')[0])).toEqual(
      expect.arrayContaining(['case', 'plan', 'advice']),
    );
    expect(checked(file('case.json'))).toMatchObject({ status: 0, said: expect.stringContaining('\nACCEPTED\n') });
    expect(checked(file('opened.html'))).toMatchObject({ status: 0, said: expect.stringContaining('\nACCEPTED\n') });
    const withHead = checked(file('case.json'), '--head', file('head.json'), '--key', whole.head.keyId);
    expect(withHead).toMatchObject({ status: 0, said: expect.stringContaining('nothing before it was rewritten') });
  });

  it('says so where it was not told whose key it should be', () => {
    const said = execFileSync(process.execPath, [CHECKER, file('case.json')], { encoding: 'utf8' });
    expect(said).toContain('NOT KNOWN WHO SIGNED IT');
    expect(said).not.toContain('ACCEPTED');
  });

  it.each([
    ['the day on which something was done', (entry: Entry) => (entry.event.happenedOn = '2020-01-01')],
    ['the instant of its recording', (entry: Entry) => (entry.event.recordedAt = '2020-01-01T00:00:00.000000Z')],
    ['who did it', (entry: Entry) => (entry.event['actor'] = 'somebody else')],
    ['the payload', (entry: Entry) => (entry.event['payload'] = {})],
    ['the ciphertext', (entry: Entry) => (entry.event['sealed'] = 'AAAA')],
    ['its place', (entry: Entry) => entry.position++],
    ['its proof', (entry: Entry) => entry.proof.pop()],
  ])('refuses a change of %s, also when who holds the key signs it anew', (_, change) => {
    const plain = verdictOn(({ events }) => void change(events[2]!));
    const signed = verdictOn((chronology) => {
      change(chronology.events[2]!);
      signAnew(chronology);
    });
    expect([plain.status, signed.status]).toEqual([1, 1]);
    expect(signed.said).toContain('REFUSED: Entry 3');
  });

  it('refuses entries left out or put in another order', () => {
    const first = verdictOn((chronology) => {
      const { stream } = chronology.events.shift()!.event;
      chronology.records[stream]!--;
      signAnew(chronology);
    });
    expect(first).toMatchObject({ status: 1, said: expect.stringContaining('left out') });
    expect(verdictOn(({ events }) => void events.pop())).toMatchObject({ status: 1 });
    const last = verdictOn((chronology) => {
      chronology.events.pop();
      signAnew(chronology);
    });
    expect(last).toMatchObject({ status: 1, said: expect.stringContaining('at the end of a record') });
    const other = verdictOn((chronology) => {
      chronology.events.reverse();
      signAnew(chronology);
    });
    expect(other).toMatchObject({ status: 1, said: expect.stringContaining('out of order') });
  });

  it('refuses the signature of another', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const foreign = verdictOn((chronology) => Object.assign(chronology, signedBy(chronology, privateKey)));
    expect(foreign).toMatchObject({ status: 1, said: expect.stringContaining('does not have the signature') });
    const all = verdictOn((chronology) => {
      chronology.publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
      Object.assign(chronology, signedBy(chronology, privateKey));
    });
    expect(all).toMatchObject({ status: 1, said: expect.stringContaining('another key') });
  });

  it('refuses a chronology of a log that was rewritten since a head was kept elsewhere', () => {
    const key = createPrivateKey(readFileSync(join(ehc.dataDir, 'keys/signing-key.pem')));
    const kept = JSON.parse(readFileSync(file('head.json'), 'utf8')) as Chronology['head'];
    const root = '0'.repeat(64);
    // As if the head had been of another log: over fewer events, over as many, and with a proof of growth from it.
    const older = signedBy({ ...kept, root }, key);
    writeFileSync(file('older.json'), JSON.stringify(older));
    expect(checked(file('case.json'), '--head', file('older.json'))).toMatchObject({ status: 1 });
    writeFileSync(file('same.json'), JSON.stringify(signedBy({ ...whole.head, root }, key)));
    expect(checked(file('case.json'), '--head', file('same.json'))).toMatchObject({ status: 1 });
    const claimed = verdictOn(
      (chronology) => {
        chronology.growth[0]!.from = older;
        signAnew(chronology);
      },
      ['--head', file('older.json')],
    );
    expect(claimed).toMatchObject({ status: 1, said: expect.stringContaining('was rewritten since') });
  });

  it('refuses the change of any one character of a file, and of the page', () => {
    for (const name of ['case.json', 'opened.html']) {
      const text = readFileSync(file(name), 'utf8').trimEnd();
      for (let nth = 0; nth < 25; nth++) {
        const at = Math.floor(((nth + 0.37) * text.length) / 25);
        const other = text[at] === '7' ? '8' : '7';
        writeFileSync(file('changed'), `${text.slice(0, at)}${other}${text.slice(at + 1)}\n`);
        expect({ name, at, ...checked(file('changed')) }).toMatchObject({ status: 1 });
      }
    }
  });

  it('refuses a name that stands twice, of which people would read the first', () => {
    const text = readFileSync(file('case.json'), 'utf8');
    writeFileSync(
      file('twice.json'),
      text.replace('"happenedOn": "', '"happenedOn": "2020-01-01",\n        "happenedOn": "'),
    );
    expect(checked(file('twice.json'))).toMatchObject({ status: 1 });
  });
});

describe('the export', () => {
  it('opens personal details only when asked to', () => {
    expect(whole.events.some(({ event }) => event['sealed'] !== null)).toBe(true);
    expect(whole.events.some(({ opened }) => opened)).toBe(false);
    expect(readFileSync(file('opened.html'), 'utf8')).toContain('Only their encrypted form is proved');
  });

  it('knows no case of another authority', async () => {
    expect(await ehc.run('chronology', caseId, '--authority', '892', '--out', file('none.json'))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('has no case'),
    });
  });

  it('proves a chronology still when the child has been forgotten', async () => {
    const keys = await FileKeyStore.open({ dataDir: ehc.dataDir });
    await keys.destroy(childSubject('999', child));
    await keys.close();
    await done('chronology', caseId, '--authority', '999', '--personal', '--out', file('forgotten.json'));
    expect(checked(file('forgotten.json'))).toMatchObject({ status: 0 });
    const { events } = JSON.parse(readFileSync(file('forgotten.json'), 'utf8')) as Chronology;
    expect(events.some(({ opened }) => opened)).toBe(false);
    expect(checked(file('case.json'))).toMatchObject({ status: 0 });
    expect(JSON.parse(await done('verify', '--sealed', '--json'))).toMatchObject({ sound: true });
  });

  it('refuses to prove what is not as it was sealed, and ehc verify --sealed names it', async () => {
    const position = whole.events[1]!.position;
    await client.query('ALTER TABLE events.event DISABLE TRIGGER event_is_never_changed');
    await client.query(`UPDATE events.event SET happened_on = happened_on - 30 WHERE position = ${position}`);
    const refused = await ehc.run('chronology', caseId, '--authority', '999', '--out', file('tampered.json'));
    expect(refused).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`position ${position} is not as it was sealed`),
    });
    const verified = await ehc.run('verify', '--head', file('head.json'));
    expect(verified).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(`The event at position ${position} (`),
    });
    await client.query(`UPDATE events.event SET happened_on = happened_on + 30 WHERE position = ${position}`);
    expect(await ehc.run('verify', '--sealed')).toMatchObject({ status: 0 });
  });
});

describe('the service', () => {
  const sealing = async (address: string): Promise<{ status: number; said: string }> => {
    const answer = await fetch(`${address}/health/ready`);
    const { checks } = (await answer.json()) as { checks: Record<string, unknown> };
    return { status: answer.status, said: JSON.stringify(checks['sealing']) };
  };

  it('is not ready once sealing has stopped, and says why', async () => {
    await client.end();
    await ehc.stop();
    const address = await ehc.start('--no-demo');
    expect(await sealing(address)).toMatchObject({ status: 200 });
    const admin = await connect();
    await admin.query(
      `ALTER TABLE tamper_evidence.leaf DISABLE TRIGGER leaf_is_never_changed; TRUNCATE tamper_evidence.leaf`,
    );
    await admin.end();
    await ehc.json('simulate', '--authority', '301', '--children', '1', '--years', '1', '--seed', '5', '--json');
    let said = await sealing(address);
    for (let tries = 0; said.status === 200 && tries < 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      said = await sealing(address);
    }
    expect(said).toMatchObject({ status: 503, said: expect.stringContaining('sealed up to position 0') });
  });
});
