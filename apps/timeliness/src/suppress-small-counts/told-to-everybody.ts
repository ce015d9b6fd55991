import { applyDecorators, SetMetadata, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

/**
 * What a route does for those who may not learn of single children:
 * - `in_summary`: it answers with small numbers suppressed
 * - `as_it_is`: nothing in its answer is about children of the authority
 * - `not`: it is refused
 */
export type ToldWithoutChildren = 'in_summary' | 'as_it_is' | 'not';

export const TOLD_WITHOUT_CHILDREN = 'ehc:told-without-children';

/** A route with two answers: the whole one, and one with small numbers suppressed, marked by `inSummary`. */
export const ToldInSummary = (): MethodDecorator =>
  SetMetadata(TOLD_WITHOUT_CHILDREN, 'in_summary' satisfies ToldWithoutChildren);

/** The same, where the two are of different forms. */
export const ToldInTwoForms = (whole: Type, summary: Type): MethodDecorator =>
  applyDecorators(
    ToldInSummary(),
    ApiExtraModels(whole, summary),
    ApiOkResponse({
      description:
        'For a role that may not learn of single children the second form: small numbers are suppressed, and single cases left out.',
      schema: { oneOf: [{ $ref: getSchemaPath(whole) }, { $ref: getSchemaPath(summary) }] },
    }),
  );

/** A route in whose answer nothing is about children of the authority. */
export const TellsOfNoChild = (): MethodDecorator =>
  SetMetadata(TOLD_WITHOUT_CHILDREN, 'as_it_is' satisfies ToldWithoutChildren);

/** A route for those who may learn of single children, and for nobody else. */
export const TellsOfChildren = (): MethodDecorator =>
  SetMetadata(TOLD_WITHOUT_CHILDREN, 'not' satisfies ToldWithoutChildren);

const summaries = new WeakSet<object>();

/** Marks an answer as one in which small numbers are suppressed. */
export const inSummary = <T extends object>(answer: T): T => {
  summaries.add(answer);
  return answer;
};

export const isInSummary = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && summaries.has(answer);
