import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';

// The check of the packages of others, on a copy of our own lock file in which something is wrong, with a registry that
// says what the test says.

interface Json {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- files of npm, changed at will
  [name: string]: any;
}

let house: string;
const houses: string[] = [];

beforeEach(async () => {
  house = await mkdtemp(join(tmpdir(), 'ehc-packages-'));
  houses.push(house);
  await cp('scripts', join(house, 'scripts'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) await cp(name, join(house, name));
  await registrySays({ vulnerabilities: {} });
});
afterAll(() => Promise.all(houses.map((one) => rm(one, { recursive: true, force: true }))));

const change = async (name: string, work: (content: Json) => void): Promise<void> => {
  const content = JSON.parse(await readFile(join(house, name), 'utf8')) as Json;
  work(content);
  await writeFile(join(house, name), JSON.stringify(content));
};

/** Puts a program in npm's place that prints a report. */
const registrySays = async (report: object): Promise<void> => {
  await writeFile(join(house, 'report.json'), JSON.stringify(report));
  await writeFile(join(house, 'npm'), `#!/bin/sh\ncat '${join(house, 'report.json')}'\nexit 1\n`);
  await chmod(join(house, 'npm'), 0o755);
};

const check = (environment: Record<string, string> = {}): Promise<{ status: number; said: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, ...environment, PATH: `${house}${delimiter}${process.env['PATH']}` };
    execFile(process.execPath, [join(house, 'scripts/check-packages.mjs')], { env }, (error, _, said) => {
      resolve({ status: error ? Number(error.code) : 0, said });
    });
  });

test('our own packages are good', async () => {
  expect(await check()).toMatchObject({ status: 0, said: expect.stringContaining('were looked up') });
});

describe('the lock file', () => {
  test.each<[string, string, (entry: Json) => void, string]>([
    [
      'another registry',
      'pg',
      (entry) => (entry['resolved'] = 'https://packages.test/pg.tgz'),
      'pg comes from https://packages.test',
    ],
    [
      'a repository',
      'pg',
      (entry) => (entry['resolved'] = 'git+ssh://git@host.test/pg.git#1'),
      'pg comes from git+ssh',
    ],
    ['no checksum', 'pg', (entry) => delete entry['integrity'], 'has no checksum'],
    ['a weak checksum', 'pg', (entry) => (entry['integrity'] = 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk='), 'has no checksum'],
    [
      'a program at installation',
      'pg',
      (entry) => (entry['hasInstallScript'] = true),
      'pg runs a program when it is installed',
    ],
    ['a folder of this machine', 'pg', (entry) => (entry['link'] = true), 'pg is a link'],
  ])('with %s is refused', async (_what, name, break_, says) => {
    await change('package-lock.json', (lock) => break_(lock['packages'][`node_modules/${name}`] as Json));
    const { status, said } = await check();
    expect({ status, said }).toMatchObject({ status: 1, said: expect.stringContaining(says) });
  });

  test.each(['github:somebody/pg', 'https://packages.test/pg.tgz', 'file:../pg'])(
    'a dependency taken from %s is refused',
    async (from) => {
      await change('package.json', (manifest) => (manifest['dependencies']['pg'] = from));
      const { status, said } = await check();
      expect({ status, said }).toMatchObject({ status: 1, said: expect.stringContaining(`pg is taken from ${from}`) });
    },
  );
});

describe('an advisory', () => {
  const reported = (severity: string) => ({
    vulnerabilities: {
      pg: {
        via: [{ name: 'pg', severity, title: 'Of the test', url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc' }],
      },
      typeorm: { via: ['pg'] },
    },
  });
  const accept = (until: string) =>
    writeFile(
      join(house, 'scripts/accepted-advisories.json'),
      JSON.stringify([{ advisory: 'GHSA-aaaa-bbbb-cccc', reason: 'Of the test.', until }]),
    );

  test.each(['high', 'critical'])(
    'that is %s is refused, unless it is accepted for the time being',
    async (severity) => {
      await registrySays(reported(severity));
      expect(await check()).toMatchObject({ status: 1, said: expect.stringContaining('GHSA-aaaa-bbbb-cccc') });
      await accept('2999-01-01');
      expect((await check()).status).toBe(0);
      await accept('2020-01-01');
      expect(await check()).toMatchObject({ status: 1, said: expect.stringContaining('look at it again') });
    },
  );

  test('that is moderate is not', async () => {
    await registrySays(reported('moderate'));
    expect((await check()).status).toBe(0);
  });

  test('that is accepted for nothing is told of', async () => {
    await accept('2999-01-01');
    expect(await check()).toMatchObject({ status: 1, said: expect.stringContaining('take it out') });
  });

  test('is not claimed to be absent where the registry gives none', async () => {
    await registrySays({ message: '405 Method Not Allowed', error: {} });
    expect(await check()).toMatchObject({ status: 0, said: expect.stringContaining('NOT AUDITED') });
    expect((await check({ EHC_AUDIT: 'required' })).status).toBe(1);
  });
});
