import { type EventStore, type RecordedEvent, START } from '@ehc/event-store';
import { DEMONSTRATION_AUTHORITY, laByCode, laByName, type Payload } from '@ehc/pathway';
import { SystemClock } from '@ehc/platform';
import { dayNumberOf, daysInMonth, formatCivilDate, isCivilDate, parseCivilDate, partsOf } from '@ehc/statutory-clock';
import { progressLine } from '../command-line/progress-line.js';
import { withInstallation } from '../installation/with-installation.js';
import { type Simulated, simulateAuthority, type SimulationTerms } from './simulate-authority.js';

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
    { mayMake: true },
  );
};

/** @throws Error where no authority is so called */
const codeOf = (text: string): string => {
  if (text === DEMONSTRATION_AUTHORITY.code) return text;
  const found = laByCode(text) ?? laByName(text);
  if (found) return found.code;
  throw new Error(
    `No local authority of England is called "${text}". Give its name, such as Nottinghamshire, or its three-digit code, such as 891; ${DEMONSTRATION_AUTHORITY.code} is one that does not exist.`,
  );
};

const nameOf = (code: string): string => laByCode(code)?.name ?? DEMONSTRATION_AUTHORITY.name;

const termsOf = (authority: string, { children, years, seed, until }: SimulateOptions): SimulationTerms => {
  const today = new SystemClock().today();
  if (until !== undefined && !isCivilDate(until))
    throw new Error(`${until} is no date that exists, written YYYY-MM-DD.`);
  if (until !== undefined && until > today) {
    throw new Error(
      `${until} lies in the future. What is simulated is recorded as in the past: give today or earlier.`,
    );
  }
  return { authority, because: 'simulation', children, seed, ...spanOf(years, until ?? today) };
};

/** So many years up to a day. */
export const spanOf = (years: number, until: string): Pick<SimulationTerms, 'years' | 'from' | 'until'> => {
  const end = parseCivilDate(until);
  const { year, month, day } = partsOf(end);
  const from = dayNumberOf(year - years, month, Math.min(day, daysInMonth(year - years, month)));
  if (from < COMMENCEMENT) {
    throw new Error(`EHC plans began on 1 September 2014: ${years} years before ${until} is too early.`);
  }
  return { years, from, until: end };
};

const COMMENCEMENT = dayNumberOf(2014, 9, 1);

/**
 * What is there of the authority must be nothing, or a simulation by the same terms that did not come to its end: that
 * is gone on with.
 *
 * @throws Error that says what to do instead
 */
const refuseWhatIsThere = async (store: EventStore, { authority, ...terms }: SimulationTerms): Promise<void> => {
  const name = nameOf(authority);
  const recorded = await store.readStream(`authority-${authority}`);
  const started = recorded.find(({ type }) => type === 'SimulationStarted');
  if (!started) {
    const [first] = await store.readAll(START, 1, { authority });
    if (!first) return;
    throw new Error(
      `Something is recorded of ${name} (${authority}) already, and nothing is made up beside it. Simulate another authority, or in another data folder (--data).`,
    );
  }
  if (recorded.some(({ type }) => type === 'SimulationFinished')) {
    throw new Error(
      `${name} (${authority}) is simulated already in this data folder. Simulate another authority, or in another data folder (--data).`,
    );
  }
  if (isTheSame(started, terms)) return;
  const { children, years, seed, until } = started.payload as Payload<'SimulationStarted'>;
  throw new Error(
    `A simulation of ${name} (${authority}) by other terms did not come to its end. To finish it: ehc simulate --authority ${authority} --children ${children} --years ${years} --seed ${seed} --until ${until}`,
  );
};

const isTheSame = ({ payload }: RecordedEvent, terms: Omit<SimulationTerms, 'authority'>): boolean => {
  const { children, years, seed, until } = payload as Payload<'SimulationStarted'>;
  return (
    children === terms.children &&
    years === terms.years &&
    seed === terms.seed &&
    until === formatCivilDate(terms.until)
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
