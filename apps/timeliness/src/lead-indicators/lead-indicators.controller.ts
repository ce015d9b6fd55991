import { Allow } from '@ehc/identity';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { LeadIndicatorsRequest } from './lead-indicators.request.js';
import { LeadIndicatorsResponse } from './lead-indicators.response.js';
import { ShowLeadIndicators } from './show-lead-indicators.query.js';

/** What is coming, as known at any moment. */
@ApiTags('measures')
@Allow('see-figures')
@Controller('api/timeliness/lead-indicators')
export class LeadIndicatorsController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary:
      'What is coming: open cases by stage and age, what falls due in four weeks, what can no longer make day 140, time in stage, who holds each case',
  })
  @ApiOkResponse({ type: LeadIndicatorsResponse })
  @ApiBadRequestResponse({ description: 'The question cannot be understood; `errors` names the fields' })
  @ApiNotFoundResponse({ description: 'There is no such authority' })
  @ApiServiceUnavailableResponse({ description: 'The read models are catching up; ask again in a moment' })
  show(@Query() request: LeadIndicatorsRequest): Promise<LeadIndicatorsResponse> {
    return this.queries.execute(new ShowLeadIndicators(request));
  }
}
