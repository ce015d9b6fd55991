import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { casework } from '@ehc/casework';
import { unzipSync, strFromU8 } from 'fflate';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandRecorder } from '../../apps/ehc/src/command-line/record-as-command.js';
import { agreeOnWhoIsForgotten } from '../../apps/ehc/src/forget/who-is-forgotten.js';
import { type CommandInstallation, withInstallation } from '../../apps/ehc/src/installation/with-installation.js';
import { EhcInFolder, type Ran } from '../harness/ehc.js';

// What is done with records over the years, command by command: retention, disposal by two people, subject access, keys
// under another master key, keys lost and restored, and a forgetting that was cut off.

jest.setTimeout(600_000);

const AUTHORITY = '301';
const named = { by: 'A Tester', authority: AUTHORITY };

let ehc: EhcInFolder;
let papers: string;
const born = { long_ago: '1990-05-20', held: '1990-06-01', lately: '2020-03-03', february: '1992-02-29' };
const children = new Map<keyof typeof born, string>();
const child = (who: keyof typeof born): string => children.get(who)!;

const inProcess = <T>(work: (installation: CommandInstallation) => Promise<T>): Promise<T> =>
  withInstallation(ehc.dataDir, work, { mayMake: true });

const run = async (status: number, ...args: string[]): Promise<Ran> => {
  const ran = await ehc.run(...args);
  if (ran.status !== status) throw new Error(`exit status ${ran.status}: ${ran.stdout}${ran.stderr}`);
  return ran;
};
const of = ['--authority', AUTHORITY] as const;
const by = (name: string) => ['--by', name] as const;

const isForgotten = (who: keyof typeof born): Promise<boolean> =>
  inProcess(async ({ sealer }) => sealer.hasForgotten(AUTHORITY, child(who)));

beforeAll(async () => {
  ehc = new EhcInFolder();
  papers = mkdtempSync(join(tmpdir(), 'ehc-papers-'));
  await inProcess(async (installation) => {
    const recorder = new CommandRecorder(installation);
    for (const [who, birthDate] of Object.entries(born)) {
      const id = randomUUID();
      children.set(who as keyof typeof born, id);
      const step = { happenedOn: '2015-01-05', child: { surname: `Surname of ${who}`, forename: 'Ada' } };
      await recorder.record(casework.registerChild, id, named, step as never);
      // A day of birth after which nobody asks for a plan any more is no mistake here: these records are old.
      await recorder.record(casework.changeChildDetails, id, named, { happenedOn: '2021-01-05', birthDate } as never);
    }
    await installation.caughtUp();
  });
  await run(0, 'legal-hold', 'place', child('held'), ...of, '--reason', 'inquiry', ...by('Ann Archer'));
});
afterAll(async () => {
  await ehc.remove();
  rmSync(papers, { recursive: true });
});

describe('the retention schedule', () => {
  it('lists who is due after 31 years from birth, and what speaks against it', async () => {
    const answer = await ehc.json<Record<string, unknown>>('retention', 'due', ...of, '--json');
    expect(answer).toMatchObject({ yearsAfterBirth: 31, birthUnknown: [] });
    expect((answer['due'] as { child: string }[]).toSorted((a, b) => (a.child < b.child ? -1 : 1))).toEqual(
      [
        { child: child('long_ago'), dueOn: '2021-05-20', obstacles: [] },
        { child: child('held'), dueOn: '2021-06-01', obstacles: ['legal_hold'] },
        { child: child('february'), dueOn: '2023-03-01', obstacles: [] },
      ].toSorted((a, b) => (a.child < b.child ? -1 : 1)),
    );
  });

  it('is the authority’s to set', async () => {
    await run(0, 'retention', 'set', ...of, ...by('Ann Archer'), '--years', '36');
    const { stdout } = await run(0, 'retention', 'due', ...of);
    expect(stdout).toMatch(/36 years.*Due: 2\./);
    expect(stdout).not.toContain(child('february'));
  });

  it('leads to a disposal that a second person confirms, and that leaves who is on legal hold', async () => {
    const named = await run(1, 'retention', 'propose', ...of, ...by('Ann Archer'), '--child', child('held'));
    expect(named.stderr).toMatch(/not due, or something speaks against it/);
    const { stdout } = await run(0, 'retention', 'propose', ...of, ...by('Ann Archer'));
    const disposal = /Disposal (\S+) of 1 children/.exec(stdout)![1]!;
    expect((await run(1, 'retention', 'confirm', disposal, ...of, ...by('ann archer'))).stderr).toMatch(
      /cannot confirm/,
    );
    expect(await isForgotten('long_ago')).toBe(false);
    expect((await run(1, 'retention', 'confirm', disposal, '--authority', '302', ...by('Ben Baker'))).stderr).toMatch(
      /no such disposal/,
    );
    expect((await run(0, 'retention', 'confirm', disposal, ...of, ...by('Ben Baker'))).stdout).toMatch(
      /1 children are/,
    );
    expect(await isForgotten('long_ago')).toBe(true);
    expect(await isForgotten('held')).toBe(false);
    const last = await inProcess(async ({ store }) => (await store.readStream(`child-${child('long_ago')}`)).at(-1)!);
    expect(last).toMatchObject({ type: 'ChildForgotten', payload: { reason: 'retention_ended', disposal } });
    expect((await run(1, 'retention', 'withdraw', disposal, ...of, ...by('Ann Archer'))).stderr).toMatch(
      /confirmed before/,
    );
    await run(0, 'retention', 'confirm', disposal, ...of, ...by('Ben Baker')); // again, as after a crash
  });
});

describe('subject access', () => {
  it('gives everything that is held, readable, for its maker alone, and records that it did', async () => {
    const out = join(papers, 'bundle.zip');
    const { stdout } = await run(0, 'subject-access', child('lately'), ...of, '--out', out, ...by('Ann Archer'));
    expect(stdout).toMatch(/2 entries in 1 parts/);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const files = unzipSync(new Uint8Array(readFileSync(out)));
    expect(Object.keys(files).sort()).toEqual(['data.json', 'index.html']);
    const page = strFromU8(files['index.html']!);
    expect(page).toContain('Surname of lately');
    expect(page).toContain('2020-03-03');
    const data = JSON.parse(strFromU8(files['data.json']!)) as { streams: { events: { says: object }[] }[] };
    expect(data.streams[0]!.events[0]!.says).toMatchObject({ surname: 'Surname of lately', forename: 'Ada' });
    await expect(run(0, 'subject-access', child('lately'), ...of, '--out', out)).rejects.toThrow(/EEXIST/);
    const last = await inProcess(async ({ store }) => (await store.readStream(`child-${child('lately')}`)).at(-1)!);
    expect(last).toMatchObject({ type: 'SubjectAccessBundleMade', actor: 'Ann Archer', payload: { events: 2 } });
  });

  it('is refused for a child who was forgotten, and for one of another authority', async () => {
    const out = join(papers, 'none.zip');
    expect((await run(1, 'subject-access', child('long_ago'), ...of, '--out', out)).stderr).toMatch(/forgotten/);
    const other = await run(1, 'subject-access', child('lately'), '--authority', '302', '--out', out);
    expect(other.stderr).toMatch(/no such child/);
    expect(existsSync(out)).toBe(false);
  });
});

describe('the keys', () => {
  const surname = (who: keyof typeof born): Promise<unknown> =>
    inProcess(async ({ store, sealer }) => sealer.open((await store.readStream(`child-${child(who)}`))[0]!));

  it('are put under another master key beside a running service, which goes on', async () => {
    await ehc.start('--no-demo');
    const before = readFileSync(join(ehc.dataDir, 'keys/master.key'), 'utf8');
    expect((await run(0, 'keys', 'rotate')).stdout).toMatch(/keys are under the new master key/);
    expect(readFileSync(join(ehc.dataDir, 'keys/master.key'), 'utf8')).not.toBe(before);
    expect(await surname('lately')).toMatchObject({ surname: 'Surname of lately' });
    expect(await ehc.stop()).toBe(0);
  });

  it('of an older backup, with the log of today, do not bring a forgotten child back', async () => {
    const backup = join(papers, 'keys');
    await run(0, 'keys', 'back-up', backup, '--days', '7');
    await run(0, 'forget', child('february'), ...of, '--reason', 'erasure_request');
    rmSync(join(ehc.dataDir, 'keys/forgotten.jsonl')); // as if all that is younger than the backup were lost
    expect((await run(1, 'keys', 'restore', backup)).stderr).toMatch(/--replace/);
    await run(0, 'keys', 'restore', backup, '--replace');
    await ehc.start('--no-demo');
    await ehc.stop();
    expect(await isForgotten('february')).toBe(true);
    expect(await isForgotten('long_ago')).toBe(true);
    expect(await surname('held')).toMatchObject({ surname: 'Surname of held' });
    await run(0, 'verify');
  });
});

describe('a forgetting that was cut off', () => {
  it('once it was recorded, is finished by whatever opens the installation next', async () => {
    await run(0, 'legal-hold', 'lift', child('held'), ...of);
    await inProcess(async (installation) => {
      const step = { happenedOn: '2026-11-01', reason: 'court_order' } as const;
      await new CommandRecorder(installation).record(casework.forgetChild, child('held'), named, step);
      expect(await installation.sealer.hasForgotten(AUTHORITY, child('held'))).toBe(false);
    });
    await run(0, 'retention', 'due', ...of);
    expect(await isForgotten('held')).toBe(true);
    const waiting = () =>
      inProcess(async ({ forgotten }) => (await forgotten.withOldIndex()).map(({ child }) => child));
    expect(await waiting()).toEqual([child('held')]);
    await ehc.start('--no-demo');
    await ehc.stop();
    expect(await waiting()).toEqual([]);
  });

  it('is at one with itself however often it is gone through', async () => {
    await inProcess(async (installation) => {
      const head = await installation.store.head();
      await agreeOnWhoIsForgotten(installation);
      expect(await installation.store.head()).toBe(head);
    });
  });
});
