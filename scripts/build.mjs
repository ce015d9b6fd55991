import { ensureBuilt, ensureInstalled } from './lib/install.mjs';

ensureInstalled();
ensureBuilt();
