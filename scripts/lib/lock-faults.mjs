// What a lock file must not hold: packages from elsewhere, packages that could change under their version, and programs
// that would run as soon as they are installed.

const REGISTRY = 'https://registry.npmjs.org/';

/** Versions that name no place: `^1.2.3`, `1.2.3 - 2`, `npm:other@1.2.3`. */
const ORDINARY = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?[\w.^~<>=*| -]+$/;

/**
 * The faults of a lock file, in words; none where it is good.
 *
 * @param {{ lockfileVersion: number, packages: Record<string, object> }} lock
 * @param {Record<string, any>} manifest package.json
 */
export const lockFaults = (lock, manifest) => [
  ...(lock.lockfileVersion === 3 ? [] : [`the lock file has version ${lock.lockfileVersion}, not 3`]),
  ...['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.entries(manifest[kind] ?? {})
      .filter(([, version]) => !ORDINARY.test(version))
      .map(([name, version]) => `${name} is taken from ${version}, not from the registry`),
  ),
  ...Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .flatMap(([path, entry]) => faultsOf(path, entry, manifest.allowScripts ?? {})),
];

const faultsOf = (path, { version, resolved, integrity, link, optional, os, hasInstallScript }, allowed) => {
  const name = path.split('node_modules/').pop();
  // scripts/complete-lock.mjs names packages for other platforms that the registry in use does not carry.
  const isForOthers = optional && os && integrity === undefined;
  return [
    ...(link ? [`${name} is a link`] : []),
    ...(resolved === undefined || resolved.startsWith(REGISTRY) ? [] : [`${name} comes from ${resolved}`]),
    ...(isForOthers || /^sha512-[\w+/]{86}==$/.test(integrity ?? '') ? [] : [`${name}@${version} has no checksum`]),
    ...(hasInstallScript && allowed[name] === undefined
      ? [`${name} runs a program when it is installed, of which "allowScripts" in package.json says nothing`]
      : []),
  ];
};
