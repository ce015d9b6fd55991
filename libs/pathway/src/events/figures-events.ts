import { Type } from '@sinclair/typebox';
import { defineEvent, fields } from './define-event.js';
import { civilDate, count, opt, shortText } from './schemas.js';

const orNull = <T extends ReturnType<typeof Type.Number>>(schema: T) => Type.Union([schema, Type.Null()]);

/** As a measure gives it; of a median the numerator is null, of a count the denominator. */
const figure = {
  numerator: orNull(Type.Number()),
  denominator: orNull(Type.Number()),
  /** Not rounded. */
  value: orNull(Type.Number()),
};

export const FiguresPublished = defineEvent(
  'FiguresPublished',
  'figures',
  'A set of figures was given out under a name: to a board, a committee, the department. It keeps the position of the log and the versions that made it, so that it can be counted again.',
  fields({
    name: Type.String({ minLength: 1, maxLength: 100 }),
    period: fields({ from: civilDate, to: civilDate }),
    /** By which the figures are cut, where they are. */
    by: opt(shortText),
    /** Instant (ISO 8601, UTC) as at which they were counted. */
    asAt: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z$' }),
    /** Position of the authority's last event at that instant: all that was counted is what was believed there. */
    position: Type.String({ pattern: '^\\d{1,19}$' }),
    versions: fields({ law: shortText, settings: shortText, definitions: shortText }),
    figures: Type.Array(
      fields({
        measure: shortText,
        /** Version of the measure's definition. */
        version: count,
        ...figure,
        slices: opt(Type.Array(fields({ key: shortText, ...figure }))),
      }),
    ),
  }),
  /** For whom, and what to know when reading them. */
  fields({ note: opt(Type.String({ minLength: 1, maxLength: 2_000 })) }),
);

export const figuresEvents = [FiguresPublished] as const;
