// `npm run test:faults -- [--count N] [--seed N]`: the campaign of faults; see docs/how-to/run-the-fault-campaign.md.
import { ensureBuilt, ensureInstalled } from './lib/install.mjs';

ensureInstalled();
ensureBuilt();
await import('../dist/test/faults/main.js');
