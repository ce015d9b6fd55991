import { Type } from '@sinclair/typebox';
import { defineEvent, fields } from './define-event.js';
import { calendarYear, civilDate, count, oneOf, opt, shortText, uuid } from './schemas.js';

/** Below which number counts are small: what stands until an authority chooses, and what it may choose. */
export const SMALL_COUNTS = { standard: 5, lowest: 3, highest: 100 } as const;

export const SettingsChanged = defineEvent(
  'SettingsChanged',
  'authority',
  'The authority chose its reading of an unsettled rule (statutory-rules.md §5); what is left out stays as it was.',
  fields({
    settings: Type.Record(Type.String({ maxLength: 60 }), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  }),
);

export const SmallCountsThresholdChosen = defineEvent(
  'SmallCountsThresholdChosen',
  'authority',
  'The authority chose below which number counts of children are small, and so not told to those who may not learn of single children.',
  fields({
    /** Counts from 1 up to and without it are small. */
    under: Type.Integer({ minimum: SMALL_COUNTS.lowest, maximum: SMALL_COUNTS.highest }),
  }),
);

export const AuthorityMadeUp = defineEvent(
  'AuthorityMadeUp',
  'authority',
  'Everything under this authority is made up: a demonstration or a simulation, no real child.',
  fields({ because: oneOf('demonstration', 'simulation', 'training') }),
);

export const SimulationStarted = defineEvent(
  'SimulationStarted',
  'authority',
  'Made-up histories began to be recorded, by these terms; the same terms give the same histories.',
  fields({
    children: count,
    years: count,
    seed: Type.Integer({ minimum: 0 }),
    /** The simulated time: from the first of these days up to the second, on which nothing is recorded. */
    from: civilDate,
    until: civilDate,
  }),
);

export const SimulationFinished = defineEvent(
  'SimulationFinished',
  'authority',
  'The made-up histories are recorded to their end.',
  fields({ children: count, cases: count, plans: count, events: count }),
);

export const ReturnImportStarted = defineEvent(
  'ReturnImportStarted',
  'authority',
  'An import of a SEN2 return began; until it is finished, measures say so.',
  fields({
    return: uuid,
    /** `Year` of the header: the January of the census. */
    collectionYear: calendarYear,
    /** Census date of the header (ReferenceDate). */
    censusOn: opt(civilDate),
    /** Day on which the return was made (DateTime of the header). */
    madeOn: opt(civilDate),
    serialNo: opt(shortText),
    run: uuid,
  }),
);

export const ReturnImportFinished = defineEvent(
  'ReturnImportFinished',
  'authority',
  'The import of a return came to its end.',
  fields({
    return: uuid,
    run: uuid,
    collectionYear: calendarYear,
    persons: count,
    events: count,
    corrections: count,
    errors: count,
    queries: count,
  }),
);

export const authorityEvents = [
  SettingsChanged,
  SmallCountsThresholdChosen,
  AuthorityMadeUp,
  SimulationStarted,
  SimulationFinished,
  ReturnImportStarted,
  ReturnImportFinished,
] as const;
