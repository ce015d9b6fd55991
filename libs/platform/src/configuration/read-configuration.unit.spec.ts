import { expect, test } from '@jest/globals';
import { resolve } from 'node:path';
import { readConfiguration } from './read-configuration.js';

test('an empty environment gives a service for this machine only', () => {
  expect(readConfiguration({})).toEqual({
    dataDir: resolve('.data'),
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: undefined,
    logLevel: 'info',
    maxBodyBytes: 1_048_576,
    signInsPerMinute: 120,
    writesPerMinute: 6_000,
    shutdownMs: 10_000,
    signIn: {
      provider: undefined,
      publicUrl: undefined,
      trustedProxies: [],
      sessionSecret: undefined,
      sessionIdleMs: 1_800_000,
      sessionMs: 28_800_000,
    },
  });
});

test('the environment is read, and blanks count as nothing', () => {
  const read = readConfiguration({
    EHC_DATA: '/data',
    PORT: '0',
    EHC_LOG_LEVEL: 'DEBUG',
    EHC_HOST: ' ',
    DATABASE_URL: '',
  });
  expect(read).toMatchObject({
    dataDir: '/data',
    port: 0,
    logLevel: 'debug',
    host: '127.0.0.1',
    databaseUrl: undefined,
  });
});

test('the command line goes over the environment, where it says something', () => {
  const read = readConfiguration({ EHC_DATA: '/data', PORT: '4000' }, { port: 5000, dataDir: undefined });
  expect(read).toMatchObject({ dataDir: '/data', port: 5000 });
});

test('all that is wrong is said at once, without the password', () => {
  const read = (): unknown =>
    readConfiguration({
      PORT: '70000',
      EHC_LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://me:hidden@host/db',
      EHC_MAX_BODY_BYTES: '1e9',
    });
  expect(read).toThrow(
    'The configuration cannot be used: DATABASE_URL must begin with postgres:// or postgresql://; ' +
      'PORT must be a whole number from 0 to 65535, not "70000"; ' +
      'EHC_LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud"; ' +
      'EHC_MAX_BODY_BYTES must be a whole number from 1024 to 104857600, not "1e9".',
  );
  expect(read).not.toThrow(/hidden/);
});
