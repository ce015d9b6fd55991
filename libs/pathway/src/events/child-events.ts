import { Type } from '@sinclair/typebox';
import { defineEvent, fields } from './define-event.js';
import { civilDate, count, laCode, oneOf, opt, shortText, text, uuid } from './schemas.js';

/** Open: what measures are sliced by. The risk of small cells is written down in docs/explanation/privacy.md. */
const openDetails = {
  sex: opt(Type.Union([oneOf('M', 'F'), Type.Null()])),
  ethnicity: opt(Type.Union([Type.String({ maxLength: 4 }), Type.Null()])),
  birthYear: opt(Type.Union([Type.Integer({ minimum: 1900, maximum: 2200 }), Type.Null()])),
  birthMonth: opt(Type.Union([Type.Integer({ minimum: 1, maximum: 12 }), Type.Null()])),
  /** Why there is neither UPN nor ULN (SEN2 UPNunknown). */
  upnUnknown: opt(Type.Union([Type.String({ maxLength: 4 }), Type.Null()])),
};

const sealedDetails = {
  surname: opt(Type.String({ maxLength: 400 })),
  forename: opt(Type.String({ maxLength: 400 })),
  birthDate: opt(Type.Union([civilDate, Type.Null()])),
  postcode: opt(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
  upn: opt(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
  uln: opt(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
  nhsNumber: opt(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
};

export const ChildRegistered = defineEvent(
  'ChildRegistered',
  'child',
  'The authority first learned of the child; identity and what measures are sliced by.',
  fields(openDetails),
  fields(sealedDetails),
);

export const ChildDetailsChanged = defineEvent(
  'ChildDetailsChanged',
  'child',
  'Details of the child changed or were corrected; fields left out stay as they were, null takes a value away.',
  fields({
    ...openDetails,
    because: opt(oneOf('changed', 'mistake', 'resubmitted_return', 'later_return')),
    requestedBy: opt(shortText),
    approvedBy: opt(shortText),
    correction: opt(uuid),
    /** Open values as they were before, where this corrects them. */
    was: opt(fields(openDetails)),
  }),
  fields({ ...sealedDetails, reason: opt(text), was: opt(fields(sealedDetails)) }),
);

export const ChildContactRecorded = defineEvent(
  'ChildContactRecorded',
  'child',
  'A parent, carer or other person to write to or ring, and what they need in order to take part.',
  fields({
    contact: uuid,
    relationship: oneOf('parent', 'carer', 'young_person', 'social_worker', 'advocate', 'other'),
    hasParentalResponsibility: opt(Type.Boolean()),
  }),
  fields({
    name: shortText,
    email: opt(shortText),
    telephone: opt(shortText),
    address: opt(text),
    preferences: opt(text),
  }),
);

export const ChildContactEnded = defineEvent(
  'ChildContactEnded',
  'child',
  'The person is no longer a contact for the child.',
  fields({ contact: uuid }),
);

export const ChildMovedFrom = defineEvent(
  'ChildMovedFrom',
  'child',
  'The child came from another authority, which keeps its own record of them.',
  fields({ authority: laCode, linkedChild: opt(uuid) }),
);

export const LegalHoldPlaced = defineEvent(
  'LegalHoldPlaced',
  'child',
  'What is held on the child must be kept for now, whatever the retention schedule says: they are not forgotten.',
  fields({ hold: uuid, reason: oneOf('litigation', 'complaint', 'inquiry', 'safeguarding', 'other') }),
  fields({ note: opt(text) }),
);

export const LegalHoldLifted = defineEvent(
  'LegalHoldLifted',
  'child',
  'The reason to keep what is held on the child has gone.',
  fields({ hold: uuid }),
  fields({ note: opt(text) }),
);

export const SubjectAccessBundleMade = defineEvent(
  'SubjectAccessBundleMade',
  'child',
  'Everything held on the child was put together, readable, for the child, the young person or who acts for them.',
  fields({ events: count }),
);

/** Why a child is forgotten, as a code: the event outlives the child's key, so nothing in it may tell who they are. */
export const forgettingReason = oneOf(
  'retention_ended',
  'erasure_request',
  'recorded_in_error',
  'court_order',
  'other',
);

export const ChildForgotten = defineEvent(
  'ChildForgotten',
  'child',
  'The child is forgotten: from here on their key is destroyed, and nobody can read who they are. The last event of the stream.',
  fields({
    reason: forgettingReason,
    /** In words, which have been compared with what is held: no name and no identifier of the child. */
    inWords: opt(shortText),
    /** The disposal that two people agreed, where it is one. */
    disposal: opt(uuid),
  }),
);

export const childEvents = [
  ChildRegistered,
  ChildDetailsChanged,
  ChildContactRecorded,
  ChildContactEnded,
  ChildMovedFrom,
  LegalHoldPlaced,
  LegalHoldLifted,
  SubjectAccessBundleMade,
  ChildForgotten,
] as const;
