import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MeasuresSurroundings } from '../show-measures/show-measures.js';
import type { LeadIndicatorsResponse } from './lead-indicators.response.js';
import { type LeadIndicatorsQuery, showLeadIndicators } from './show-lead-indicators.js';

/** Asks for the lead indicators of an authority. */
export class ShowLeadIndicators extends Query<LeadIndicatorsResponse> {
  constructor(readonly asked: LeadIndicatorsQuery) {
    super();
  }
}

@QueryHandler(ShowLeadIndicators)
export class ShowLeadIndicatorsHandler implements IQueryHandler<ShowLeadIndicators> {
  constructor(private readonly around: MeasuresSurroundings) {}

  execute({ asked }: ShowLeadIndicators): Promise<LeadIndicatorsResponse> {
    return showLeadIndicators(asked, this.around);
  }
}
