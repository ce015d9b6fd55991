import { AnybodySignedIn } from '@ehc/identity';
import { laByCode } from '@ehc/pathway';
import { notFound } from '@ehc/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TellsOfNoChild } from '../suppress-small-counts/told-to-everybody.js';
import { BenchmarksQuery } from './benchmarks.query.js';
import { BenchmarksResponse } from './benchmarks.response.js';
import { benchmarksFor, benchmarkYears } from './benchmarks.js';

/** Published figures over HTTP. They are public, and nothing here is about a person. */
@ApiTags('measures')
@AnybodySignedIn()
@Controller('api/timeliness/benchmarks')
export class BenchmarksController {
  @Get()
  @TellsOfNoChild()
  @ApiOperation({ summary: 'Published figures to stand beside a measure: England, the region, statistical neighbours' })
  @ApiOkResponse({ type: BenchmarksResponse })
  @ApiBadRequestResponse({ description: 'The authority, measure or year is not of the right form' })
  @ApiNotFoundResponse({ description: 'There is no such authority, or nothing is published for that year' })
  find(@Query() query: BenchmarksQuery): BenchmarksResponse {
    const { authority, measure, year } = query;
    if (laByCode(authority) === undefined) {
      throw notFound('unknown-authority', `No local authority of England has the code ${authority}.`);
    }
    const benchmarks = benchmarksFor(authority, measure, year);
    if (benchmarks === undefined) {
      throw notFound(
        'not-published',
        `${measure} is published for ${benchmarkYears(measure).join(', ')}, not for ${year}.`,
      );
    }
    return benchmarks;
  }
}
