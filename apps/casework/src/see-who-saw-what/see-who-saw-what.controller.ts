import { Sealer } from '@ehc/event-store';
import { AccessRegister, Allow, CurrentCaller, type GrantedCaller } from '@ehc/identity';
import { PageLimit } from '@ehc/platform';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import { type ReadsAnswer, whoSawWhat } from './who-saw-what.js';

const WITH_OFFSET = /T.*(Z|[+-]\d{2}:\d{2})$/;
const NO_INSTANT = 'must be an instant with an offset, such as 2026-10-16T09:00:00Z';

class ReadsRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'Reads that showed this child, or one of its cases or plans.' })
  @IsOptional()
  @IsUUID('all', { message: 'child must be the id of a child' })
  child?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Reads that showed this case.' })
  @IsOptional()
  @IsUUID('all', { message: 'case must be the id of a case' })
  case?: string;

  @ApiPropertyOptional({
    description: 'Reads of this person, by the name (`sub`) that the identity provider has for them.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  person?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Reads from this instant on.' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true }, { message: `since ${NO_INSTANT}` })
  @Matches(WITH_OFFSET, { message: `since ${NO_INSTANT}` })
  since?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Reads before this instant.' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true }, { message: `until ${NO_INSTANT}` })
  @Matches(WITH_OFFSET, { message: `until ${NO_INSTANT}` })
  until?: string;

  @ApiPropertyOptional({ description: 'The page after the one that answered this as `next`.' })
  @IsOptional()
  @Matches(/^\d{1,18}$/, { message: 'before must be what another page answered as next' })
  before?: string;

  @PageLimit()
  limit: number = 100;
}

@Controller('api/audit/reads')
@ApiTags('audit')
@Allow('see-reads')
export class SeeWhoSawWhatController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(AccessRegister) private readonly register: AccessRegister,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Who was shown the records of which children, the newest first',
    description:
      'Each read: when, who in which role, by which route, which records were shown, and why where one was restricted. The reason is shown to those who are named for the record.',
  })
  @ApiOkResponse({
    schema: {
      type: 'object',
      properties: {
        reads: { type: 'array', items: { type: 'object' } },
        next: { type: 'string', nullable: true },
      },
    },
  })
  async list(@CurrentCaller() caller: GrantedCaller, @Query() asked: ReadsRequest): Promise<ReadsAnswer> {
    const { authority, actor } = caller;
    const { reads, next } = await whoSawWhat(this.dataSource, this.sealer, { ...asked, authority });
    const { state } = this.register;
    const isHidden = (child: string): boolean => state.isHidden(authority, child, actor);
    return { reads: reads.map((read) => (read.restricted.some(isHidden) ? { ...read, reason: null } : read)), next };
  }
}
