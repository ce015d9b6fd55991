import type { Payload, PathwayEvent } from '../events/catalogue.js';
import { type Fold, foldOf } from './fold.js';

/** A step as it stands: when (null: not known), and the event that says so, which a correction would name. */
export interface Step {
  readonly on: string | null;
  readonly event: string;
  /** Whether a return brought it; what a person recorded is never changed by an import. */
  readonly imported: boolean;
  /** The year of activity of the first return that showed it, where it is an imported step without a date. */
  readonly shownInYear?: number | undefined;
}

export interface ExceptionState extends Payload<'ExceptionRecorded'> {
  readonly recordedOn: string | null;
}

/** The flags of SEN2 on disputes; set by a return, or by what is recorded on the case. */
export interface DisputeFlags {
  requestMediation: boolean;
  requestTribunal: boolean;
  assessmentMediation: boolean;
  assessmentTribunal: boolean;
  otherMediation: boolean;
  otherTribunal: boolean;
}

/** What is known of one request and its assessment: raw dates and codes, no verdicts. */
export interface CaseState {
  child: string | null;
  kind: 'assessment' | 'reassessment';
  route: string | null;
  requested: Step | null;
  /** SEN2 RequestSource 1–5. */
  source: number | null;
  rya: boolean;
  ncYear: number | null;
  lastAssessmentOn: string | null;
  previousPlan: string | null;

  consulted: Step | null;
  /** The first decision on the request. A reversal never rewrites it. */
  firstDecision: (Step & { readonly outcome: 'assess' | 'refuse' }) | null;
  /** SEN2 H: decided before the first return; neither date nor outcome known. */
  decidedEarlier: Step | null;
  requestWithdrawn: Step | null;
  refusalReversed: (Step & { readonly because?: string }) | null;
  /** An assessment was begun: agreed, reversed, or shown by a return. */
  assessmentShown: Step | null;

  /** Decision to issue, made or shown, whether or not the plan is sent yet. */
  decidedToIssue: Step | null;
  /** The first decision on the assessment was not to issue. */
  noPlan: Step | null;
  /** The first reversal of that. */
  noPlanReversed: Step | null;
  /** The latest decision not to issue after such a reversal, and the reversal of it in turn. */
  noPlanAgain: Step | null;
  noPlanAgainReversed: Step | null;
  /** SEN2 H for the assessment. */
  assessedEarlier: Step | null;
  assessmentWithdrawn: Step | null;

  drafts: Step[];
  responses: (Step & { readonly response: string })[];
  consultations: {
    id: string;
    setting: Payload<'SettingConsulted'>['setting'];
    on: string | null;
    receivedOn: string | null;
    repliedOn: string | null;
    reply: string | null;
  }[];
  meetings: Step[];
  issued: (Step & { readonly plan: string }) | null;

  movedOut: (Step & { readonly to: string }) | null;
  movedIn: (Step & { readonly from: string; readonly originalRequestReceivedOn: string | null }) | null;
  closed: (Step & { readonly reason: string }) | null;

  exceptions: ExceptionState[];
  /** Week20 of a return; null where no return spoke of it. */
  exceptionsFlag: boolean | null;
  /** The event that set it. */
  exceptionsFlagEvent: string | null;
  flags: DisputeFlags;
  orders: (Step & { readonly made: 'order' | 'concession' | 'agreement'; readonly payload: object })[];

  needs: { type: string; rank: number }[];
  /** Where the child was taught at the request; once there is a plan, what it names. */
  settings: NonNullable<Payload<'PlanFinalised'>['settings']>;
  caseworker: string | null;
  lastFamilyContactOn: string | null;
  /** Collection years of the returns that hold this request. */
  shownInReturns: number[];
  /** A resubmitted return no longer holds it: it counts nowhere. */
  removed: boolean;
  /** Whether a person recorded any of it, or every event was imported. */
  enteredByPerson: boolean;
}

const initial = (): CaseState => ({
  child: null,
  kind: 'assessment',
  route: null,
  requested: null,
  source: null,
  rya: false,
  ncYear: null,
  lastAssessmentOn: null,
  previousPlan: null,
  consulted: null,
  firstDecision: null,
  decidedEarlier: null,
  requestWithdrawn: null,
  refusalReversed: null,
  assessmentShown: null,
  decidedToIssue: null,
  noPlan: null,
  noPlanReversed: null,
  noPlanAgain: null,
  noPlanAgainReversed: null,
  assessedEarlier: null,
  assessmentWithdrawn: null,
  drafts: [],
  responses: [],
  consultations: [],
  meetings: [],
  issued: null,
  movedOut: null,
  movedIn: null,
  closed: null,
  exceptions: [],
  exceptionsFlag: null,
  exceptionsFlagEvent: null,
  flags: {
    requestMediation: false,
    requestTribunal: false,
    assessmentMediation: false,
    assessmentTribunal: false,
    otherMediation: false,
    otherTribunal: false,
  },
  orders: [],
  needs: [],
  settings: [],
  caseworker: null,
  lastFamilyContactOn: null,
  shownInReturns: [],
  removed: false,
  enteredByPerson: false,
});

/** The step that an event says was taken. */
export const stepOf = (event: PathwayEvent): Step => {
  const shownInYear = (event.payload as { shownInYear?: number }).shownInYear;
  const step = { on: event.happenedOn, event: event.id, imported: event.source === 'imported' };
  return shownInYear === undefined ? step : { ...step, shownInYear };
};

/** A dispute about a refusal sets the flag that SEN2 knows for it, and about the plan's contents the "other" one. */
const disputeFlag = (
  about: Payload<'AppealRecorded'>['about'],
  means: 'Mediation' | 'Tribunal',
): keyof DisputeFlags | null => {
  switch (about) {
    case 'refusal_to_assess':
      return `request${means}`;
    case 'refusal_to_issue':
      return `assessment${means}`;
    case 'plan_contents':
    case 'setting_named':
    case 'refusal_to_amend':
    case 'cease':
      return `other${means}`;
    default:
      return null;
  }
};

const setDisputeFlag = (
  state: CaseState,
  about: Payload<'AppealRecorded'>['about'],
  means: 'Mediation' | 'Tribunal',
) => {
  const flag = disputeFlag(about, means);
  if (flag) state.flags[flag] = true;
};

/** A contact may be recorded after a later one. */
const later = (known: string | null, day: string | null): string | null =>
  known === null || (day !== null && day > known) ? day : known;

/** A reversal belongs to the decision that stands; one without a decision to reverse is the first one's. */
const reverseNoPlan = (state: CaseState, reversal: Step): void => {
  if (state.noPlanAgain) state.noPlanAgainReversed ??= reversal;
  else state.noPlanReversed ??= reversal;
};

const apply = (state: CaseState, event: PathwayEvent): void => {
  if (event.source === 'entered') state.enteredByPerson = true;
  switch (event.type) {
    case 'AssessmentRequested':
      state.requested = stepOf(event);
      state.child = event.payload.child;
      state.kind = event.payload.kind ?? 'assessment';
      state.route = event.payload.route ?? null;
      state.source = event.payload.source ?? null;
      state.rya = event.payload.rya ?? false;
      state.ncYear = event.payload.ncYear ?? null;
      state.lastAssessmentOn = event.payload.lastAssessmentOn ?? null;
      state.previousPlan = event.payload.previousPlan ?? null;
      if (event.payload.needs) state.needs = event.payload.needs;
      if (event.payload.setting) state.settings = [event.payload.setting];
      break;
    case 'FamilyConsulted':
      state.consulted ??= stepOf(event);
      break;
    case 'DecidedToAssess':
      if (!state.firstDecision) state.firstDecision = { ...stepOf(event), outcome: 'assess' };
      else if (state.firstDecision.outcome === 'refuse') state.refusalReversed ??= stepOf(event);
      state.assessmentShown ??= stepOf(event);
      break;
    case 'DecidedNotToAssess':
      state.firstDecision ??= { ...stepOf(event), outcome: 'refuse' };
      break;
    case 'DecidedEarlier':
      if (event.payload.about === 'request') state.decidedEarlier ??= stepOf(event);
      else state.assessedEarlier ??= stepOf(event);
      break;
    case 'AssessmentUnderWay':
      state.assessmentShown ??= stepOf(event);
      break;
    case 'RefusalReversed':
      if (event.payload.about === 'assess') {
        state.refusalReversed ??= { ...stepOf(event), because: event.payload.because };
        state.assessmentShown ??= stepOf(event);
      } else reverseNoPlan(state, stepOf(event));
      break;
    case 'RequestWithdrawn':
      state.requestWithdrawn = stepOf(event);
      break;
    case 'AssessmentWithdrawn':
      state.assessmentWithdrawn = stepOf(event);
      break;
    case 'MovedOut':
      state.movedOut = { ...stepOf(event), to: event.payload.to };
      break;
    case 'MovedIn':
      state.movedIn = {
        ...stepOf(event),
        from: event.payload.from,
        originalRequestReceivedOn: event.payload.originalRequestReceivedOn ?? null,
      };
      break;
    case 'CaseClosed':
      state.closed = { ...stepOf(event), reason: event.payload.reason };
      break;
    case 'ExceptionRecorded':
      state.exceptions.push({ ...event.payload, recordedOn: event.happenedOn });
      break;
    case 'ExceptionEnded':
      state.exceptions = state.exceptions.map((exception) =>
        exception.exception === event.payload.exception && event.happenedOn !== null
          ? { ...exception, to: event.happenedOn }
          : exception,
      );
      break;
    case 'ExceptionsFlagReported':
      state.exceptionsFlag = event.payload.applies;
      state.exceptionsFlagEvent = event.id;
      break;
    case 'DecidedToIssuePlan':
      if (state.noPlan && !state.decidedToIssue) reverseNoPlan(state, stepOf(event));
      state.decidedToIssue ??= stepOf(event);
      break;
    case 'DecidedNotToIssuePlan':
      if (!state.noPlan) state.noPlan = stepOf(event);
      else if (state.noPlanReversed && !standingNoPlan(state)) {
        state.noPlanAgain = stepOf(event);
        state.noPlanAgainReversed = null;
      }
      break;
    case 'DraftPlanServed':
    case 'DraftPlanReissued':
      state.drafts.push(stepOf(event));
      break;
    case 'FamilyResponded':
      state.responses.push({ ...stepOf(event), response: event.payload.response });
      break;
    case 'SettingConsulted':
      state.consultations.push({
        id: event.payload.consultation,
        setting: event.payload.setting,
        on: event.happenedOn,
        receivedOn: event.payload.receivedOn ?? null,
        repliedOn: null,
        reply: null,
      });
      break;
    case 'SettingReplied':
      state.consultations = state.consultations.map((consultation) =>
        consultation.id === event.payload.consultation
          ? { ...consultation, repliedOn: event.happenedOn, reply: event.payload.reply }
          : consultation,
      );
      break;
    case 'MeetingHeld':
      state.meetings.push(stepOf(event));
      state.lastFamilyContactOn = later(state.lastFamilyContactOn, event.happenedOn);
      break;
    case 'PlanFinalised':
      state.issued ??= { ...stepOf(event), plan: event.payload.plan };
      if (event.payload.needs) state.needs = event.payload.needs;
      if (event.payload.settings) state.settings = event.payload.settings;
      break;
    case 'CaseworkerAssigned':
      state.caseworker = event.payload.caseworker;
      break;
    case 'FamilyContacted':
      state.lastFamilyContactOn = later(state.lastFamilyContactOn, event.happenedOn);
      break;
    case 'MediationRecorded':
      setDisputeFlag(state, event.payload.about, 'Mediation');
      break;
    case 'AppealRecorded':
      setDisputeFlag(state, event.payload.about, 'Tribunal');
      break;
    case 'OrderMade':
      setDisputeFlag(state, event.payload.about, 'Tribunal');
      state.orders.push({ ...stepOf(event), made: 'order', payload: event.payload });
      break;
    case 'ConcessionMade':
      setDisputeFlag(state, event.payload.about, 'Tribunal');
      state.orders.push({ ...stepOf(event), made: 'concession', payload: event.payload });
      break;
    case 'AgreementReached':
      setDisputeFlag(state, event.payload.about, 'Mediation');
      state.orders.push({ ...stepOf(event), made: 'agreement', payload: event.payload });
      break;
    case 'DisputeFlagsReported':
      Object.assign(state.flags, event.payload);
      break;
    case 'ShownInReturn':
      if (!state.shownInReturns.includes(event.payload.collectionYear)) {
        state.shownInReturns.push(event.payload.collectionYear);
      }
      state.removed = false;
      break;
    case 'RemovedFromReturn':
      // Another year's return may still hold it.
      state.shownInReturns = state.shownInReturns.filter((year) => year !== event.payload.collectionYear);
      state.removed = state.shownInReturns.length === 0;
      break;
    default:
      break;
  }
};

/** Folds a case stream, corrections applied, into what is known of it. */
export const foldCase: Fold<CaseState> = foldOf(initial, apply);

/** Whether a refusal was overturned, so that the plan that came of it is kept out of the 20-week figures. */
export const isOverturned = (state: CaseState): boolean =>
  state.flags.requestMediation ||
  state.flags.requestTribunal ||
  state.flags.assessmentMediation ||
  state.flags.assessmentTribunal ||
  state.firstDecision?.outcome === 'refuse' ||
  state.noPlan !== null;

/** The decision not to issue a plan that stands: the first, or one made again after that was reversed. */
export const standingNoPlan = (state: CaseState): Step | null => {
  if (state.noPlanAgain) return state.noPlanAgainReversed ? null : state.noPlanAgain;
  return state.noPlanReversed ? null : state.noPlan;
};

/** Whether a case came to a plan, a refusal or another end, as far as is recorded. */
export const hasEnded = (state: CaseState): boolean => {
  if (state.issued || state.requestWithdrawn || state.assessmentWithdrawn || state.movedOut || state.closed)
    return true;
  if (state.assessedEarlier) return true;
  if (standingNoPlan(state)) return true;
  if (state.firstDecision?.outcome === 'refuse' && !state.refusalReversed) return true;
  return state.decidedEarlier !== null && state.assessmentShown === null;
};
