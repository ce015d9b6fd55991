import type { Payload } from '@ehc/pathway';
import { defineStep, fact, type StepRequest } from '@ehc/recording';
import { childStream } from '../streams/child-stream.js';

export type MakeSubjectAccessBundle = StepRequest & Payload<'SubjectAccessBundleMade'>;

/** Everything held on the child was put together for who may ask for it. */
export const makeSubjectAccessBundle = defineStep({
  stream: childStream,
  records: 'SubjectAccessBundleMade',
  decide: (_, command: MakeSubjectAccessBundle) => fact('SubjectAccessBundleMade', command),
});
