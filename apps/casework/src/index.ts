export { type ImportResult, importReturn, ReturnOutOfOrder } from './import-sen2-return/import-return.js';
export { type Finding, openReturn, ReturnRefused } from './import-sen2-return/read/index.js';
export { caseworkProjections } from './read-models/index.js';
