import { formatCivilDate } from '@ehc/statutory-clock';
import { setFlagsFromString } from 'node:v8';
import { progressLine } from '../command-line/progress-line.js';
import { withInstallation } from '../installation/with-installation.js';
import { type Simulated, simulateAuthority } from './simulate-authority.js';
import { codeOf, nameOf, termsOf } from './terms.js';
import { refuseWhatIsThere } from './what-is-there.js';

export interface SimulateOptions {
  readonly dataDir: string;
  /** Name or three-digit code. */
  readonly authority: string;
  readonly children: number;
  readonly years: number;
  readonly seed: number;
  /** The day on which the simulated time ends; today where it is left out. */
  readonly until?: string;
  readonly json: boolean;
}

/** `ehc simulate`: makes up an authority's history and waits for the read models. Exit status 1 where it is refused. */
export const simulate = (options: SimulateOptions): Promise<number> => {
  const authority = codeOf(options.authority);
  const terms = termsOf(authority, options);
  // As in an import: V8 lets garbage pile up while memory is to be had.
  setFlagsFromString('--heap-growing-percent=50');
  return withInstallation(
    options.dataDir,
    async ({ store, sealer, caughtUp }) => {
      await refuseWhatIsThere(store, terms);
      const started = performance.now();
      const progress = progressLine(!options.json);
      const simulated = (await simulateAuthority(terms, {
        store,
        sealer,
        onProgress: (day) => progress(`making up … ${formatCivilDate(day)}`),
      })) as Simulated;
      progress('waiting for the read models …');
      await caughtUp();
      progress('');
      const { children, years, seed } = terms;
      tell(options.json, {
        authority,
        name: nameOf(authority),
        children,
        years,
        seed,
        from: formatCivilDate(terms.from),
        until: formatCivilDate(terms.until),
        cases: simulated.cases,
        plans: simulated.plans,
        events: simulated.events,
        seconds: Math.round((performance.now() - started) / 100) / 10,
      });
      return 0;
    },
    { mayMake: true, feedsAtOnce: false },
  );
};

interface Summary {
  readonly authority: string;
  readonly name: string;
  readonly children: number;
  readonly years: number;
  readonly seed: number;
  readonly from: string;
  readonly until: string;
  readonly cases: number;
  readonly plans: number;
  readonly events: number;
  readonly seconds: number;
}

const tell = (json: boolean, summary: Summary): void => {
  if (json) {
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    return;
  }
  const { name, authority, children, cases, plans, events, from, until, seconds } = summary;
  process.stdout.write(
    `Made up ${name} (${authority}) from ${from} to ${until}: ${children} children, ${cases} cases, ${plans} plans; ${events} events in ${seconds} s. No child in it exists.\n`,
  );
};
