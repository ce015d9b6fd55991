import { Allow } from '@ehc/identity';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAsAtResponses } from '../ask-as-at/as-at-responses.js';
import { PUBLISHING, type PublishingSurroundings } from '../publish-figures/publish-figures.js';
import { summariseComparison } from '../suppress-small-counts/summarise-comparison.js';
import type { ComparisonSummary } from '../suppress-small-counts/summary-answers.js';
import { ComparisonSummaryResponse } from '../suppress-small-counts/summary.response.js';
import { inSummary, ToldInTwoForms } from '../suppress-small-counts/told-to-everybody.js';
import { MayLearnOfChildren } from '../suppress-small-counts/who-may-learn.js';
import { CompareMeasures } from './compare-measures.query.js';
import type { ComparisonAnswer } from './comparison-answer.js';
import { ComparisonRequest } from './comparison.request.js';
import { ComparisonResponse } from './comparison.response.js';

/** What accounts for the difference between two moments' figures. */
@ApiTags('measures')
@Allow('see-figures')
@Controller('api/timeliness/measures/comparison')
export class CompareMeasuresController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(PUBLISHING) private readonly around: PublishingSurroundings,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Every measure as known then and as known now, with the cases and events that account for the difference',
    description:
      'Corrections, late entries and new facts, and what is due to no case (settings, definitions, a later snapshot day) add up to the difference of every numerator and denominator. `unexplained` is 0; anything else is a fault of the service.',
  })
  @ToldInTwoForms(ComparisonResponse, ComparisonSummaryResponse)
  @ApiAsAtResponses()
  async compare(
    @Query() request: ComparisonRequest,
    @MayLearnOfChildren() whole: boolean,
  ): Promise<ComparisonAnswer | ComparisonSummary> {
    if (!whole) return inSummary(await summariseComparison(request, this.around));
    return this.queries.execute(new CompareMeasures(request));
  }
}
