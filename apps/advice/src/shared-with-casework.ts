/**
 * What advice and casework share: how a step is recorded, how a policy follows the log, and the clock of a request for
 * advice. The one place that reaches into the other app; it goes when these folders move to a library of their own.
 */
export * from '../../casework/src/recording/index.js';
export { adviceClock } from '../../casework/src/clocks/advice-clock.js';
export { dayNotBefore, notBefore } from '../../casework/src/order-of-steps/dates.js';
export { policiesRunner } from '../../casework/src/policies/policies-runner.js';
export { type Policy, policyCaller } from '../../casework/src/policies/policy.js';
