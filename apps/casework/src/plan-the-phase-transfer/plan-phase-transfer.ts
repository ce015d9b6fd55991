import { calculate } from '@ehc/statutory-clock';
import { inForce } from '../order-of-steps/plan-order.js';
import {
  Day,
  defineStep,
  fact,
  firstRefusal,
  invalid,
  OneOf,
  optional,
  outOfOrder,
  StepRequest,
  WholeNumber,
} from '@ehc/recording';
import { planStream } from '../streams/plan-stream.js';

const KINDS = ['before_15_february', 'before_31_march', 'five_months_before'] as const;

export class PlanPhaseTransfer extends StepRequest {
  @OneOf(
    KINDS,
    'Which limit binds: into or between schools before 15 February (reg 18(1)(b)); from secondary to post-16 before 31 March (reg 18(1)(a)); between post-16 settings at other times five months before the move (reg 18(2)).',
  )
  kind!: (typeof KINDS)[number];

  @WholeNumber(2014, 2100, 'Calendar year of the move, for the first two.', optional)
  transferYear?: number;

  @Day('Day of the move, for the third. May lie in the future.', optional)
  transferOn?: string;
}

/** The child moves to another phase of education: the plan must name the new setting in time (C11–C13). */
export const planPhaseTransfer = defineStep({
  stream: planStream,
  records: 'PhaseTransferDue',
  mayFollow: (state, event) =>
    firstRefusal(
      inForce(state),
      state.phaseTransfers.some((one) => one.dueOn === event.payload.dueOn && !one.final) &&
        outOfOrder('This phase transfer is recorded already.', 'Record the amended plan that completes it.'),
    ),
  decide: (_, command: PlanPhaseTransfer) => {
    const { kind, transferYear, transferOn } = command;
    const byYear = kind !== 'five_months_before';
    if (byYear && transferYear === undefined)
      return invalid(
        'transferYear',
        'The year of the move is missing.',
        'Give the calendar year in which the child moves.',
      );
    if (!byYear && transferOn === undefined)
      return invalid('transferOn', 'The day of the move is missing.', 'Give the day on which the young person moves.');
    // As the law has it by default; what an authority makes of "before" is settled where the clock is read.
    const { due } = calculate({
      rule:
        kind === 'before_15_february'
          ? 'C11_PHASE_15FEB'
          : kind === 'before_31_march'
            ? 'C12_PHASE_31MAR'
            : 'C13_POST16_5M',
      facts: { transferYear, transferOn },
    });
    return fact('PhaseTransferDue', { ...command, transferOn: byYear ? undefined : transferOn }, { dueOn: due! });
  },
});
