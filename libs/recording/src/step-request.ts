import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsUUID, Min, ValidateIf } from 'class-validator';
import { Day } from './fields.js';

/** What every request to record a step holds. */
export class StepRequest {
  @Day(
    'The day on which it was done (civil date, Europe/London), today or earlier. Statutory clocks run on it, whenever it is recorded.',
  )
  happenedOn!: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description:
      'Id of this command, if not sent as the header Idempotency-Key. Sent again, it is answered as before and records nothing twice.',
  })
  @ValidateIf((request: StepRequest) => request.commandId !== undefined)
  @IsUUID('all', { message: 'commandId must be a UUID' })
  commandId?: string;

  @ApiPropertyOptional({
    minimum: 0,
    description:
      'Revision at which you saw the case or plan, if not sent as the header If-Match. If it has moved on since, nothing is recorded.',
  })
  @ValidateIf((request: StepRequest) => request.expectedRevision !== undefined)
  @IsInt({ message: 'expectedRevision must be a whole number, 0 or more' })
  @Min(0, { message: 'expectedRevision must be a whole number, 0 or more' })
  expectedRevision?: number;
}
