export type { Finding, Severity } from './finding.js';
export { MODULES, type ModuleName } from './modules.js';
export { openReturn, type OpenReturnOptions, type ReadProgress } from './open-return.js';
export { ReturnRefused } from './return-refused.js';
export type * from './rows.js';
export { RULE_BY_ID, SEN2_REFUSALS, SEN2_RULES } from './rules/catalogue.js';
export type { Rule } from './rules/rule.js';
export type { FindingTotals, ModuleCount, ReturnHeader, Sen2Return } from './sen2-return.js';
