// Loads the TypeScript of a project as often as wanted, each time as if for the first time, in a few milliseconds: each
// file is compiled once, as CommonJS, since Node.js cannot load an ES module anew.
import { transformSync } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

const ALIAS = /^@ehc\/([a-z-]+)(\/testing)?$/;

/**
 * @param {string} root folder of the project
 * @returns a function that answers a `require` with nothing loaded yet; `given` are modules that are handed out as they are
 */
export const freshModules = (root) => {
  const scripts = new Map();
  const paths = new Map();
  const packages = createRequire(join(root, 'package.json'));

  const compile = (path) => {
    const { code } = transformSync(readFileSync(path, 'utf8'), {
      filename: path,
      configFile: false,
      swcrc: false,
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        keepClassNames: true,
      },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    });
    return new Script(`(function (exports, require) {${code}\n})`, { filename: path });
  };
  const scriptOf = (path) => {
    if (!scripts.has(path)) scripts.set(path, compile(path));
    return scripts.get(path);
  };

  /** Path of one of our own files; null for a package. */
  const find = (name, from) => {
    const key = `${from}\0${name}`;
    if (!paths.has(key)) paths.set(key, look(name, from));
    return paths.get(key);
  };
  const look = (name, from) => {
    if (name.startsWith('.') || name.startsWith('/'))
      return join(name.startsWith('/') ? '/' : from, name).replace(/\.js$/, '.ts');
    const [, part, testing] = ALIAS.exec(name) ?? [];
    if (part === undefined) return null;
    const folder = ['libs', 'apps'].map((one) => join(root, one, part)).find(existsSync);
    return join(folder, testing ? 'testing/index.ts' : 'src/index.ts');
  };

  return (given) => {
    const loaded = new Map();
    const requireFrom = (from) => (name) => {
      if (Object.hasOwn(given, name)) return given[name];
      const path = find(name, from);
      if (path === null) return packages(name);
      if (!loaded.has(path)) {
        const exports = {};
        loaded.set(path, exports);
        scriptOf(path).runInThisContext()(exports, requireFrom(dirname(path)));
      }
      return loaded.get(path);
    };
    return requireFrom(root);
  };
};
