import {
  defineStep,
  fact,
  FieldOf,
  notFound,
  type Of,
  optional,
  outOfOrder,
  Parts,
  type Refusal,
  StepRequest,
  Words,
} from '@ehc/recording';
import { type RestrictionState, restrictionStream } from '../streams/restriction-stream.js';

const SUBJECT = "The identity provider's name for the person: the claim `sub` of their tokens.";

export class NamedPerson {
  @Words(SUBJECT, {}, 200)
  subject!: string;

  @Words('Name of the person, for lists.', optional, 400)
  name?: string;
}

export class RestrictRecord extends StepRequest {
  @Parts(() => NamedPerson, 'The people who see the record from now on, as far as their roles go.')
  people!: NamedPerson[];

  @FieldOf('RecordRestricted', 'because', 'Why. Sealed.')
  because!: Of<'RecordRestricted', 'because'>;

  @Words('More on it. Sealed.', optional)
  note?: string;
}

export class NamePerson extends StepRequest {
  @Words(SUBJECT, {}, 200)
  subject!: string;

  @Words('Name of the person, for lists.', optional, 400)
  name?: string;

  @Words('Why they need to see it. Sealed.', optional)
  note?: string;
}

export class UnnamePerson extends StepRequest {
  @Words(SUBJECT, {}, 200)
  subject!: string;
}

export class LiftRestriction extends StepRequest {
  @Words('Why. Sealed.', optional)
  note?: string;
}

const restricted = ({ named }: RestrictionState): Refusal | undefined =>
  named ? undefined : outOfOrder('The record is not restricted.', 'There is nothing to do.');

/** The record of a child is shown to named people alone. */
export const restrictRecord = defineStep({
  stream: restrictionStream,
  records: 'RecordRestricted',
  begins: true,
  decide: ({ named }, command: RestrictRecord) =>
    named
      ? outOfOrder('The record is restricted already.', 'Name further people, or lift the restriction first.')
      : fact('RecordRestricted', command),
});

/** A further person sees the restricted record. */
export const namePerson = defineStep({
  stream: restrictionStream,
  records: 'RestrictedAccessGranted',
  decide: (state, command: NamePerson) => restricted(state) ?? fact('RestrictedAccessGranted', command),
});

/** A person no longer sees it. The last one stays: a record that nobody sees is lost. */
export const unnamePerson = defineStep({
  stream: restrictionStream,
  records: 'RestrictedAccessEnded',
  decide: (state, command: UnnamePerson) => {
    const refusal = restricted(state);
    if (refusal) return refusal;
    if (!state.named!.has(command.subject)) return notFound('person named for this record');
    return state.named!.size === 1
      ? outOfOrder('This is the last person who sees the record.', 'Name another one first, or lift the restriction.')
      : fact('RestrictedAccessEnded', command);
  },
});

/** The record is open again to everybody whose role reaches it. */
export const liftRestriction = defineStep({
  stream: restrictionStream,
  records: 'RestrictionLifted',
  decide: (state, command: LiftRestriction) => restricted(state) ?? fact('RestrictionLifted', command),
});
