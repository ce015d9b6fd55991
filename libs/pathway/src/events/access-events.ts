import { Type } from '@sinclair/typebox';
import { adviceBody } from './advice-events.js';
import { defineEvent, fields } from './define-event.js';
import { oneOf, opt, shortText, text, uuid } from './schemas.js';

/** The identity provider's name (`sub`) for a person. */
const subject = Type.String({ minLength: 1, maxLength: 200 });

export const AccessGranted = defineEvent(
  'AccessGranted',
  'grants',
  'A person was given a role in the authority, from now on. Who serves several authorities is given a role in each.',
  fields({
    grant: uuid,
    subject,
    name: opt(shortText),
    /** One of the roles of the reference of access; further ones come with their work. */
    role: Type.String({ pattern: '^[a-z][a-z_]{1,39}$' }),
    /** For who works for advice bodies: which. */
    bodies: opt(Type.Array(adviceBody, { minItems: 1 })),
    /** For who works at a school or other setting: its URN. */
    setting: opt(Type.String({ pattern: '^\\d{6}$' })),
    agency: opt(shortText),
  }),
);

export const AccessEnded = defineEvent(
  'AccessEnded',
  'grants',
  'A role given before came to its end.',
  fields({ grant: uuid }),
);

export const RecordRestricted = defineEvent(
  'RecordRestricted',
  'restriction',
  "The record of a child, all its cases and plans, is shown from now on to the people named alone, whatever others' roles.",
  fields({ people: Type.Array(fields({ subject, name: opt(shortText) }), { minItems: 1, maxItems: 200 }) }),
  fields({ because: oneOf('domestic_abuse', 'child_of_staff', 'adoption', 'other'), note: opt(text) }),
);

export const RestrictedAccessGranted = defineEvent(
  'RestrictedAccessGranted',
  'restriction',
  'A further person was named who sees the restricted record, as far as their role goes.',
  fields({ subject, name: opt(shortText) }),
  fields({ note: opt(text) }),
);

export const RestrictedAccessEnded = defineEvent(
  'RestrictedAccessEnded',
  'restriction',
  'A person is no longer one of those who see the restricted record.',
  fields({ subject }),
);

export const RestrictionLifted = defineEvent(
  'RestrictionLifted',
  'restriction',
  'The record is open again to everybody whose role reaches it.',
  fields({}),
  fields({ note: opt(text) }),
);

export const accessEvents = [
  AccessGranted,
  AccessEnded,
  RecordRestricted,
  RestrictedAccessGranted,
  RestrictedAccessEnded,
  RestrictionLifted,
] as const;
