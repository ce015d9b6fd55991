import { ETHNICITY, parseLaCode, parseNhsNumber, parseUln, parseUpn, UPN_UNKNOWN } from '@ehc/pathway';
import {
  CodeFrom,
  Day,
  defineStep,
  fact,
  FieldOf,
  Flag,
  Id,
  Identifier,
  invalid,
  notBefore,
  notFound,
  type Of,
  optional,
  outOfOrder,
  StepRequest,
  Words,
} from '@ehc/recording';
import { birthMonthOf } from '../request-an-assessment/birth-month-of.js';
import { childStream } from '../streams/child-stream.js';

/** For details that null takes away. */
const removable = { optional: true, nullable: true } as const;

export class ChangeChildDetails extends StepRequest {
  @Words('Family name. Sealed.', optional, 400)
  surname?: string;

  @Words('Given names. Sealed.', optional, 400)
  forename?: string;

  @Day('Day of birth. Sealed.', removable)
  birthDate?: string | null;

  @FieldOf('ChildDetailsChanged', 'sex', 'Sex as SEN2 has it.', removable)
  sex?: Of<'ChildDetailsChanged', 'sex'>;

  @CodeFrom(ETHNICITY, 'Ethnicity code.', removable)
  ethnicity?: string | null;

  @Words('Home postcode. Sealed.', removable, 40)
  postcode?: string | null;

  @Identifier(parseUpn, 'Unique pupil number. Sealed.', removable)
  upn?: string | null;

  @Identifier(parseUln, 'Unique learner number. Sealed.', removable)
  uln?: string | null;

  @Identifier(parseNhsNumber, 'NHS number. Sealed.', removable)
  nhsNumber?: string | null;

  @CodeFrom(UPN_UNKNOWN, 'Why there is neither UPN nor ULN.', removable)
  upnUnknown?: string | null;

  @FieldOf('ChildDetailsChanged', 'reason', 'Why they changed. Sealed.', optional)
  reason?: Of<'ChildDetailsChanged', 'reason'>;
}

/** Details of the child changed. A detail that was wrong from the start is corrected instead. */
export const changeChildDetails = defineStep({
  stream: childStream,
  records: 'ChildDetailsChanged',
  decide: (_, command: ChangeChildDetails, { today }) =>
    command.birthDate && command.birthDate > today
      ? invalid('birthDate', 'The day of birth lies in the future.', 'Check the day of birth.')
      : fact('ChildDetailsChanged', command, birthMonthOf(command.birthDate)),
});

export class RecordContact extends StepRequest {
  @FieldOf('ChildContactRecorded', 'relationship', 'Who the person is to the child.')
  relationship!: Of<'ChildContactRecorded', 'relationship'>;

  @Flag('Whether the person has parental responsibility.', optional)
  hasParentalResponsibility?: boolean;

  @Words('Name. Sealed.', {}, 400)
  name!: string;

  @Words('E-mail address. Sealed.', optional, 400)
  email?: string;

  @Words('Telephone number. Sealed.', optional, 400)
  telephone?: string;

  @Words('Postal address. Sealed.', optional)
  address?: string;

  @Words('What the person needs to take part: calls, easy read, an interpreter … Sealed.', optional)
  preferences?: string;
}

export const recordContact = defineStep({
  stream: childStream,
  records: 'ChildContactRecorded',
  decide: (_, command: RecordContact, { newId }) =>
    fact('ChildContactRecorded', command, { contact: newId('contact') }),
});

export class EndContact extends StepRequest {}

export const endContact = defineStep({
  stream: childStream,
  records: 'ChildContactEnded',
  mayFollow: (state, event) => {
    const contact = state.contacts.get(event.payload.contact);
    if (!contact) return notFound('contact');
    if (!contact.current) return outOfOrder('This person is no contact any more.', 'There is nothing to do.');
    return notBefore(event, contact.since, 'the person became a contact');
  },
  decide: (_, command: EndContact & { contact: string }) => fact('ChildContactEnded', command),
});

export class ChildMoves extends StepRequest {
  @Identifier(parseLaCode, 'Three-digit code of the authority from which the child came.')
  authority!: string;

  @Id('Id of the child there, where this installation holds it.', optional)
  linkedChild?: string;
}

/** The child came from another authority, which keeps its own record of them. */
export const childMoves = defineStep({
  stream: childStream,
  records: 'ChildMovedFrom',
  decide: (_, command: ChildMoves) => fact('ChildMovedFrom', command),
});
