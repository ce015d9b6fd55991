import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { compareMeasures, type ComparisonSurroundings } from './compare-measures.js';
import type { ComparisonAnswer } from './comparison-answer.js';
import type { ComparisonQuery } from './comparison-query.js';

/** Asks what accounts for the difference between the figures of two moments. */
export class CompareMeasures extends Query<ComparisonAnswer> {
  constructor(readonly asked: ComparisonQuery) {
    super();
  }
}

@QueryHandler(CompareMeasures)
export class CompareMeasuresHandler implements IQueryHandler<CompareMeasures> {
  constructor(private readonly around: ComparisonSurroundings) {}

  execute({ asked }: CompareMeasures): Promise<ComparisonAnswer> {
    return compareMeasures(asked, this.around);
  }
}
