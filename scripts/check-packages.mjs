// Looks at the packages of others that the service is made of: that the lock file lets in only what it names, and that no
// serious advisory is known about what runs in production. An advisory that does not concern us is accepted for a while in
// scripts/accepted-advisories.json: { "advisory": "GHSA-…", "reason": "…", "until": "YYYY-MM-DD" }.
//
// The advisories come from the registry. One that gives none is told of, not passed over; with EHC_AUDIT=required that
// is a failure.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { advisoryFaults } from './lib/advisories.mjs';
import { lockFaults } from './lib/lock-faults.mjs';
import { root } from './lib/root.mjs';

const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));

/** What the registry knows, or why that cannot be said. */
const audit = () => {
  const args = ['audit', '--json', '--omit=dev', '--package-lock-only'];
  const { stdout, error } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 1e8,
    shell: process.platform === 'win32',
  });
  try {
    const report = JSON.parse(stdout);
    return report.vulnerabilities ? { report } : { why: report.message ?? report.error?.summary ?? 'no reason given' };
  } catch {
    return { why: error?.message ?? 'npm audit printed no report' };
  }
};

const lock = read('package-lock.json');
const faults = lockFaults(lock, read('package.json'));
console.error(`${Object.keys(lock.packages).length - 1} packages in the lock file.`);

const { report, why } = audit();
if (report) {
  faults.push(
    ...advisoryFaults(report, read('scripts/accepted-advisories.json'), new Date().toISOString().slice(0, 10)),
  );
  console.error('Advisories about packages in production were looked up.');
} else {
  console.error(`NOT AUDITED: the registry in use gives no advisories (${why}).`);
  if (process.env.EHC_AUDIT === 'required') faults.push('advisories are required (EHC_AUDIT), and there were none');
}
for (const fault of faults) console.error(`- ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
