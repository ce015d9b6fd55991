export { ADVICE_POLICIES, AdviceModule, type AdviceModuleOptions } from './advice.module.js';
export * as advice from './steps.js';
