import { correctionSteps } from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';
import { childStream } from '../streams/child-stream.js';
import { planStream } from '../streams/plan-stream.js';
import { childDetailsFollow } from './correct-child.js';

/** The steps by which what is recorded of a case, a plan or a child is put right. */
export const corrections = {
  case: correctionSteps(caseStream),
  plan: correctionSteps(planStream),
  child: correctionSteps(childStream, childDetailsFollow),
};
