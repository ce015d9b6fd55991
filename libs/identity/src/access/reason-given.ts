import { badRequest, Problem } from '@ehc/platform';
import type { Request } from 'express';

const LONGEST = 300;

/**
 * Why somebody reads a restricted record, from the header `x-ehc-reason`. It may be percent-encoded (UTF-8), since
 * headers carry no other letters than English ones.
 *
 * @throws Problem 428 where none is given; 400 where it is too long
 */
export const reasonGiven = (request: Pick<Request, 'headers'>): string => {
  const reason = decoded(String(request.headers['x-ehc-reason'] ?? '')).trim();
  if (!/\p{L}{2}/u.test(reason)) {
    throw new Problem(
      428,
      'reason-needed',
      'This record is restricted. Send the header x-ehc-reason with a few words that say why you read it; they are kept with the record of who read it.',
    );
  }
  if (reason.length > LONGEST) {
    throw badRequest('reason-too-long', `The header x-ehc-reason may hold at most ${LONGEST} characters.`);
  }
  return reason;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
