// A test runner for Stryker that runs pure tests in its own process. Stryker's runner for jest takes 1 to 3 seconds a
// mutant here, most of it to start jest again, and the clock alone has 2,900 of them; this one takes about a tenth.
// All modules are loaded anew for each mutant, so that nothing that one left behind is seen by the next.
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freshModules } from './fresh-modules.mjs';
import { partAsked } from './parts.mjs';
import { testCollector } from './test-collector.mjs';

/** Where Stryker's changes to the code look for the mutant that is to be active, and leave what was covered. */
const stryker = () => (globalThis.__stryker__ ??= {});

class InProcessRunner {
  #root = process.cwd();
  #fresh = freshModules(this.#root);

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    Object.assign(stryker(), { activeMutant: undefined, mutantCoverage: undefined, hitLimit: undefined });
    const results = await this.#run(undefined, { goOn: true });
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: stryker().mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    Object.assign(stryker(), {
      activeMutant: activeMutant.id,
      hitLimit,
      hitCount: hitLimit === undefined ? undefined : 0,
    });
    const tests = await this.#run(testFilter, { goOn: false });
    const { hitCount } = stryker();
    const endless = determineHitLimitReached(hitCount, hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests });
  }

  /** Runs the tests of these ids, or all; without `goOn`, to the first that fails. */
  async #run(ids, { goOn }) {
    const { tests, globals } = testCollector();
    // A mutant that keeps a file from loading is noticed, whatever tests were asked for.
    const load = this.#fresh({ '@jest/globals': globals });
    const loading = await resultOf('the tests load', () => this.#files().forEach((file) => void load(file)));
    if (loading.status === TestStatus.Failed) return [loading];
    const results = [];
    for (const { name, run } of ids ? tests.filter((test) => ids.includes(test.name)) : tests) {
      stryker().currentTestId = name;
      results.push(await resultOf(name, run));
      if (!goOn && results.at(-1).status === TestStatus.Failed) break;
    }
    stryker().currentTestId = undefined;
    return results;
  }

  #files() {
    const folder = join(this.#root, partAsked().tests);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.unit.spec.ts'))
      .toSorted()
      .map((file) => join(folder, file));
  }
}

const resultOf = async (name, run) => {
  const started = performance.now();
  const about = () => ({ id: name, name, timeSpentMs: performance.now() - started });
  try {
    await run();
    return { ...about(), status: TestStatus.Success };
  } catch (error) {
    return { ...about(), status: TestStatus.Failed, failureMessage: String(error?.stack ?? error) };
  }
};

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
