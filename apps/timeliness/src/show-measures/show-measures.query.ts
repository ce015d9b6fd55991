import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MeasuresAnswer } from './measures-answer.js';
import type { MeasuresQuery } from './measures-query.js';
import { type MeasuresSurroundings, showMeasures } from './show-measures.js';

/** Asks for the measures of an authority. */
export class ShowMeasures extends Query<MeasuresAnswer> {
  constructor(readonly asked: MeasuresQuery) {
    super();
  }
}

@QueryHandler(ShowMeasures)
export class ShowMeasuresHandler implements IQueryHandler<ShowMeasures> {
  constructor(private readonly around: MeasuresSurroundings) {}

  execute({ asked }: ShowMeasures): Promise<MeasuresAnswer> {
    return showMeasures(asked, this.around);
  }
}
