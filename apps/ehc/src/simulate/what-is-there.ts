import { type EventStore, type RecordedEvent, START } from '@ehc/event-store';
import type { Payload } from '@ehc/pathway';
import { formatCivilDate } from '@ehc/statutory-clock';
import type { SimulationTerms } from './simulate-authority.js';
import { nameOf } from './terms.js';

/**
 * What is there of the authority must be nothing, or a simulation by the same terms that did not come to its end: that
 * is gone on with.
 *
 * @throws Error that says what to do instead
 */
export const refuseWhatIsThere = async (store: EventStore, { authority, ...terms }: SimulationTerms): Promise<void> => {
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
