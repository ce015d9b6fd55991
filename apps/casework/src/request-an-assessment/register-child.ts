import { ETHNICITY, parseNhsNumber, parseUln, parseUpn, UPN_UNKNOWN } from '@ehc/pathway';
import {
  CodeFrom,
  Day,
  defineStep,
  fact,
  FieldOf,
  firstRefusal,
  Identifier,
  invalid,
  type Of,
  optional,
  outOfOrder,
  StepRequest,
  Words,
} from '@ehc/recording';
import { childStream } from '../streams/child-stream.js';
import { birthMonthOf } from './birth-month-of.js';

/** Who a child is, when the authority first learns of them. Names, day of birth, address and identifiers are sealed. */
export class NewChild {
  @Words('Family name.', {}, 400)
  surname!: string;

  @Words('Given names.', {}, 400)
  forename!: string;

  @Day('Day of birth. Sealed; month and year of birth stay open for measures.', optional)
  birthDate?: string;

  @FieldOf('ChildRegistered', 'sex', 'Sex as SEN2 has it.', optional)
  sex?: Of<'ChildRegistered', 'sex'>;

  @CodeFrom(ETHNICITY, 'Ethnicity code.', optional)
  ethnicity?: string;

  @Words('Home postcode.', optional, 40)
  postcode?: string;

  @Identifier(parseUpn, 'Unique pupil number.', optional)
  upn?: string;

  @Identifier(parseUln, 'Unique learner number.', optional)
  uln?: string;

  @Identifier(parseNhsNumber, 'NHS number.', optional)
  nhsNumber?: string;

  @CodeFrom(UPN_UNKNOWN, 'Why there is neither UPN nor ULN.', optional)
  upnUnknown?: string;
}

export class RegisterChild extends StepRequest {
  child!: NewChild;
}

/** The authority first learned of a child. */
export const registerChild = defineStep({
  stream: childStream,
  records: 'ChildRegistered',
  begins: true,
  mayFollow: (state) =>
    state.registered
      ? outOfOrder('This child is registered already.', 'Change their details, or give the id of the child you mean.')
      : undefined,
  decide: (_, { child, happenedOn }: RegisterChild, { today }) =>
    firstRefusal(bornByNow(child.birthDate, today), bornBefore(child.birthDate, happenedOn)) ??
    fact('ChildRegistered', { ...child, happenedOn }, birthMonthOf(child.birthDate)),
});

const bornByNow = (birthDate: string | undefined, today: string) =>
  birthDate !== undefined && birthDate > today
    ? invalid('newChild.birthDate', 'The day of birth lies in the future.', 'Check the day of birth.')
    : undefined;

/** A plan ends at 25 (s.46); whoever is this old was never asked for, but a century may have been mistyped. */
const TOO_OLD = 30;

/** What is said never repeats the day, which is sealed. */
const bornBefore = (birthDate: string | undefined, day: string) => {
  if (birthDate === undefined) return undefined;
  if (birthDate > day) {
    return invalid(
      'newChild.birthDate',
      'The day of birth is after the day of this step.',
      'Check the day of birth, and happenedOn.',
    );
  }
  return birthDate < `${Number(day.slice(0, 4)) - TOO_OLD}${day.slice(4)}`
    ? invalid(
        'newChild.birthDate',
        `The day of birth is more than ${TOO_OLD} years before the day of this step.`,
        'Check the year of birth. A plan ends at 25 at the latest.',
      )
    : undefined;
};
