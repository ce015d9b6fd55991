import { Allow, type Caller, CurrentCaller } from '@ehc/identity';
import { TouchedFigure } from '@ehc/recording';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiCatchingUp } from '../ask-as-at/as-at-responses.js';
import { PUBLISHING, type PublishingSurroundings } from '../publish-figures/publish-figures.js';
import { TellsOfChildren } from '../suppress-small-counts/told-to-everybody.js';
import { touchedByCorrection } from './find-correction.js';
import { type Restatement, restatements } from './restatements.js';
import { RestatementResponse } from './restatement.response.js';

/** Which published figures no longer hold, and by which corrections. */
@ApiTags('published figures')
@Controller('api/timeliness')
@Allow('see-figures')
export class RestateFiguresController {
  constructor(@Inject(PUBLISHING) private readonly around: PublishingSurroundings) {}

  @Get('restatements')
  @TellsOfChildren()
  @ApiOperation({
    summary: 'The published figures that no longer equal what is known, with the corrections behind each',
    description:
      'A published set stands here where a correction, or something that had happened by then and was recorded later, changes one of its figures. What has happened since is no restatement.',
  })
  @ApiOkResponse({ type: [RestatementResponse] })
  @ApiCatchingUp()
  restatements(@CurrentCaller() { authority }: Caller): Promise<Restatement[]> {
    return restatements(authority, this.around);
  }

  @Allow('see-restatements')
  @Get('corrections/:eventId/published-figures')
  @TellsOfChildren()
  @ApiOperation({ summary: 'The published figures that a correction touches' })
  @ApiParam({ name: 'eventId', format: 'uuid', description: 'Id of the correcting event.' })
  @ApiOkResponse({ type: [TouchedFigure] })
  @ApiNotFoundResponse({ description: 'There is no such correction in your authority' })
  @ApiCatchingUp()
  touched(@CurrentCaller() { authority }: Caller, @Param('eventId') event: string): Promise<TouchedFigure[]> {
    return touchedByCorrection(authority, event.toLowerCase(), this.around);
  }
}
