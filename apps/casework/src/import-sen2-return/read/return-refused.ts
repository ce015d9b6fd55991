import type { Finding } from './finding.js';

/** Faults in the files as a whole, because of which nothing is imported. */
export class ReturnRefused extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super(findings.map(said).join('\n'));
    this.name = 'ReturnRefused';
  }
}

function said({ file, row, field, text }: Finding): string {
  const where = [file, row === null ? null : `line ${row}`, field === '' ? null : `column ${field}`];
  const place = where.filter((part) => part !== null).join(', ');
  return place === '' ? text : `${place}: ${text}`;
}
