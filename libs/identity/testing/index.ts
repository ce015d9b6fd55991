export { caseRecordsInLog } from './case-records-in-log.js';
