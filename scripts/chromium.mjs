// Prints the path of the browser for tests of pages, and installs it before where it is not there.
import { ensureChromium } from './lib/chromium.mjs';

try {
  console.log(ensureChromium());
} catch (error) {
  console.error(`ehc: ${error.message}`);
  process.exitCode = 1;
}
