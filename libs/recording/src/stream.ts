import type { EventType, Fold, PathwayEvent, StreamKind } from '@ehc/pathway';
import type { ClockSettings } from '@ehc/statutory-clock';
import type { ClockReading } from '@ehc/case-clocks';
import type { Refusal } from './refusal.js';

/** Whether an event may stand after a state: the order rules, asked of a person's step and of a corrected history. */
export type MayFollow<State> = (state: State, event: PathwayEvent) => Refusal | undefined;

/** What the recorder must know of a kind of stream. */
export interface StreamDefinition<State> {
  readonly kind: StreamKind;
  /** How people call one: "case". */
  readonly noun: string;
  readonly fold: Fold<State>;
  /** The child whom it is about, under whose key is sealed; null where it is about none, or nothing is recorded. */
  readonly childOf: (state: State, id: string) => string | null;
  /** The clocks that run, or ran, on it. */
  readonly clocks: (
    id: string,
    state: State,
    today: string,
    settings: Readonly<ClockSettings>,
  ) => readonly ClockReading[];
  /** The order rules by type of event; `defineStep` puts them in. */
  readonly order: Map<EventType, MayFollow<State>>;
}

export const defineStream = <State>(stream: Omit<StreamDefinition<State>, 'order'>): StreamDefinition<State> => ({
  ...stream,
  order: new Map(),
});
