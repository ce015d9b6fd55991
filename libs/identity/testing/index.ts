export { adviceAskedInLog } from './advice-asked-in-log.js';
