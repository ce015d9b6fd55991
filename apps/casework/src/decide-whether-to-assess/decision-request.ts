import { Day, Flag, FieldOf, type Of, optional, Parts, StepRequest, Words } from '@ehc/recording';

/** Who of an agency took part in a decision. */
export class Attendance {
  @Words('The agency: education, health, social care, school …', {}, 400)
  agency!: string;

  @Flag('Whether it was represented.')
  present!: boolean;
}

/** What every decision on a request or an assessment records: how it was reached, by whom, and why. */
export class DecisionRequest extends StepRequest {
  @FieldOf(
    'DecidedToAssess',
    'route',
    'How it was decided: by the panel, an emergency panel, an officer, the Tribunal.',
  )
  route?: Of<'DecidedToAssess', 'route'>;

  @Parts(() => Attendance, 'The agencies and whether each took part.', optional)
  tookPart?: Attendance[];

  @FieldOf(
    'DecidedToAssess',
    'test',
    'The limbs of the legal test (CFA 2014 s.36(8), s.37(1)), each by a short name, and what was found: met, not_met or unclear.',
  )
  test?: Of<'DecidedToAssess', 'test'>;

  @Day('The day on which it was decided, where that is not the day on which the family was told.', optional)
  decidedOn?: string;

  @Words('The reasons, as the family is told them.', optional)
  reasons?: string;

  @Words('The evidence seen.', optional)
  evidenceSeen?: string;

  @Words('Questions asked, and further evidence asked for.', optional)
  questionsAsked?: string;
}
