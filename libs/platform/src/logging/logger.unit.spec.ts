import { expect, test } from '@jest/globals';
import { createLogger } from './logger.js';

const written = (write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] => {
  const lines: Record<string, unknown>[] = [];
  write(createLogger('info', { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) }));
  return lines;
};

test('a line is one JSON object, with the moment in ISO 8601', () => {
  expect(written((logger) => logger.info({ stream: 'case-1' }, 'a stream was read'))).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      stream: 'case-1',
      message: 'a stream was read',
    },
  ]);
});

test('lines below the level are not written', () => {
  expect(written((logger) => logger.debug('no'))).toEqual([]);
});

test('fields that hold personal data or passwords are not written, wherever they are', () => {
  const personal = { upn: 'A123', firstName: 'Wilhelmina', contacts: [{ phone: '0117' }] };
  const [line] = written((logger) =>
    logger.info(
      { ...personal, child: personal, event: { sealed: personal }, databaseUrl: 'postgres://me:hidden@host/db' },
      'x',
    ),
  );
  expect(JSON.stringify(line)).not.toMatch(/A123|Wilhelmina|0117|hidden/);
  expect(line).toMatchObject({
    upn: '[redacted]',
    child: { upn: '[redacted]' },
    event: { sealed: { upn: '[redacted]' } },
  });
});

test('an error is described, not dumped', () => {
  const error = Object.assign(new Error('Key (upn)=(A123) exists'), {
    severity: 'ERROR',
    code: '23505',
    detail: 'A123',
  });
  const lines = written((logger) => {
    logger.error({ error }, 'failed');
    logger.error({ err: error }, 'failed');
  });
  for (const line of lines) expect(JSON.stringify(line)).not.toContain('A123');
  expect(lines[0]).toMatchObject({ error: { type: 'Error', code: '23505' } });
});
