import type { PathwayEvent, Payload } from '@ehc/pathway';
import { defineStep, fact, outOfOrder, type StepRequest } from '@ehc/recording';
import { authorityStream } from '../streams/authority-stream.js';

/*
 * An authority of which everything is made up: it says so first, then by which terms its histories are made, and in the
 * end that they are whole. No request over HTTP leads here.
 */

const has = (history: readonly PathwayEvent[], type: PathwayEvent['type']): boolean =>
  history.some((event) => event.type === type);

export type MarkMadeUp = StepRequest & Payload<'AuthorityMadeUp'>;

/** Everything under this authority is made up. */
export const markMadeUp = defineStep({
  stream: authorityStream,
  records: 'AuthorityMadeUp',
  begins: true,
  decide: (_, command: MarkMadeUp, { history }) =>
    history.length > 0
      ? outOfOrder(
          'Something is recorded of this authority already.',
          'Make up another one, or in another data folder.',
        )
      : fact('AuthorityMadeUp', command),
});

export type StartSimulation = StepRequest & Payload<'SimulationStarted'>;

export const startSimulation = defineStep({
  stream: authorityStream,
  records: 'SimulationStarted',
  decide: (_, command: StartSimulation, { history }) => {
    if (!has(history, 'AuthorityMadeUp')) {
      return outOfOrder('This authority is not marked as made up.', 'Mark it first: no real one is simulated.');
    }
    return has(history, 'SimulationStarted')
      ? outOfOrder('This authority is simulated already.', 'Simulate another one, or in another data folder.')
      : fact('SimulationStarted', command);
  },
});

export type FinishSimulation = StepRequest & Payload<'SimulationFinished'>;

export const finishSimulation = defineStep({
  stream: authorityStream,
  records: 'SimulationFinished',
  decide: (_, command: FinishSimulation, { history }) =>
    !has(history, 'SimulationStarted') || has(history, 'SimulationFinished')
      ? outOfOrder('There is no simulation to be finished.', 'Begin one first.')
      : fact('SimulationFinished', command),
});
