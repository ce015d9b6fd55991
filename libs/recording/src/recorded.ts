import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { MovedClock } from '@ehc/case-clocks';

export class RecordedEventAnswer {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'ReviewMeetingHeld' })
  type!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', format: 'uuid' },
    description:
      'The ids that it names: of the plan, exception, consultation, review, correction … that it made or means.',
  })
  ids!: Record<string, string>;
}

/** What a recorded step is answered with. */
export class Recorded {
  @ApiPropertyOptional({ format: 'uuid', description: 'Id of the case, where the step is one of a case.' })
  case?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Id of the plan, where the step is one of a plan.' })
  plan?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Id of the child.' })
  child?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'Id of the request for advice, where the step is one of advice.',
  })
  advice?: string;

  @ApiPropertyOptional({ description: 'Code of the authority, where the step is one of the authority itself.' })
  authority?: string;

  @ApiProperty({ type: [RecordedEventAnswer], description: 'The events recorded, in order.' })
  events!: RecordedEventAnswer[];

  @ApiProperty({
    description:
      'Position of the last event in the log. Queries that are given it wait until they show what was recorded. Opaque.',
  })
  position!: string;

  @ApiProperty({ description: 'Revision of the case or plan after the step, to send as If-Match with the next one.' })
  revision!: number;

  @ApiProperty({ format: 'date-time', description: 'Instant at which it was recorded (UTC).' })
  recordedAt!: string;

  @ApiProperty({ description: 'True where this command had been recorded before: nothing new was.' })
  repeated!: boolean;

  @ApiProperty({
    type: 'array',
    items: { type: 'object' },
    description:
      'The clocks that the step moved: rule, plain name, last day, status, whether it started, stopped or changed, and the whole clock before and after.',
  })
  clocks!: MovedClock[];
}
