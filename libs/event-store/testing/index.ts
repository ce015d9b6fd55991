export { anEvent } from './an-event.js';
