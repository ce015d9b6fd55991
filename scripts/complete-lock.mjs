// Completes package-lock.json after `npm install`: npm leaves out those optional packages for other platforms that the
// registry in use does not carry, and `npm ci` then refuses the file ("Missing: … from lock file"). Each is named here
// by its exact version, which the package that wants it gives. It has no checksum: only where it is really installed
// is it fetched at all, and then from the installer's own registry.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/root.mjs';

const path = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const packages = lock.packages;

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

/** Where a package may be installed, from the words of its name (`@swc/core-linux-arm-gnueabihf`). */
const platformOf = (name) => {
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = words.includes('musl') || words.includes('musleabihf') ? ['musl'] : [];
  if (words.includes('gnu') || words.includes('gnueabihf')) libc.push('glibc');
  return os.length && cpu.length ? { cpu, ...(os[0] === 'linux' && libc.length && { libc }), os } : undefined;
};

const added = [];
for (const [wantedBy, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (packages[`${wantedBy}/node_modules/${name}`] || packages[`node_modules/${name}`]) continue;
    const platform = platformOf(name);
    if (!platform || !/^\d+\.\d+\.\d+/.test(version)) {
      console.error(`complete-lock: ${name}@${version} (for ${wantedBy}) is missing, and is for no one platform.`);
      process.exitCode = 1;
      continue;
    }
    const { cpu, ...where } = platform;
    packages[`node_modules/${name}`] = { version, cpu, ...(dev && { dev }), optional: true, ...where };
    added.push(`${name}@${version}`);
  }
}
if (added.length > 0) {
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}
console.error(`complete-lock: ${added.length} added.`);
