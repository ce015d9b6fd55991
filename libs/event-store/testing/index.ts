export { anEvent } from './an-event.js';
export { eventStoreContract, type EventStoreUnderTest } from './event-store-contract.js';
export { keyStoreContract, type KeyStoreUnderTest } from './key-store-contract.js';
