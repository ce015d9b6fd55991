import { Type } from '@sinclair/typebox';
import { defineEvent, fields } from './define-event.js';
import { uuid } from './schemas.js';

/** How long after a child's day of birth their record is kept. */
const yearsAfterBirth = Type.Integer({ minimum: 18, maximum: 150 });

export const RetentionScheduleSet = defineEvent(
  'RetentionScheduleSet',
  'authority',
  'The authority says for how long it keeps the record of a child: so many years from the day of birth. 31 where it never said.',
  fields({ yearsAfterBirth }),
);

export const DisposalProposed = defineEvent(
  'DisposalProposed',
  'disposal',
  'Somebody proposed that children whose records need not be kept any longer be forgotten.',
  fields({ children: Type.Array(uuid, { minItems: 1, maxItems: 5_000 }), yearsAfterBirth }),
);

export const DisposalConfirmed = defineEvent(
  'DisposalConfirmed',
  'disposal',
  'A second person confirmed it: the children are forgotten, each by an event of their own.',
  fields({}),
);

export const DisposalWithdrawn = defineEvent(
  'DisposalWithdrawn',
  'disposal',
  'It was not confirmed: nobody is forgotten.',
  fields({}),
);

export const retentionEvents = [RetentionScheduleSet, DisposalProposed, DisposalConfirmed, DisposalWithdrawn] as const;
