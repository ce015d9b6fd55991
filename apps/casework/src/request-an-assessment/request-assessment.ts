import {
  Day,
  defineStep,
  fact,
  FieldOf,
  Flag,
  Id,
  invalid,
  type Of,
  optional,
  outOfOrder,
  Part,
  StepRequest,
  WholeNumber,
  Words,
} from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';
import { NewChild } from './register-child.js';
import { type Need, Needs, Setting } from './setting.js';

/** What a request for an assessment says, whoever the child is. */
export class RequestDetails extends StepRequest {
  @FieldOf(
    'AssessmentRequested',
    'route',
    'How it came: a request (s.36(1)), brought to attention (s.24(1)), own motion, or release from detention.',
  )
  route?: Of<'AssessmentRequested', 'route'>;

  @FieldOf('AssessmentRequested', 'requestedBy', 'Who asked.')
  requestedBy?: Of<'AssessmentRequested', 'requestedBy'>;

  @WholeNumber(
    1,
    5,
    'SEN2 RequestSource: 1 young person or parent, 2 education setting, 3 health, 4 social care, 5 other.',
    optional,
  )
  source?: number;

  @Flag('Received while the child was in relevant youth accommodation.', optional)
  rya?: boolean;

  @WholeNumber(
    -2,
    14,
    'National curriculum year: Reception is 0, nursery -1 and -2. From Year 9 advice on preparing for adulthood is asked for (reg 6(1)(g)).',
    optional,
  )
  ncYear?: number;

  @Part(() => Setting, 'Where the child is taught now.', optional)
  setting?: Setting;

  @Needs('Needs as the request names them.')
  needs?: Need[];

  @Day('Day of the last assessment, where there was one (6-month bar, A8).', optional)
  lastAssessmentOn?: string;

  @FieldOf('AssessmentRequested', 'arrivedBy', 'How it arrived.')
  arrivedBy?: Of<'AssessmentRequested', 'arrivedBy'>;

  @Words('Who asked, by name. Sealed.', optional, 400)
  requesterName?: string;

  @Words('Name of the school. Sealed.', optional, 400)
  schoolName?: string;

  @Words('Note. Sealed.', optional)
  note?: string;
}

export class RequestAssessment extends RequestDetails {
  @Id('Id of the child, where the child is known. Else send newChild.', optional)
  child?: string;

  @Part(() => NewChild, 'Who the child is, where the child is not known yet.', optional)
  newChild?: NewChild;
}

/** The request once the child is known. */
export interface RequestForChild extends RequestDetails {
  readonly child: string;
}

/** A request was received, or the authority became responsible: day 0 of the clocks (s.36(1), s.24). */
export const requestAssessment = defineStep({
  stream: caseStream,
  records: 'AssessmentRequested',
  begins: true,
  mayFollow: (state, event) => {
    if (state.requested)
      return outOfOrder('This case has its request already.', 'Record a new request without naming a case.');
    const last = event.payload.lastAssessmentOn;
    return last && event.happenedOn && last > event.happenedOn
      ? invalid('lastAssessmentOn', `${last} is after the request.`, 'Check the day of the last assessment.')
      : undefined;
  },
  decide: (_, command: RequestForChild) => fact('AssessmentRequested', command, { kind: 'assessment' }),
});
