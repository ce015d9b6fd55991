import { Problem } from '@ehc/platform';
import type { Refusal, RefusalKind } from './refusal.js';

const STATUS: Readonly<Record<RefusalKind, number>> = {
  'step-out-of-order': 409,
  'invalid-value': 422,
  'not-found': 404,
  'not-allowed': 403,
  'changed-meanwhile': 409,
  'precondition-failed': 412,
  'command-id-used': 409,
};

/** A refusal as the answer to a request. Nothing has been recorded. */
export const refused = ({ kind, detail, todo, field }: Refusal): Problem =>
  new Problem(STATUS[kind], kind, `${detail} ${todo}`, {
    errors: field === undefined ? [] : [{ field, code: kind, message: `${detail} ${todo}` }],
  });
