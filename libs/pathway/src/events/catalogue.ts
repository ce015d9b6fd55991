import type { Static } from '@sinclair/typebox';
import { accessEvents } from './access-events.js';
import { adviceEvents } from './advice-events.js';
import { authorityEvents } from './authority-events.js';
import { caseEvents } from './case-events.js';
import { childEvents } from './child-events.js';
import type { EventDefinition } from './define-event.js';
import { figuresEvents } from './figures-events.js';
import { planEvents } from './plan-events.js';
import { retentionEvents } from './retention-events.js';

/** Every type of event that there is. */
export const CATALOGUE = [
  ...childEvents,
  ...caseEvents,
  ...planEvents,
  ...adviceEvents,
  ...authorityEvents,
  ...figuresEvents,
  ...accessEvents,
  ...retentionEvents,
] as const;

export type Definition = (typeof CATALOGUE)[number];
export type EventType = Definition['type'];
export type DefinitionOf<T extends EventType> = Extract<Definition, { type: T }>;
export type Payload<T extends EventType> = Static<DefinitionOf<T>['open']>;

/** An event of the pathway as folds and projections see it: what happened, when, and what is open of it. */
export type PathwayEvent = { [T in EventType]: PathwayEventOf<T> }[EventType];

export interface PathwayEventOf<T extends EventType> {
  readonly id: string;
  readonly type: T;
  /** Civil date, or null where it is not known. */
  readonly happenedOn: string | null;
  readonly source: 'entered' | 'imported' | 'computed' | 'simulated';
  readonly payload: Payload<T>;
}

const byType = new Map<string, EventDefinition>(CATALOGUE.map((definition) => [definition.type, definition]));

/** The current definition of a type; undefined for a type that this version does not know. */
export const definitionOf = (type: string): EventDefinition | undefined => byType.get(type);
