import { Type } from '@sinclair/typebox';
import { defineEvent, fields } from './define-event.js';
import {
  attendance,
  calendarYear,
  civilDate,
  decisionRoute,
  disputeAbout,
  flag,
  laCode,
  need,
  oneOf,
  opt,
  setting,
  shortText,
  shownInYear,
  text,
  uuid,
} from './schemas.js';

export const AssessmentRequested = defineEvent(
  'AssessmentRequested',
  'case',
  'A request for an EHC needs assessment was received, or the authority became responsible; day 0 of the clocks (s.36(1), s.24).',
  fields({
    child: uuid,
    kind: opt(oneOf('assessment', 'reassessment')),
    /** How it came (statutory-rules.md §1.1, S0). */
    route: opt(oneOf('request', 'brought_to_attention', 'own_motion', 'detainee_released')),
    requestedBy: opt(
      oneOf(
        'parent',
        'young_person',
        'school',
        'post_16',
        'early_years',
        'gp',
        'health_visitor',
        'health_body',
        'social_care',
        'authority',
        'other',
      ),
    ),
    /** SEN2 RequestSource: 1 young person or parent, 2 education setting, 3 health, 4 social care, 5 other. */
    source: opt(Type.Integer({ minimum: 1, maximum: 5 })),
    /** Received while in relevant youth accommodation. */
    rya: opt(flag),
    /** National curriculum year at the request, for the advice that must be sought (reg 6(1)(g)). */
    ncYear: opt(Type.Integer({ minimum: -2, maximum: 14 })),
    setting: opt(setting),
    needs: opt(Type.Array(need)),
    previousPlan: opt(uuid),
    lastAssessmentOn: opt(civilDate),
    arrivedBy: opt(oneOf('hand', 'signed_for', 'first_class', 'email', 'portal')),
  }),
  fields({ note: opt(text), requesterName: opt(shortText), schoolName: opt(shortText) }),
);

export const FamilyConsulted = defineEvent(
  'FamilyConsulted',
  'case',
  'The family was asked for its views and invited to send evidence (s.36(4), (7)).',
  fields({ method: opt(oneOf('letter', 'email', 'telephone', 'meeting', 'portal')) }),
  fields({ views: opt(text) }),
);

const decision = {
  route: opt(decisionRoute),
  tookPart: opt(attendance),
  /** The limbs of the legal test and what was found (s.36(8), s.37(1)). */
  test: opt(Type.Record(Type.String({ maxLength: 80 }), oneOf('met', 'not_met', 'unclear'))),
  /** Day on which it was decided, where that is not the day on which the family was told. */
  decidedOn: opt(civilDate),
};
const reasoning = { reasons: opt(text), evidenceSeen: opt(text), questionsAsked: opt(text) };

export const DecidedToAssess = defineEvent(
  'DecidedToAssess',
  'case',
  'The family was told that an assessment will be made (reg 5(1)).',
  fields(decision),
  fields(reasoning),
);

export const DecidedNotToAssess = defineEvent(
  'DecidedNotToAssess',
  'case',
  'The family was told that no assessment will be made, with reasons and the right of appeal (reg 5(1), (3)).',
  fields(decision),
  fields(reasoning),
);

export const DecidedEarlier = defineEvent(
  'DecidedEarlier',
  'case',
  'A decision made before the first return that shows it: neither its date nor its outcome is known (SEN2 outcome H).',
  fields({ about: oneOf('request', 'assessment'), shownInYear }),
);

export const AssessmentUnderWay = defineEvent(
  'AssessmentUnderWay',
  'case',
  'A return shows an assessment, so one was begun, whatever became of the first decision; undated.',
  fields({ shownInYear }),
);

export const RefusalReversed = defineEvent(
  'RefusalReversed',
  'case',
  'A refusal to assess or to issue was reversed; the case is open again from the original request.',
  fields({
    about: oneOf('assess', 'issue'),
    because: oneOf('authority_reconsidered', 'mediation', 'concession', 'order', 'agreement', 'not_known'),
    shownInYear: opt(shownInYear),
  }),
  fields({ reasons: opt(text) }),
);

export const RequestWithdrawn = defineEvent(
  'RequestWithdrawn',
  'case',
  'The request was withdrawn, or ceased, before a decision whether to assess.',
  fields({ by: opt(oneOf('parent', 'young_person', 'requester', 'not_known')) }),
  fields({ note: opt(text) }),
);

export const AssessmentWithdrawn = defineEvent(
  'AssessmentWithdrawn',
  'case',
  'The assessment was withdrawn, or ceased, before a decision whether to issue a plan.',
  fields({ by: opt(oneOf('parent', 'young_person', 'not_known')) }),
  fields({ note: opt(text) }),
);

export const MovedOut = defineEvent(
  'MovedOut',
  'case',
  'The child moved to another authority before the assessment was complete (SEN2 Exported).',
  fields({ to: laCode }),
);

export const MovedIn = defineEvent(
  'MovedIn',
  'case',
  'The child moved here while another authority was assessing; the old case is linked (statutory-rules.md §5, 8).',
  fields({ from: laCode, originalRequestReceivedOn: opt(civilDate), linkedCase: opt(uuid) }),
);

export const CaseClosed = defineEvent(
  'CaseClosed',
  'case',
  'The case ended in another way than by a plan, a refusal, a withdrawal or a move.',
  fields({ reason: oneOf('died', 'aged_out', 'superseded', 'opened_in_error') }),
  fields({ note: opt(text) }),
);

export const ExceptionRecorded = defineEvent(
  'ExceptionRecorded',
  'case',
  'A circumstance that lifts a time limit (statutory-rules.md §2.2), with its dates, evidence and approval.',
  fields({
    exception: uuid,
    kind: Type.String({ maxLength: 60 }),
    impractical: flag,
    from: opt(civilDate),
    to: opt(civilDate),
    adviceRequestedOn: opt(civilDate),
    closedFrom: opt(civilDate),
    reopensOn: opt(civilDate),
    missedOn: opt(civilDate),
    body: opt(shortText),
    approvedBy: opt(shortText),
    familyToldOn: opt(civilDate),
  }),
  fields({ reason: opt(text), evidence: opt(text) }),
);

export const ExceptionEnded = defineEvent(
  'ExceptionEnded',
  'case',
  'The circumstance came to its end on this day.',
  fields({ exception: uuid }),
);

export const ExceptionsFlagReported = defineEvent(
  'ExceptionsFlagReported',
  'case',
  'A return said whether exceptions to the 20-week limit apply (SEN2 Week20: 1 = they do), without their dates.',
  fields({ applies: flag }),
);

export const DecidedToIssuePlan = defineEvent(
  'DecidedToIssuePlan',
  'case',
  'It was decided that a plan will be issued.',
  fields({ ...decision, shownInYear: opt(shownInYear) }),
  fields(reasoning),
);

export const DecidedNotToIssuePlan = defineEvent(
  'DecidedNotToIssuePlan',
  'case',
  'The family was told that no plan will be issued, with reasons and the right of appeal (reg 10(1), (3)).',
  fields(decision),
  fields(reasoning),
);

export const DraftPlanServed = defineEvent(
  'DraftPlanServed',
  'case',
  'The draft plan was served on the family, Section I blank, with notice of the right to make representations (s.38, reg 13(1)).',
  fields({ version: opt(Type.Integer({ minimum: 1 })), by: opt(oneOf('email', 'portal', 'post', 'hand')) }),
);

export const DraftPlanReissued = defineEvent(
  'DraftPlanReissued',
  'case',
  'A changed draft was served; the family has a new window.',
  fields({ version: opt(Type.Integer({ minimum: 2 })), by: opt(oneOf('email', 'portal', 'post', 'hand')) }),
  fields({ changes: opt(text) }),
);

export const FamilyResponded = defineEvent(
  'FamilyResponded',
  'case',
  'The family answered the draft plan.',
  fields({
    response: oneOf('agreed', 'representations', 'meeting_requested'),
    settingRequested: opt(setting),
    personalBudgetRequested: opt(flag),
  }),
  fields({ representations: opt(text) }),
);

export const SettingConsulted = defineEvent(
  'SettingConsulted',
  'case',
  'A school, college or other setting was consulted on being named (s.39, s.40).',
  fields({ consultation: uuid, setting, receivedOn: opt(civilDate) }),
  fields({ settingName: opt(shortText) }),
);

export const SettingReplied = defineEvent(
  'SettingReplied',
  'case',
  'The setting answered the consultation.',
  fields({ consultation: uuid, reply: oneOf('can_meet_need', 'cannot_meet_need', 'full', 'more_information_needed') }),
  fields({ reasons: opt(text) }),
);

export const MeetingHeld = defineEvent(
  'MeetingHeld',
  'case',
  'A meeting with the family was held.',
  fields({ purpose: oneOf('draft_plan', 'way_forward', 'co_production', 'getting_to_know_you', 'other') }),
  fields({ note: opt(text) }),
);

export const PlanFinalised = defineEvent(
  'PlanFinalised',
  'case',
  'The final plan was sent to the family, the setting and the ICB (reg 13(2), 14).',
  fields({
    plan: uuid,
    settings: opt(Type.Array(setting)),
    settingType: opt(shortText),
    sections: opt(Type.Array(Type.String({ maxLength: 2 }))),
    needs: opt(Type.Array(need)),
    residential: opt(Type.String({ maxLength: 4 })),
    workBasedLearning: opt(Type.String({ maxLength: 8 })),
    personalBudget: opt(flag),
    organisedArrangements: opt(flag),
    directPayments: opt(Type.String({ maxLength: 8 })),
    sentTo: opt(Type.Array(oneOf('family', 'setting', 'icb'))),
    shownInYear: opt(shownInYear),
  }),
  fields({ settingOther: opt(text) }),
);

export const CaseworkerAssigned = defineEvent(
  'CaseworkerAssigned',
  ['case', 'plan'],
  'The case was given to a caseworker.',
  fields({ caseworker: shortText, team: opt(shortText) }),
);

export const FamilyContacted = defineEvent(
  'FamilyContacted',
  ['case', 'plan'],
  'Somebody spoke with or wrote to the family; after a refusal too (product.md A6).',
  fields({
    method: oneOf('telephone', 'meeting', 'email', 'letter', 'video', 'portal'),
    about: opt(oneOf('refusal', 'progress', 'delay', 'draft', 'exception', 'review', 'other')),
    metChild: opt(flag),
  }),
  fields({ note: opt(text) }),
);

// Disputes are recorded in the stream of the decision that they challenge.

export const MediationRecorded = defineEvent(
  'MediationRecorded',
  ['case', 'plan'],
  'A step of mediation: adviser contacted, certificate issued, meeting held, or agreement reached or not.',
  fields({
    about: disputeAbout,
    step: oneOf('adviser_contacted', 'requested', 'arranged', 'held', 'certificate_issued', 'ended'),
    outcome: opt(oneOf('agreed', 'partly_agreed', 'not_agreed', 'declined')),
  }),
  fields({ note: opt(text) }),
);

export const AppealRecorded = defineEvent(
  'AppealRecorded',
  ['case', 'plan'],
  'A step of an appeal to the First-tier Tribunal (s.51).',
  fields({
    about: disputeAbout,
    step: oneOf('registered', 'response_sent', 'heard', 'withdrawn', 'decided'),
    outcome: opt(oneOf('allowed', 'partly_allowed', 'dismissed', 'struck_out', 'conceded', 'consent_order')),
    reference: opt(shortText),
  }),
  fields({ note: opt(text) }),
);

const limits = fields({
  notify: opt(civilDate),
  noPlan: opt(civilDate),
  draft: opt(civilDate),
  final: opt(civilDate),
});

export const OrderMade = defineEvent(
  'OrderMade',
  ['case', 'plan'],
  'The Tribunal ordered (reg 44); a date that the order sets itself wins.',
  fields({
    about: disputeAbout,
    order: oneOf('assess', 'plan', 'reconsider', 'amend', 'name', 'continue', 'dismiss_cease', 'dismissed'),
    directed: opt(limits),
    amended: opt(flag),
  }),
);

export const ConcessionMade = defineEvent(
  'ConcessionMade',
  ['case', 'plan'],
  'The authority told the Tribunal, before its response, that it will not oppose the appeal (reg 45).',
  fields({ about: disputeAbout, concession: oneOf('assess', 'plan', 'amend', 'name') }),
);

export const AgreementReached = defineEvent(
  'AgreementReached',
  ['case', 'plan'],
  'A mediation agreement was made (reg 42).',
  fields({
    about: disputeAbout,
    agreementType: oneOf('assess', 'plan', 'amend', 'name', 'other'),
    agreedWeeks: opt(Type.Integer({ minimum: 0 })),
  }),
  fields({ terms: opt(text) }),
);

export const DisputeFlagsReported = defineEvent(
  'DisputeFlagsReported',
  'case',
  'What a return says of mediation and tribunal; flags left out stay as they were.',
  fields({
    requestMediation: opt(flag),
    requestTribunal: opt(flag),
    assessmentMediation: opt(flag),
    assessmentTribunal: opt(flag),
    otherMediation: opt(flag),
    otherTribunal: opt(flag),
  }),
);

// Corrections: nothing is edited; a later event names the one that it corrects.

export const CorrectionRequested = defineEvent(
  'CorrectionRequested',
  ['case', 'plan', 'child', 'advice'],
  'Somebody asked that an earlier event be corrected; another person must approve.',
  fields({
    correction: uuid,
    event: uuid,
    /** `happenedOn`, or the name of a field of the open payload; `*` to strike the whole event out. */
    field: shortText,
    old: Type.Unknown(),
    new: Type.Unknown(),
  }),
  /** Of a sealed field the values are here, and null above. */
  fields({ reason: text, old: opt(Type.Unknown()), new: opt(Type.Unknown()) }),
);

export const CorrectionDeclined = defineEvent(
  'CorrectionDeclined',
  ['case', 'plan', 'child', 'advice'],
  'The correction was not approved.',
  fields({ correction: uuid }),
  fields({ reason: opt(text) }),
);

export const FactCorrected = defineEvent(
  'FactCorrected',
  ['case', 'plan', 'child', 'advice'],
  'A field of an earlier event was wrong; this is the right value.',
  fields({
    event: uuid,
    field: shortText,
    old: Type.Unknown(),
    new: Type.Unknown(),
    correction: opt(uuid),
    requestedBy: opt(shortText),
    approvedBy: opt(shortText),
    /** Why, where a return corrected it: a code, never free text. */
    because: opt(oneOf('resubmitted_return', 'later_return', 'mistake')),
  }),
  /** Of a sealed field the values are here, and null above. */
  fields({ reason: opt(text), old: opt(Type.Unknown()), new: opt(Type.Unknown()) }),
);

export const EventStruckOut = defineEvent(
  'EventStruckOut',
  ['case', 'plan', 'child', 'advice'],
  'An earlier event should not have been recorded: it did not happen, or another thing happened.',
  fields({
    event: uuid,
    correction: opt(uuid),
    requestedBy: opt(shortText),
    approvedBy: opt(shortText),
    because: opt(oneOf('resubmitted_return', 'later_return', 'mistake')),
  }),
  fields({ reason: opt(text) }),
);

export const RemovedFromReturn = defineEvent(
  'RemovedFromReturn',
  ['case', 'plan'],
  'A resubmitted return no longer holds this request or plan: it counts nowhere.',
  fields({ return: uuid, collectionYear: calendarYear }),
);

export const ShownInReturn = defineEvent(
  'ShownInReturn',
  ['case', 'plan'],
  'A SEN2 return holds this request or plan, so that a resubmission without it can be told from a gap.',
  fields({
    return: uuid,
    /** The `Year` of the return's header: the January of its census. */
    collectionYear: calendarYear,
    censusOn: opt(civilDate),
    /** For a plan: whether it stood among the active plans, with its latest review as this return gave it. */
    active: opt(flag),
    review: opt(
      fields({
        meetingOn: opt(civilDate),
        outcome: opt(oneOf('maintain', 'amend', 'cease')),
        decidedOn: opt(civilDate),
      }),
    ),
  }),
);

export const caseEvents = [
  AssessmentRequested,
  FamilyConsulted,
  DecidedToAssess,
  DecidedNotToAssess,
  DecidedEarlier,
  AssessmentUnderWay,
  RefusalReversed,
  RequestWithdrawn,
  AssessmentWithdrawn,
  MovedOut,
  MovedIn,
  CaseClosed,
  ExceptionRecorded,
  ExceptionEnded,
  ExceptionsFlagReported,
  DecidedToIssuePlan,
  DecidedNotToIssuePlan,
  DraftPlanServed,
  DraftPlanReissued,
  FamilyResponded,
  SettingConsulted,
  SettingReplied,
  MeetingHeld,
  PlanFinalised,
  CaseworkerAssigned,
  FamilyContacted,
  MediationRecorded,
  AppealRecorded,
  OrderMade,
  ConcessionMade,
  AgreementReached,
  DisputeFlagsReported,
  CorrectionRequested,
  CorrectionDeclined,
  FactCorrected,
  EventStruckOut,
  RemovedFromReturn,
  ShownInReturn,
] as const;
