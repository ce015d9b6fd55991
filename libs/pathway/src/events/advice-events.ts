import { Type } from '@sinclair/typebox';
import { defineEvent, fields } from './define-event.js';
import { civilDate, oneOf, opt, shortText, text, uuid } from './schemas.js';

/** The kinds of advice of reg 6(1), in its order (statutory-rules.md §1.2). */
export const adviceKind = oneOf(
  'parent_or_yp',
  'educational',
  'medical',
  'psychological',
  'social_care',
  'other_la_choice',
  'preparing_for_adulthood',
  'reasonably_requested',
);

/** The bodies that give it; A2 and its exception X5 know them by these names. */
export const adviceBody = oneOf('family', 'education', 'educational_psychology', 'health', 'social_care', 'other');

export const AdviceRequested = defineEvent(
  'AdviceRequested',
  'advice',
  'The authority asked a body for its advice (reg 6(1)).',
  fields({
    case: uuid,
    child: uuid,
    kind: adviceKind,
    body: adviceBody,
    team: opt(shortText),
    /** Day on which the body received the request: day 0 of its six weeks (reg 8(1)). */
    receivedOn: opt(civilDate),
  }),
  fields({ note: opt(text), person: opt(shortText) }),
);

export const AdviceSubmitted = defineEvent(
  'AdviceSubmitted',
  'advice',
  'The body gave its advice.',
  fields({
    route: opt(oneOf('form', 'upload', 'email', 'telephone', 'meeting')),
    pages: opt(Type.Integer({ minimum: 0 })),
  }),
  fields({ note: opt(text) }),
);

export const AdviceNilReturned = defineEvent(
  'AdviceNilReturned',
  'advice',
  'The body answered that it has nothing to say: the child is not known to it. An answer, but not an assessment.',
  fields({ reason: oneOf('not_known_to_service', 'no_information', 'declined', 'discharged') }),
  fields({ note: opt(text) }),
);

export const AdviceDispensedWith = defineEvent(
  'AdviceDispensedWith',
  'advice',
  'The advice need not be sought again: author, authority and family are satisfied with what there is (reg 6(4)).',
  fields({}),
);

export const adviceEvents = [AdviceRequested, AdviceSubmitted, AdviceNilReturned, AdviceDispensedWith] as const;
