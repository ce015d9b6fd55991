export { anEvent } from './an-event.js';
export { keyStoreContract, type KeyStoreUnderTest } from './key-store-contract.js';
