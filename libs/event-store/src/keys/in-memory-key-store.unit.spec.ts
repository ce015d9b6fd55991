import { keyStoreContract } from '../../testing/key-store-contract.js';
import { InMemoryKeyStore } from './in-memory-key-store.js';

keyStoreContract('InMemoryKeyStore', async () => ({ keys: new InMemoryKeyStore(), close: async () => {} }));
