import { Allow, AnybodySignedIn } from '@ehc/identity';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAsAtResponses } from '../ask-as-at/as-at-responses.js';
import { DEFINITIONS } from '../measures/index.js';
import { PUBLISHING, type PublishingSurroundings } from '../publish-figures/publish-figures.js';
import { summariseMeasures } from '../suppress-small-counts/summarise-measures.js';
import type { MeasuresSummary } from '../suppress-small-counts/summary-answers.js';
import { MeasuresSummaryResponse } from '../suppress-small-counts/summary.response.js';
import { inSummary, TellsOfNoChild, ToldInTwoForms } from '../suppress-small-counts/told-to-everybody.js';
import { MayLearnOfChildren } from '../suppress-small-counts/who-may-learn.js';
import type { MeasuresAnswer } from './measures-answer.js';
import { MeasuresRequest } from './measures.request.js';
import { DefinitionResponse, MeasuresResponse } from './measures.response.js';
import { ShowMeasures } from './show-measures.query.js';

/** Timeliness, as known at any moment. */
@ApiTags('measures')
@Allow('see-figures')
@Controller('api/timeliness/measures')
export class ShowMeasuresController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(PUBLISHING) private readonly around: PublishingSurroundings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every measure of an authority for a period, as known at a moment' })
  @ToldInTwoForms(MeasuresResponse, MeasuresSummaryResponse)
  @ApiAsAtResponses()
  async show(
    @Query() request: MeasuresRequest,
    @MayLearnOfChildren() whole: boolean,
  ): Promise<MeasuresAnswer | MeasuresSummary> {
    if (!whole) return inSummary(await summariseMeasures(request, this.around));
    return this.queries.execute(new ShowMeasures(request));
  }

  @AnybodySignedIn()
  @Get('definitions')
  @TellsOfNoChild()
  @ApiOperation({ summary: 'What each measure counts, in plain words' })
  @ApiOkResponse({ type: [DefinitionResponse] })
  definitions(): DefinitionResponse[] {
    return DEFINITIONS.map(({ id, label, kind, unit, definition, version }) => ({
      id,
      label,
      kind,
      unit,
      definition,
      version,
    }));
  }
}
