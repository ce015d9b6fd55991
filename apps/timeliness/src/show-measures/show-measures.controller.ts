import { Allow, AnybodySignedIn } from '@ehc/identity';
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
import { DEFINITIONS } from '../measures/index.js';
import type { MeasuresAnswer } from './measures-answer.js';
import { MeasuresRequest } from './measures.request.js';
import { DefinitionResponse, MeasuresResponse } from './measures.response.js';
import { ShowMeasures } from './show-measures.query.js';

/** Timeliness, as known at any moment. */
@ApiTags('measures')
@Allow('see-figures')
@Controller('api/timeliness/measures')
export class ShowMeasuresController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Every measure of an authority for a period, as known at a moment' })
  @ApiOkResponse({ type: MeasuresResponse })
  @ApiBadRequestResponse({ description: 'The question cannot be understood; `errors` names the fields' })
  @ApiNotFoundResponse({ description: 'There is no such authority' })
  @ApiServiceUnavailableResponse({ description: 'The read models are catching up; ask again in a moment' })
  show(@Query() request: MeasuresRequest): Promise<MeasuresAnswer> {
    return this.queries.execute(new ShowMeasures(request));
  }

  @AnybodySignedIn()
  @Get('definitions')
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
