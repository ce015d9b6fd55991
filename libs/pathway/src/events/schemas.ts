import { type TLiteral, type TSchema, type TUnion, Type } from '@sinclair/typebox';

type Literals<T extends readonly string[]> = T extends readonly [
  infer First extends string,
  ...infer Rest extends readonly string[],
]
  ? [TLiteral<First>, ...Literals<Rest>]
  : [];

/** Pieces of which the events' schemas are made. */

export const opt = <T extends TSchema>(schema: T) => Type.Optional(schema);
export const oneOf = <const T extends readonly string[]>(...codes: T) =>
  Type.Union(codes.map((code) => Type.Literal(code))) as unknown as TUnion<Literals<T>>;
export const civilDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Civil date, Europe/London' });
export const uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
export const text = Type.String({ minLength: 1, maxLength: 20_000, description: 'Free text' });
export const shortText = Type.String({ minLength: 1, maxLength: 400 });
export const laCode = Type.String({ pattern: '^\\d{3}$', description: 'DfE code of a local authority' });
export const flag = Type.Boolean();
export const count = Type.Integer({ minimum: 0 });
export const calendarYear = Type.Integer({ minimum: 1900, maximum: 2200 });

/**
 * The calendar year of activity of the first SEN2 return that showed an undated fact. Measures take such a fact as
 * done on 31 December of that year, or on the dated step before it where that is later (measures-contract.md).
 */
export const shownInYear = calendarYear;

/** A step to which an exception, a dispute or a decision refers. */
export const disputeAbout = oneOf(
  'refusal_to_assess',
  'refusal_to_issue',
  'plan_contents',
  'setting_named',
  'refusal_to_reassess',
  'refusal_to_amend',
  'cease',
);

/** Who reached a decision, and how (product.md A7–A10). */
export const decisionRoute = oneOf('panel', 'emergency_panel', 'officer', 'tribunal');
export const attendance = Type.Array(fieldsOf({ agency: shortText, present: flag }));

/** Where a child is or will be taught: a school (URN), a college (UKPRN), or a SENSetting code. */
export const setting = fieldsOf({
  urn: opt(Type.String({ pattern: '^\\d{6}$' })),
  ukprn: opt(Type.String({ pattern: '^1\\d{7}$' })),
  senSetting: opt(Type.String({ maxLength: 8 })),
  senUnit: opt(flag),
  resourcedProvision: opt(flag),
  rank: opt(Type.Integer({ minimum: 1, maximum: 2 })),
  entryOn: opt(civilDate),
  leavingOn: opt(civilDate),
  residential: opt(Type.String({ maxLength: 4 })),
  workBasedLearning: opt(Type.String({ maxLength: 8 })),
});

/** A need code of SEN2 and its rank (1 primary, 2 secondary). */
export const need = fieldsOf({ type: Type.String({ maxLength: 8 }), rank: Type.Integer({ minimum: 1, maximum: 2 }) });

function fieldsOf<P extends Record<string, TSchema>>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}
