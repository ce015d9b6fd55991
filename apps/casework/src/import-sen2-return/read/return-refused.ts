import type { Finding } from './finding.js';

/** Faults in the files as a whole, because of which nothing is imported. */
export class ReturnRefused extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super(findings.map(({ file, text }) => (file === null ? text : `${file}: ${text}`)).join('\n'));
    this.name = 'ReturnRefused';
  }
}
