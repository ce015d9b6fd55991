import { EVENT_STORE, type EventStore } from '@ehc/event-store';
import { type Clock, CLOCK } from '@ehc/platform';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { ProjectionOperations } from '@ehc/projections';
import { Matches, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { Allow, type Caller, CurrentCaller, type GrantedCaller } from '@ehc/identity';
import { notFound, refused } from '@ehc/recording';
import { readAuthoritySettings } from '../read-models/authority-reader.js';
import { READ_MODELS, upTo } from '../read-models/catch-up.js';
import { asFarAsReached, type PartOfACase } from './as-far-as-reached.js';
import { CaseReader, type CaseView, type TimelineEntry } from './case-reader.js';

class AfterPosition {
  @ApiPropertyOptional({ description: 'Position that a command answered: the view waits until it shows it.' })
  @IsOptional()
  @Matches(/^\d{1,19}$/, { message: 'after must be a position that a command answered' })
  after?: string;
}

@Controller('api/casework/cases/:caseId')
@ApiTags('cases')
@ApiParam({ name: 'caseId', format: 'uuid' })
@Allow('see-cases')
export class ViewACaseController {
  constructor(
    @Inject(CaseReader) private readonly cases: CaseReader,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_MODELS) private readonly readModels: ProjectionOperations,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'A case: header, stage table, advice, plans',
    description:
      'For each clock: what is due and when, when it was done, days used, and whether the limit is lifted. Who works for an agency or a setting sees the child, the stage, and what was asked of them; not what was asked of others, nor plans, disputes or contacts.',
  })
  @ApiOkResponse({ schema: { type: 'object' } })
  async view(
    @CurrentCaller() caller: GrantedCaller,
    @Param('caseId') caseId: string,
    @Query() { after }: AfterPosition,
  ): Promise<CaseView | PartOfACase> {
    await upTo(this.readModels, this.store, after);
    const settings = await readAuthoritySettings(this.dataSource, caller.authority);
    const view = await this.cases.view(caller.authority, caseId.toLowerCase(), {
      today: this.clock.today(),
      settings,
    });
    if (!view) throw refused(notFound('case'));
    return asFarAsReached(view, caller.grant);
  }

  @Allow('see-timelines')
  @Get('timeline')
  @ApiOperation({
    summary: 'Everything recorded of a case, with both times',
    description: 'When each thing happened, and when it was recorded, by whom; in the order of recording.',
  })
  @ApiOkResponse({ schema: { type: 'object', properties: { entries: { type: 'array', items: { type: 'object' } } } } })
  async timeline(
    @CurrentCaller() caller: Caller,
    @Param('caseId') caseId: string,
    @Query() { after }: AfterPosition,
  ): Promise<{ entries: TimelineEntry[] }> {
    await upTo(this.readModels, this.store, after);
    const entries = await this.cases.timeline(caller.authority, caseId.toLowerCase());
    if (!entries) throw refused(notFound('case'));
    return { entries };
  }
}
