import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { casework } from '@ehc/casework';
import { advice } from '@ehc/advice';
import type { Step, StepRequest } from '@ehc/recording';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandRecorder } from '../../apps/ehc/src/command-line/record-as-command.js';
import { type CommandInstallation, withInstallation } from '../../apps/ehc/src/installation/with-installation.js';
import { EhcInFolder, type Ran } from '../harness/ehc.js';
import type { Findings, Guesses } from './attacker.js';
import { AUTHORITY, plantReturn, uln, upn } from './planted-return.js';

// One child with twenty names, identifiers and words that nobody else has, in everything that can be recorded of them. An
// attacker who holds every file and the master key (attacker.ts, a program of its own) finds them all before the child is
// forgotten, and none after; not in the database, not in its write-ahead log, not in a backup from before.

jest.setTimeout(900_000);

const CHILD = {
  surname: 'Quorvexleyom',
  forename: 'Zanthibelne',
  upn: upn('892779134097'),
  uln: uln('718253649'),
};
const NHS = '9434765919';
/** Of no other child in the return. */
const BIRTH = '1996-02-29';
const WORDS = {
  ...CHILD,
  nhs: NHS,
  laterSurname: 'Brixtanmoor',
  postcode: 'ZQ97XV4KWJJ',
  contact: 'Ploverick',
  email: 'ploverick.dunstane',
  telephone: '01632960773',
  address: 'Fennimarch',
  preferences: 'Yoltandric',
  requester: 'Hasquembry',
  school: 'Wrendlecote',
  requestNote: 'Tamvorrish',
  views: 'Oskelmine',
  reasons: 'Jarnspithe',
  advicePerson: 'Culdravene',
  adviceNote: 'Mibbeltarn',
  adviceAnswer: 'Skarfollin',
} as const;
const words = Object.values(WORDS);

/** Payloads that the attacker believes to know to the letter. */
const DETAILS = { surname: WORDS.laterSurname, nhsNumber: NHS, postcode: WORDS.postcode, birthDate: BIRTH };
const VIEWS = { views: `She said ${WORDS.views}` };

let ehc: EhcInFolder;
let csv: string;
/** The data folder as it was before the forgetting, of which only the database was backed up. */
let backup: string;
let child: string;
let before: { readonly measures: unknown; readonly lead: unknown };

const ended = async (ran: Promise<Ran>, status = 0): Promise<Ran> => {
  const result = await ran;
  if (result.status !== status) throw new Error(`exit status ${result.status}: ${result.stdout}${result.stderr}`);
  return result;
};

const attack = async (...folders: string[]): Promise<Findings> => {
  const names = [CHILD.surname, WORDS.laterSurname].map((surname) => [CHILD.forename, surname]);
  const guesses: Guesses = { folders, words, names, births: [BIRTH], plain: [DETAILS, VIEWS] };
  const file = join(mkdtempSync(join(tmpdir(), 'ehc-guesses-')), 'guesses.json');
  writeFileSync(file, JSON.stringify(guesses));
  const program = spawn(process.execPath, [join(process.cwd(), 'dist/test/privacy/attacker.js'), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  program.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  program.stdin.end(readFileSync(join(ehc.dataDir, 'keys/master.key')));
  const [status] = (await once(program, 'close')) as [number];
  rmSync(join(file, '..'), { recursive: true });
  if (status !== 0) throw new Error(`the attacker ended with ${status}`);
  return JSON.parse(said) as Findings;
};

const NOTHING = { inPlain: [], inBlobs: [], byTokens: [], byDigests: [] };

const inProcess = <T>(work: (installation: CommandInstallation) => Promise<T>, folder = ehc.dataDir): Promise<T> =>
  withInstallation(folder, work);

const named = { by: 'A Tester', authority: AUTHORITY };

const counted = async (): Promise<typeof before> => {
  const ask = async (...args: string[]): Promise<Record<string, unknown>> => {
    const {
      asAt: _,
      position: __,
      ...answer
    } = await ehc.json<Record<string, unknown>>(...args, '--authority', AUTHORITY, '--json');
    return answer;
  };
  return {
    measures: await ask('measures', '--year', '2024', '--by', 'need'),
    lead: await ask('lead-indicators'),
  };
};

/** Records all that can be said of a child whom the return brought. */
const recordEverything = (): Promise<string> =>
  inProcess(async (installation) => {
    const { store, sealer } = installation;
    const registered = await store.readAll('0', 100_000, { types: ['ChildRegistered'], authority: AUTHORITY });
    const opened = await sealer.openMany(registered);
    const found = registered[opened.findIndex((one) => 'surname' in one && one.surname === CHILD.surname)]!.child!;
    const recorder = new CommandRecorder(installation);
    const [caseId, adviceId] = [randomUUID(), randomUUID()];
    const record = <State, Request extends StepRequest>(
      step: Step<State, Request>,
      id: string,
      said: Omit<Request, 'happenedOn'>,
    ) => recorder.record(step, id, named, { happenedOn: '2026-11-02', ...said } as Request);

    await record(casework.changeChildDetails, found, DETAILS);
    await record(casework.recordContact, found, {
      relationship: 'parent',
      name: `Ms ${WORDS.contact}`,
      email: `${WORDS.email}@example.org`,
      telephone: WORDS.telephone,
      address: `3 ${WORDS.address} Road`,
      preferences: `Rings before ${WORDS.preferences}`,
    });
    await record(casework.requestAssessment, caseId, {
      child: found,
      requesterName: WORDS.requester,
      schoolName: WORDS.school,
      note: `About ${WORDS.requestNote}`,
    });
    await record(casework.consultFamily, caseId, VIEWS);
    await record(casework.decideToAssess, caseId, { reasons: `Because of ${WORDS.reasons}` });
    await record(advice.askForAdvice, adviceId, {
      case: caseId,
      child: found,
      kind: 'psychological',
      body: 'educational_psychology',
      person: `Dr ${WORDS.advicePerson}`,
      note: WORDS.adviceNote,
    } as never);
    await record(advice.submitAdvice, adviceId, { note: WORDS.adviceAnswer } as never);
    await installation.caughtUp();
    return found;
  });

beforeAll(async () => {
  ehc = new EhcInFolder();
  csv = plantReturn([CHILD]);
  await ended(ehc.run('import', 'sen2', csv, '--authority', AUTHORITY));
  child = await recordEverything();
  await ended(
    ehc.run(
      'measures',
      '--authority',
      AUTHORITY,
      '--year',
      '2024',
      '--publish',
      'Board',
      '--note',
      `For ${CHILD.forename} ${WORDS.laterSurname}.`,
    ),
  );
  before = await counted();
});

afterAll(async () => {
  await ehc.remove();
  for (const folder of [csv, backup]) if (folder) rmSync(folder, { recursive: true, force: true });
});

describe('before the child is forgotten', () => {
  it('no word is anywhere in plain text, and the attacker finds every one', async () => {
    const found = await attack(ehc.dataDir);
    expect(found.inPlain).toEqual([]);
    expect([...found.inBlobs].sort()).toEqual([...words].sort());
    expect(found.byDigests).toEqual(['plain 0', 'plain 1']);
    expect(found.byTokens).toEqual(
      expect.arrayContaining([
        `name:${CHILD.forename.toLowerCase()}`,
        `name:${CHILD.surname.toLowerCase()}`,
        `name:${WORDS.laterSurname.toLowerCase()}`,
        `upn:${CHILD.upn}`,
        `uln:${CHILD.uln}`,
        `nhs:${NHS}`,
        `person:${CHILD.forename} ${WORDS.laterSurname}|${BIRTH}`.toLowerCase(),
      ]),
    );
  });

  it('a legal hold keeps them from being forgotten', async () => {
    const about = [child, '--authority', AUTHORITY] as const;
    await ended(ehc.run('legal-hold', 'place', ...about, '--reason', 'litigation', '--note', `About ${WORDS.contact}`));
    const refused = await ended(ehc.run('forget', ...about, '--reason', 'erasure_request'), 1);
    expect(refused.stderr).toMatch(/legal hold stands.*litigation/);
    expect((await ehc.run('legal-hold', 'show', ...about)).stdout).toMatch(/litigation, since/);
    await ended(ehc.run('legal-hold', 'lift', ...about));
  });

  it('a reason that names them, and a child of another authority, are refused', async () => {
    const named = await ended(
      ehc.run('forget', child, '--authority', AUTHORITY, '--reason', `asked by Ms ${WORDS.contact}`),
      1,
    );
    expect(named.stderr).toMatch(/reason holds a name/);
    expect(named.stderr).not.toContain(WORDS.contact);
    const elsewhere = await ended(ehc.run('forget', child, '--authority', '891', '--reason', 'court_order'), 1);
    expect(elsewhere.stderr).toMatch(/no such child/);
  });
});

describe('once the child is forgotten', () => {
  beforeAll(async () => {
    backup = mkdtempSync(join(tmpdir(), 'ehc-backup-'));
    for (const part of ['postgres', 'postgres.password'])
      cpSync(join(ehc.dataDir, part), join(backup, part), { recursive: true });
    const { stdout } = await ended(
      ehc.run(
        'forget',
        child,
        '--authority',
        AUTHORITY,
        '--reason',
        'asked by the family',
        '--by',
        'A Records Officer',
      ),
    );
    expect(stdout).toMatch(/is forgotten/);
  });

  it('the attacker finds nothing, in no file of today and in no backup of the log', async () => {
    const found = await attack(ehc.dataDir, backup);
    expect(found).toMatchObject(NOTHING);
    // They did open what is sealed of all the others, twice.
    expect(found.blobsOpened).toBeGreaterThan(9_000);
  });

  it('is recorded with who, when and why, and nothing of whom', async () => {
    const event = await inProcess(async ({ store }) => (await store.readStream(`child-${child}`)).at(-1)!);
    expect(event).toMatchObject({
      type: 'ChildForgotten',
      actor: 'A Records Officer',
      payload: { reason: 'other', inWords: 'asked by the family' },
      sealed: null,
    });
  });

  it('the measures are as they were', async () => {
    expect(await counted()).toEqual(before);
  });

  it('every read model equals the log, and the child is in no index', async () => {
    await ended(ehc.run('verify'));
    await inProcess(async ({ pool }) => {
      const { rows } = await pool.query('SELECT FROM casework.search_token WHERE child_id = $1', [child]);
      expect(rows).toEqual([]);
      const { rows: others } = await pool.query('SELECT count(*)::int AS count FROM casework.search_token');
      expect(others[0]!.count).toBeGreaterThan(10_000);
    });
  });

  it('the note that named them is gone, the published figures are not', async () => {
    const published = await ehc.json<Record<string, unknown>>(
      'measures', '--authority', AUTHORITY, '--published', 'Board', '--json',
    ); // prettier-ignore
    expect(published).toMatchObject({ name: 'Board', note: null });
  });

  it('nothing more is recorded of them, sealed or not', async () => {
    await inProcess(async (installation) => {
      const recorder = new CommandRecorder(installation);
      const { rows } = await installation.pool.query<{ case_id: string }>(
        'SELECT case_id FROM casework.case_record WHERE child_id = $1',
        [child],
      );
      const request = { happenedOn: '2026-11-03' };
      for (const { case_id } of rows)
        await expect(
          recorder.record(casework.assignCaseworkerToCase, case_id, named, { ...request, caseworker: 'X' }),
        ).rejects.toMatchObject({ status: 403 });
      await expect(
        recorder.record(casework.changeChildDetails, child, named, { ...request, sex: 'F' }),
      ).rejects.toMatchObject({ status: 403 });
      await expect(
        recorder.record(casework.requestAssessment, randomUUID(), named, { ...request, child }),
      ).rejects.toMatchObject({ status: 403 });
    });
  });

  it('being asked again it answers that it is done', async () => {
    const { stdout } = await ended(ehc.run('forget', child, '--authority', AUTHORITY, '--reason', 'court_order'));
    expect(stdout).toMatch(/was forgotten on .*Nothing new/);
  });
});

describe('after a restore', () => {
  let restored: EhcInFolder;

  beforeAll(() => {
    restored = new EhcInFolder();
  });
  afterAll(() => restored.remove());

  it('of the database from before, beside the keys of today, the child stays forgotten', async () => {
    cpSync(backup, restored.dataDir, { recursive: true });
    cpSync(join(ehc.dataDir, 'keys'), join(restored.dataDir, 'keys'), { recursive: true });
    await restored.start('--no-demo');
    await restored.stop();
    expect(await attack(restored.dataDir, ehc.dataDir)).toMatchObject(NOTHING);
    await inProcess(async ({ store, pool }) => {
      expect((await store.readStream(`child-${child}`)).at(-1)).toMatchObject({ type: 'ChildForgotten' });
      const { rows } = await pool.query('SELECT FROM casework.search_token WHERE child_id = $1', [child]);
      expect(rows).toEqual([]);
    }, restored.dataDir);
    await ended(restored.run('verify'));
  });
});
