export { ADVICE_POLICIES, AdviceModule, type AdviceModuleOptions } from './advice.module.js';
