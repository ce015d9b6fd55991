import { type AdviceState, type CaseState, hasEnded, standingNoPlan, type Step } from '@ehc/pathway';
import { type ClockSettings, DEFAULT_SETTINGS } from '@ehc/statutory-clock';
import { adviceClock } from './advice-clock.js';
import { appealClocks } from './appeal-clocks.js';
import { type ClockReading, isRunning, type Stopped, type StopReason } from './clock-reading.js';
import { exceptionsOf } from './exceptions-of.js';
import { orderClocks, supersedes, type MadeOrder } from './order-clocks.js';
import { readLimit, readTimetable, type Done, type TimetableClock, type Viewpoint } from './read-clock.js';

export interface CaseClocksInput {
  /** Id of the case. */
  readonly id: string;
  readonly state: CaseState;
  /** The requests for advice of the case, by id; left out where they are not at hand. */
  readonly advice?: ReadonlyMap<string, AdviceState>;
  /** The plan of the case as amended since, where it is at hand: an order about its contents is done by that. */
  readonly amended?: readonly Step[];
  readonly settings?: Readonly<ClockSettings>;
  /** Civil date. */
  readonly today: string;
}

/** Every clock that runs, or ran, on a case: its request, advice, drafts, consultations, orders and rights of appeal. */
export const caseClocks = ({ id, state, advice, amended, settings, today }: CaseClocksInput): ClockReading[] => {
  if (!state.requested) return [];
  const view: Viewpoint = { today, settings: settings ?? DEFAULT_SETTINGS, exceptions: exceptionsOf(state) };
  const over = caseOver(state);
  const concluded =
    over ?? stoppedBy('plan_issued', state.issued) ?? stoppedBy('refused_to_issue', standingNoPlan(state));
  return [
    ...(state.kind === 'reassessment' ? reassessmentClocks(id, state, view) : requestClocks(id, state, view)),
    ...[...(advice ?? [])]
      .map(([adviceId, one]) => adviceClock(adviceId, one, view, concluded))
      .filter((one) => one !== null),
    ...state.drafts.map((draft) =>
      readLimit(
        {
          rule: 'A4_DRAFT_WINDOW_15D',
          subject: { kind: 'draft', id: draft.event },
          start: draft.on,
          facts: { draftServed: draft.on },
          endedOn: responseTo(state, draft),
          stopped: over,
        },
        view,
      ),
    ),
    ...state.consultations.map((consultation) => {
      const start = consultation.receivedOn ?? consultation.on;
      return readLimit(
        {
          rule: 'A6_SETTING_RESPONSE_15D',
          subject: { kind: 'consultation', id: consultation.id },
          start,
          facts: { consultationReceived: start },
          done: ['settingReplied', consultation.reply === null ? undefined : consultation.repliedOn],
          stopped: concluded,
        },
        view,
      );
    }),
    ...state.orders.flatMap((made) => orderClocks(made, doneSince(state, made, amended), view, over)),
    ...appealableDecisions(state).flatMap(([decision, stopped]) => appealClocks(decision, view, stopped)),
  ];
};

/**
 * Whether a duty may still run on a case, whatever the day and the settings: it is open, or an order, a concession or an
 * agreement asks for something that is not done. What is recorded on its plan is not looked at.
 */
export const mayHaveDuties = (state: CaseState): boolean => {
  if (state.removed || !state.requested) return false;
  if (!hasEnded(state)) return true;
  const over = caseOver(state);
  const view: Viewpoint = { today: state.requested.on ?? '2014-09-01', settings: DEFAULT_SETTINGS, exceptions: [] };
  return state.orders.some((made) => orderClocks(made, doneSince(state, made), view, over).some(isRunning));
};

/** A1, A3, A5 and A7, or I1 for a young person released from detention. */
const requestClocks = (id: string, state: CaseState, view: Viewpoint): ClockReading[] => {
  const start = startOf(state, view.settings);
  const subject = { kind: 'case' as const, id };
  const over = caseOver(state);
  const superseded = supersededBy(state);
  const refused = state.refusalReversed ? undefined : refusal(state);
  const noPlan = stoppedBy('refused_to_issue', standingNoPlan(state));
  const issuing = stoppedBy('decided_to_issue', state.decidedToIssue) ?? stoppedBy('plan_issued', state.issued);
  const decision: Done = state.firstDecision ? state.firstDecision.on : state.decidedEarlier ? null : undefined;
  // The first step that makes the duty fall away; an order closes what is left of the clocks of the request.
  const stopsDeciding = earliest(over, superseded);
  const stopsNoPlan = earliest(over, superseded, refused, issuing);
  const stopsPlan = earliest(over, superseded, refused, noPlan);

  if (state.route === 'detainee_released') {
    return readTimetable(
      {
        rule: 'I1_DETAINED',
        subject,
        start,
        facts: { attentionOn: start },
        done: {
          notify: { on: decision, stopped: stopsDeciding },
          noPlan: { on: doneOn(state.noPlan), stopped: stopsNoPlan },
          final: { on: doneOn(state.issued), stopped: stopsPlan },
        },
      },
      view,
    );
  }
  const facts = { requestReceived: start };
  return [
    readLimit(
      {
        rule: 'A1_DECIDE_ASSESS_6W',
        subject,
        start,
        facts,
        done: ['decisionNotified', decision],
        stopped: stopsDeciding,
      },
      view,
    ),
    readLimit(
      {
        rule: 'A3_NO_PLAN_16W',
        subject,
        start,
        facts,
        done: ['noPlanNotified', doneOn(state.noPlan)],
        stopped: stopsNoPlan,
      },
      view,
    ),
    readLimit(
      {
        rule: 'A7_DRAFT_TARGET',
        subject,
        start,
        facts,
        done: ['draftServed', doneOn(state.drafts[0] ?? null)],
        stopped: stopsPlan ?? stoppedBy('plan_issued', state.issued),
      },
      view,
    ),
    readLimit(
      {
        rule: 'A5_FINAL_20W',
        subject,
        start,
        facts,
        done: ['planFinalised', doneOn(state.issued)],
        stopped: stopsPlan,
      },
      view,
    ),
  ];
};

/** B1, then B2 and B3 from the day on which the family was told; on the authority's own motion, from its decision. */
const reassessmentClocks = (id: string, state: CaseState, view: Viewpoint): ClockReading[] => {
  const subject = { kind: 'case' as const, id };
  const over = caseOver(state);
  const superseded = supersededBy(state);
  const decision = state.firstDecision;
  const clocks: ClockReading[] = [];
  if (state.route !== 'own_motion') {
    const start = state.requested!.on;
    clocks.push(
      readLimit(
        {
          rule: 'B1_REASSESS_NOTIFY_15D',
          subject,
          start,
          facts: { reassessmentRequestReceived: start },
          done: ['reassessmentDecisionNotified', doneOn(decision)],
          stopped: earliest(over, superseded),
        },
        view,
      ),
    );
  }
  const agreed = decision?.outcome === 'assess' ? decision : state.refusalReversed;
  if (!agreed) return clocks;
  const facts = { reassessmentNotified: agreed.on };
  const noChange = stoppedBy('refused_to_issue', standingNoPlan(state));
  const issued = stoppedBy('plan_issued', state.issued);
  return [
    ...clocks,
    readLimit(
      {
        rule: 'B3_REASSESS_NO_CHANGE',
        subject,
        start: agreed.on,
        facts,
        done: ['noChangeNotified', doneOn(state.noPlan)],
        stopped: earliest(over, superseded, stoppedBy('decided_to_issue', state.decidedToIssue), issued),
      },
      view,
    ),
    readLimit(
      {
        rule: 'B2_REASSESS_FINAL_14W',
        subject,
        start: agreed.on,
        facts,
        done: ['planFinalised', doneOn(state.issued)],
        stopped: earliest(over, superseded, noChange),
      },
      view,
    ),
  ];
};

/** Day 0: the request; on a move, under the setting `moveClock: old_clock`, the request at the first authority. */
const startOf = (state: CaseState, settings: Readonly<ClockSettings>): string | null =>
  settings.moveClock === 'old_clock' && state.movedIn?.originalRequestReceivedOn
    ? state.movedIn.originalRequestReceivedOn
    : state.requested!.on;

/** Why nothing more is due on the case, where it ended other than by a decision or a plan. */
export const caseOver = (state: CaseState): Stopped | undefined =>
  stoppedBy('withdrawn', state.requestWithdrawn) ??
  stoppedBy('withdrawn', state.assessmentWithdrawn) ??
  stoppedBy('moved_out', state.movedOut) ??
  stoppedBy('closed', state.closed);

const refusal = (state: CaseState): Stopped | undefined =>
  state.firstDecision?.outcome === 'refuse' ? stoppedBy('refused_to_assess', state.firstDecision) : undefined;

const supersededBy = (state: CaseState): Stopped | undefined =>
  stoppedBy('superseded', state.orders.find(supersedes) ?? null);

const stoppedBy = (because: StopReason, step: Step | null): Stopped | undefined =>
  step ? { on: step.on, because } : undefined;

/** What stopped the clock first. A day that is not known counts as before the others. */
const earliest = (...stops: readonly (Stopped | undefined)[]): Stopped | undefined =>
  stops
    .filter((stop): stop is Stopped => stop !== undefined)
    .reduce<Stopped | undefined>(
      (first, stop) => (first === undefined || (stop.on ?? '') < (first.on ?? '') ? stop : first),
      undefined,
    );

const doneOn = (step: Step | null | undefined): Done => (step ? step.on : undefined);

/** The family's first answer on or after the day on which a draft was served. */
const responseTo = (state: CaseState, draft: Step): Done =>
  state.responses.find((response) => draft.on === null || response.on === null || response.on >= draft.on)?.on;

/** What has been done since an order of what it asks for. */
const doneSince = (state: CaseState, made: MadeOrder, amended: readonly Step[] = []): TimetableClock['done'] => {
  const since = (step: Step | null | undefined): Done =>
    step && (step.on === null || made.on === null || step.on >= made.on) ? step.on : undefined;
  const issuing = stoppedBy('decided_to_issue', state.decidedToIssue) ?? stoppedBy('plan_issued', state.issued);
  const noPlan = since(state.noPlan) ?? since(state.noPlanAgain);
  const standing = since(standingNoPlan(state));
  return {
    notify: {
      on: [state.refusalReversed, state.firstDecision, state.noPlanReversed, state.noPlanAgainReversed]
        .map(since)
        .find((on) => on !== undefined),
    },
    noPlan: { on: noPlan, stopped: issuing },
    draft: {
      on: state.drafts.map(since).find((on) => on !== undefined),
      stopped: stoppedBy('plan_issued', state.issued),
    },
    final: {
      on: [state.issued, ...amended].map(since).find((on) => on !== undefined),
      stopped: standing === undefined ? undefined : { on: standing, because: 'refused_to_issue' },
    },
  };
};

/** Decisions with a right of appeal, and what ended the family's time for it. */
const appealableDecisions = (state: CaseState): [Step, Stopped | undefined][] => {
  const decisions: [Step, Stopped | undefined][] = [];
  const appealed = (flag: boolean): Stopped | undefined => (flag ? { on: null, because: 'appealed' } : undefined);
  if (state.firstDecision?.outcome === 'refuse') {
    decisions.push([
      state.firstDecision,
      stoppedBy('refusal_reversed', state.refusalReversed) ?? appealed(state.flags.requestTribunal),
    ]);
  }
  if (state.noPlan) {
    decisions.push([
      state.noPlan,
      stoppedBy('refusal_reversed', state.noPlanReversed) ?? appealed(state.flags.assessmentTribunal),
    ]);
  }
  if (state.noPlanAgain) {
    decisions.push([state.noPlanAgain, stoppedBy('refusal_reversed', state.noPlanAgainReversed)]);
  }
  if (state.issued) decisions.push([state.issued, appealed(state.flags.otherTribunal)]);
  return decisions;
};
