import {
  defineStep,
  fact,
  FieldOf,
  Flag,
  type Of,
  optional,
  StepRequest,
  type StreamDefinition,
  Words,
} from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';
import { planStream } from '../streams/plan-stream.js';

export class ContactFamily extends StepRequest {
  @FieldOf('FamilyContacted', 'method', 'How.')
  method!: Of<'FamilyContacted', 'method'>;

  @FieldOf('FamilyContacted', 'about', 'What about. After a refusal: "refusal".')
  about?: Of<'FamilyContacted', 'about'>;

  @Flag('Whether the child or young person was met.', optional)
  metChild?: boolean;

  @Words('Note. Sealed.', optional)
  note?: string;
}

/** Somebody spoke with or wrote to the family; it may be before a request and after a refusal, so it has no order. */
const contactFamily = <State>(stream: StreamDefinition<State>) =>
  defineStep({
    stream,
    records: 'FamilyContacted',
    decide: (_, command: ContactFamily) => fact('FamilyContacted', command),
  });

export const contactFamilyOnCase = contactFamily(caseStream);
export const contactFamilyOnPlan = contactFamily(planStream);
