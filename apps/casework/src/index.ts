export { CaseworkModule, type CaseworkModuleOptions } from './casework.module.js';
export { CaseworkViewsModule } from './casework-views.module.js';
export { type ImportResult, importReturn, ReturnOutOfOrder } from './import-sen2-return/import-return.js';
export { type Finding, openReturn, ReturnRefused } from './import-sen2-return/read/index.js';
export { caseRecords } from './read-models/case-records.js';
export { READ_MODELS } from './read-models/catch-up.js';
export { caseworkProjections } from './read-models/index.js';
export * as casework from './steps.js';
export { recordOfCase } from './view-a-case/record-of-case.js';
