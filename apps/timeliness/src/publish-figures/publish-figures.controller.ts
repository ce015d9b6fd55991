import { Allow, type Caller, CurrentCaller } from '@ehc/identity';
import { type Given, GivenFor } from '@ehc/recording';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiCatchingUp, ApiQuestionNotUnderstood } from '../ask-as-at/as-at-responses.js';
import { summarisePublished, withoutNote } from '../suppress-small-counts/summarise-published.js';
import type { PublishedToldAnswer } from '../suppress-small-counts/summary-answers.js';
import { PublishedToldResponse } from '../suppress-small-counts/summary.response.js';
import {
  inSummary,
  TellsOfChildren,
  ToldInSummary,
  ToldInTwoForms,
} from '../suppress-small-counts/told-to-everybody.js';
import { MayLearnOfChildren } from '../suppress-small-counts/who-may-learn.js';
import { PublishRequest } from './publish.request.js';
import type { PublishedAnswer, PublishedNowAnswer, PublishedSummary } from './published-answer.js';
import { PublishedNowResponse, PublishedResponse, PublishedSummaryResponse } from './published.response.js';
import { publishFigures, PUBLISHING, type PublishingSurroundings } from './publish-figures.js';
import { listPublished, publishedNow, showPublished } from './show-published.js';

/** Figures that were given out, and what became of them. */
@ApiTags('published figures')
@Controller('api/timeliness/published-figures')
@Allow('see-figures')
export class PublishFiguresController {
  constructor(@Inject(PUBLISHING) private readonly around: PublishingSurroundings) {}

  @Allow('publish-figures')
  @Post()
  @TellsOfChildren()
  @HttpCode(201)
  @ApiOperation({
    summary: 'The figures that answer a question are given out under a name',
    description:
      'An event keeps every figure with the position of the log and the versions of the law, settings and definitions that made it. What is published is never overwritten.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A UUID for this command. Sent again, it is answered as before and publishes nothing twice.',
  })
  @ApiCreatedResponse({ type: PublishedNowResponse })
  @ApiQuestionNotUnderstood()
  @ApiConflictResponse({
    description: 'The name was given before, nothing is known yet, an import runs, or the command id was used before',
  })
  @ApiCatchingUp()
  async publish(@GivenFor() given: Given, @Body() request: PublishRequest): Promise<PublishedNowAnswer> {
    const { name, note, commandId, ...question } = request;
    const { caller, correlationId } = given;
    const command = { commandId: given.commandId ?? commandId?.toLowerCase(), correlationId };
    return publishedNow(await publishFigures({ name, note, question, caller, ...command }, this.around));
  }

  @Get()
  @ApiOperation({ summary: 'Every set of figures that the authority has published, the earliest first' })
  @ApiOkResponse({ type: [PublishedSummaryResponse] })
  @ToldInSummary()
  @ApiCatchingUp()
  async list(
    @CurrentCaller() { authority }: Caller,
    @MayLearnOfChildren() whole: boolean,
  ): Promise<PublishedSummary[]> {
    const sets = await listPublished(authority, this.around);
    return whole ? sets : inSummary(sets.map(withoutNote));
  }

  @Get(':name')
  @ApiOperation({ summary: 'A published set: as published, as the same question is answered today, the difference' })
  @ToldInTwoForms(PublishedResponse, PublishedToldResponse)
  @ApiNotFoundResponse({ description: 'The authority has published nothing under this name' })
  @ApiCatchingUp()
  async show(
    @CurrentCaller() { authority }: Caller,
    @Param('name') name: string,
    @MayLearnOfChildren() whole: boolean,
  ): Promise<PublishedAnswer | PublishedToldAnswer> {
    if (!whole) return inSummary(await summarisePublished(authority, name, this.around));
    return showPublished(authority, name, this.around);
  }
}
