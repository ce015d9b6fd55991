#!/usr/bin/env node
// The command `ehc`: makes sure that the code is installed and built, then hands over to apps/ehc.
import { ensureBuilt, ensureInstalled } from '../scripts/lib/install.mjs';

ensureInstalled();
ensureBuilt();
await import('../dist/apps/ehc/src/main.js');
