// `npm run bench -- NAME [--json]`: measures one thing, against a baseline of the same run.
import { ensureBuilt, ensureInstalled } from './lib/install.mjs';

ensureInstalled();
ensureBuilt();
await import('../dist/test/bench/main.js');
