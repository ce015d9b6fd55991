import { type Clock, CLOCK, PageLimit, PageOffset } from '@ehc/platform';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { readAuthoritySettings } from '../read-models/authority-reader.js';
import { AccessRegister, Allow, type Caller, CurrentCaller } from '@ehc/identity';

import { type Worklist, WorklistReader } from './worklist.js';

class WorklistRequest {
  @ApiPropertyOptional({ default: 28, description: 'Clocks due within this many days; overdue ones are always there.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'withinDays must be a whole number of days' })
  @Min(0)
  @Max(366)
  withinDays: number = 28;

  @ApiPropertyOptional({ description: 'Only the cases and plans of this caseworker.' })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  caseworker?: string;

  @ApiPropertyOptional({
    default: 'all',
    enum: ['due', 'overdue', 'all'],
    description: 'What is still in time, what is late, or both.',
  })
  @IsOptional()
  @IsIn(['due', 'overdue', 'all'], { message: 'show must be due, overdue or all' })
  show: 'due' | 'overdue' | 'all' = 'all';

  @PageLimit()
  limit: number = 100;

  @PageOffset()
  offset: number = 0;
}

@Controller('api/casework/worklist')
@ApiTags('cases')
@Allow('see-worklist')
export class SeeWhatIsLateNextController {
  constructor(
    @Inject(WorklistReader) private readonly worklist: WorklistReader,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AccessRegister) private readonly register: AccessRegister,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What will be late next: every running clock by days left, then what is late already' })
  @ApiOkResponse({ schema: { type: 'object' } })
  async read(@CurrentCaller() { authority, actor }: Caller, @Query() query: WorklistRequest): Promise<Worklist> {
    const settings = await readAuthoritySettings(this.dataSource, authority);
    const hidden = this.register.state.hiddenFrom(actor, authority);
    return this.worklist.read({ authority, today: this.clock.today(), settings, hidden, ...query });
  }
}
