/**
 * How a step is recorded. Knows streams, steps and who asks; nothing of cases or plans: the apps say
 * what their streams and steps are.
 */
export { CLOCK, type Clock } from '@ehc/platform';
export { asPathwayEvents, decideStep, type StepTaken, type StreamBefore } from './decide-step.js';
export { deriveId } from './derive-id.js';
export { fact, type Fact, type FactOf, type Of, type SealedPayload } from './fact.js';
export * from './fields.js';
export { GivenFor, type Given } from './given.js';
export { settingsOf } from './authority-settings.js';
export { pathwayEvents } from './pathway-events.js';
export { refused } from './problem.js';
export { readOwn } from './read-own.js';
export { Recorded } from './recorded.js';
export { Recorder } from './recorder.js';
export { Records, RecordsSteps } from './records.js';
export { RecordStep } from './record-step.js';
export { RecordStepHandler } from './record-step.handler.js';
export { type Infrastructure, RecordingModule } from './recording.module.js';
export * from './refusal.js';
export { type EventInPlain, inEnvelopes, sealed } from './seal-facts.js';
export * from './step.js';
export { StepRequest } from './step-request.js';
export { defineStream, type MayFollow, type StreamDefinition } from './stream.js';
export {
  ApproveCorrection,
  type Consequence,
  correctionSteps,
  DeclineCorrection,
  RequestCorrection,
} from './correction/correction-steps.js';
export { Corrector, RecordedCorrection } from './correction/corrector.js';
export {
  type CorrectedRecord,
  PUBLISHED_FIGURES,
  type PublishedFigures,
  TouchedFigure,
} from './correction/published-figures.js';
export { followCorrections } from './correction/follow-a-correction.js';
export { violations } from './correction/violations.js';
export { dayNotAfter, dayNotBefore, notBefore } from './dates-in-order.js';
export { asFollower, followOnce } from './policies/follow-the-log.js';
export { CORRECTIONS, correctionMade, type CorrectionMade } from './policies/correction-made.js';
export { eventIdOf } from './event-id-of.js';
export { policiesRunner } from './policies/policies-runner.js';
export { type Policy, policyCaller } from './policies/policy.js';
