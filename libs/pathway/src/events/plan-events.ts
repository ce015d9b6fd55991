import { Type } from '@sinclair/typebox';
import { defineEvent, fields } from './define-event.js';
import { civilDate, flag, laCode, need, oneOf, opt, setting, shortText, shownInYear, text, uuid } from './schemas.js';

const contents = {
  /** Named in the plan. */
  settings: opt(Type.Array(setting)),
  /** Where the child is placed now. */
  placements: opt(Type.Array(setting)),
  needs: opt(Type.Array(need)),
  residential: opt(Type.String({ maxLength: 4 })),
  workBasedLearning: opt(Type.String({ maxLength: 8 })),
  personalBudget: opt(flag),
  organisedArrangements: opt(flag),
  directPayments: opt(Type.String({ maxLength: 8 })),
};

export const PlanBroughtIntoForce = defineEvent(
  'PlanBroughtIntoForce',
  'plan',
  'The plan is in force here from this day (s.42). In a return: the start of the current plan.',
  fields({
    child: uuid,
    case: opt(uuid),
    sections: opt(Type.Array(Type.String({ maxLength: 2 }))),
    ...contents,
    /** Set by an import: the calendar year of the first return that shows the plan. */
    shownInYear: opt(shownInYear),
    /**
     * Set by an import where the assessment's outcome is historical (H): the day is the first issue only if it lies
     * before `shownInYear`; otherwise it is an amendment of a plan whose first issue is not known.
     */
    historical: opt(flag),
  }),
  fields({ settingOther: opt(text) }),
);

export const PlanTransferredIn = defineEvent(
  'PlanTransferredIn',
  'plan',
  'The plan came from another authority with the child (reg 15); a return does not say on which day.',
  fields({ from: laCode, shownInYear: opt(shownInYear), movedOn: opt(civilDate), awareOn: opt(civilDate) }),
);

export const FamilyToldOfTransfer = defineEvent(
  'FamilyToldOfTransfer',
  'plan',
  'The family was told that the plan was transferred, whether it will be reassessed and when it will be reviewed (reg 15(4)).',
  fields({}),
);

export const PlanTransferredOut = defineEvent(
  'PlanTransferredOut',
  'plan',
  'The plan went with the child to another authority (reg 15(2)).',
  fields({ to: laCode, movedOn: opt(civilDate), awareOn: opt(civilDate) }),
);

export const PlanDetailsChanged = defineEvent(
  'PlanDetailsChanged',
  'plan',
  'Placement, needs, residence, work-based learning or personal budget changed; what is left out stays as it was.',
  fields(contents),
  fields({ settingOther: opt(text) }),
);

// The annual review (s.44, regs 18–22). `review` links the steps of one review.

export const ReviewDue = defineEvent(
  'ReviewDue',
  'plan',
  'The setting was told that a review is due by this date.',
  fields({ review: uuid, dueOn: civilDate, phaseTransfer: opt(flag) }),
);

export const ReviewMeetingNotified = defineEvent(
  'ReviewMeetingNotified',
  'plan',
  'Notice of the review meeting was given (reg 20(3): at least two weeks before).',
  fields({ review: uuid, meetingOn: civilDate }),
);

export const ReviewAdviceCirculated = defineEvent(
  'ReviewAdviceCirculated',
  'plan',
  'The advice obtained was circulated (reg 20(4): at least two weeks before the meeting).',
  fields({ review: uuid, meetingOn: opt(civilDate) }),
);

export const ReviewMeetingHeld = defineEvent(
  'ReviewMeetingHeld',
  'plan',
  'The review meeting was held.',
  fields({ review: uuid, phaseTransfer: opt(flag), attended: opt(Type.Array(shortText)) }),
  fields({ note: opt(text) }),
);

export const ReviewReportSent = defineEvent(
  'ReviewReportSent',
  'plan',
  'The report of the meeting was sent to everyone invited (reg 20(8)–(9)).',
  fields({ review: uuid }),
);

export const ReviewDecisionNotified = defineEvent(
  'ReviewDecisionNotified',
  'plan',
  'The family was told whether the plan is maintained, amended or ceased (reg 20(10)).',
  fields({ review: uuid, outcome: opt(oneOf('maintain', 'amend', 'cease')) }),
  fields({ reasons: opt(text) }),
);

export const AmendmentNoticeServed = defineEvent(
  'AmendmentNoticeServed',
  'plan',
  'The plan with the proposed amendments and the evidence was sent to the family (reg 22(2)); outside a review too (reg 28).',
  fields({ review: opt(uuid), notice: opt(uuid), by: opt(oneOf('email', 'portal', 'post', 'hand')) }),
);

export const FamilyRespondedToAmendments = defineEvent(
  'FamilyRespondedToAmendments',
  'plan',
  'The family answered the amendment notice.',
  fields({ review: opt(uuid), response: oneOf('agreed', 'representations', 'meeting_requested') }),
  fields({ representations: opt(text) }),
);

export const AmendedPlanFinalised = defineEvent(
  'AmendedPlanFinalised',
  'plan',
  'The amended plan was sent to the family (reg 22(3)).',
  fields({ review: opt(uuid), ...contents, phaseTransfer: opt(flag) }),
  fields({ settingOther: opt(text) }),
);

export const DecidedNotToAmend = defineEvent(
  'DecidedNotToAmend',
  'plan',
  'The family was told that the plan will not be amended after all, with the right of appeal (reg 22(4)).',
  fields({ review: opt(uuid) }),
  fields({ reasons: opt(text) }),
);

export const PhaseTransferDue = defineEvent(
  'PhaseTransferDue',
  'plan',
  'The child moves to another phase of education: the amended plan is due by this date (reg 18).',
  fields({
    dueOn: civilDate,
    kind: opt(oneOf('before_15_february', 'before_31_march', 'five_months_before')),
    /** Day of the move, where the limit is five months before it (reg 18(2)). */
    transferOn: opt(civilDate),
  }),
);

export const PhaseTransferCompleted = defineEvent(
  'PhaseTransferCompleted',
  'plan',
  'A return says that the amended plan for the move between phases was sent on this day.',
  fields({}),
);

export const CeaseNoticeSent = defineEvent(
  'CeaseNoticeSent',
  'plan',
  'The family was told that the plan will cease, with the right of appeal (reg 31).',
  fields({}),
  fields({ reasons: opt(text) }),
);

export const PlanCeased = defineEvent(
  'PlanCeased',
  'plan',
  'The plan ceased to be maintained on this day: it is not in force on it.',
  fields({ /** SEN2 CeaseReason, 1–9. */ reason: opt(Type.Integer({ minimum: 1, maximum: 9 })) }),
);

export const ReassessmentRequested = defineEvent(
  'ReassessmentRequested',
  'plan',
  'A reassessment was asked for (s.44(2)); it is a case of its own.',
  fields({ case: uuid, requestedBy: opt(oneOf('parent', 'young_person', 'setting', 'icb', 'authority')) }),
);

export const planEvents = [
  PlanBroughtIntoForce,
  PlanTransferredIn,
  FamilyToldOfTransfer,
  PlanTransferredOut,
  PlanDetailsChanged,
  ReviewDue,
  ReviewMeetingNotified,
  ReviewAdviceCirculated,
  ReviewMeetingHeld,
  ReviewReportSent,
  ReviewDecisionNotified,
  AmendmentNoticeServed,
  FamilyRespondedToAmendments,
  AmendedPlanFinalised,
  DecidedNotToAmend,
  PhaseTransferDue,
  PhaseTransferCompleted,
  CeaseNoticeSent,
  PlanCeased,
  ReassessmentRequested,
] as const;
