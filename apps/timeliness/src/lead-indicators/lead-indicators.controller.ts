import { Allow } from '@ehc/identity';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAsAtResponses } from '../ask-as-at/as-at-responses.js';
import { PUBLISHING, type PublishingSurroundings } from '../publish-figures/publish-figures.js';
import type { LeadSummary } from '../suppress-small-counts/lead-summary.js';
import { summariseLeadIndicators } from '../suppress-small-counts/summarise-lead-indicators.js';
import { LeadSummaryResponse } from '../suppress-small-counts/summary.response.js';
import { inSummary, ToldInTwoForms } from '../suppress-small-counts/told-to-everybody.js';
import { MayLearnOfChildren } from '../suppress-small-counts/who-may-learn.js';
import { LeadIndicatorsRequest } from './lead-indicators.request.js';
import { LeadIndicatorsResponse } from './lead-indicators.response.js';
import { ShowLeadIndicators } from './show-lead-indicators.query.js';

/** What is coming, as known at any moment. */
@ApiTags('measures')
@Allow('see-figures')
@Controller('api/timeliness/lead-indicators')
export class LeadIndicatorsController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(PUBLISHING) private readonly around: PublishingSurroundings,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'What is coming: open cases by stage and age, what falls due in four weeks, what can no longer make day 140, time in stage, who holds each case',
  })
  @ToldInTwoForms(LeadIndicatorsResponse, LeadSummaryResponse)
  @ApiAsAtResponses()
  async show(
    @Query() request: LeadIndicatorsRequest,
    @MayLearnOfChildren() whole: boolean,
  ): Promise<LeadIndicatorsResponse | LeadSummary> {
    if (!whole) return inSummary(await summariseLeadIndicators(request, this.around));
    return this.queries.execute(new ShowLeadIndicators(request));
  }
}
