/** A word that stands in every hostile text: where it turns up, what was sent turned up. */
export const MARK = 'Quorvexley';

/** Texts that some interpreter or other would take for an order. */
export const HOSTILE_TEXTS: readonly string[] = [
  `${MARK}'; DROP TABLE events.event; --`,
  `${MARK}' OR '1'='1`,
  `${MARK}') UNION SELECT usename, passwd FROM pg_shadow --`,
  `${MARK}\\'; SELECT pg_sleep(60) --`,
  `${MARK} {{7*7}} \${7*7} #{7*7} <%= 7*7 %>`,
  `${MARK} <script>alert(1)</script><img src=x onerror=alert(1)>`,
  `${MARK}\r\nSet-Cookie: planted=1\r\nX-Planted: 1\r\n\r\n<html>`,
  `${MARK}%0d%0aX-Planted:%201`,
  `${MARK}/../../../../../../etc/passwd`,
  `${MARK}$(id) \`id\` ; id | id`,
  `=cmd|' /C calc'!${MARK}`,
  `${MARK} ‮ekil siht‬ \u200b ﷽`,
  `${MARK} \ud800 alone`,
  `${MARK} \u0000 in the middle`,
  `${MARK} \u0007\u001b[31m`,
  MARK.repeat(30_000),
];

/** Values of the wrong kind, whatever the right one is. */
export const WRONG_VALUES: readonly unknown[] = [
  null,
  true,
  -1e308,
  0.5,
  '',
  [],
  [[MARK]],
  { $gt: '', toString: MARK, length: -1 },
  '99999-99-99',
];

/** What the service knows by itself, and takes from nobody. */
export const NOT_FOR_CALLERS: Readonly<Record<string, unknown>> = {
  actor: MARK,
  verified: true,
  recordedAt: '2020-01-01T00:00:00Z',
  role: 'administrator',
  agency: MARK,
  id: '00000000-0000-4000-8000-000000000000',
  stream: 'case-00000000-0000-4000-8000-000000000000',
  position: '1',
  revision: 0,
  source: 'simulated',
  sealed: { surname: MARK },
  isAdmin: true,
};
