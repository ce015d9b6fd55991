import { AccessRegister, Allow, CurrentCaller, type Grant, type GrantedCaller } from '@ehc/identity';
import { Body, Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { grantsOf } from '../streams/grants-stream.js';
import { EndAccess, endAccess, GiveAccess, giveAccess } from './access-steps.js';

@Allow('give-access')
@RecordsSteps('api/access/grants', 'Giving access')
export class GiveAccessController {
  constructor(
    private readonly recorder: Recorder,
    @Inject(AccessRegister) private readonly register: AccessRegister,
  ) {}

  @Records('', 'A person was given a role in the authority', 'It holds from now on. Nobody gives themselves one.')
  give(@GivenFor() given: Given, @Body() body: GiveAccess): Promise<Recorded> {
    const id = grantsOf(given.caller.authority, body.subject);
    return this.#inForce(this.recorder.record(giveAccess, { ...given, id }, body));
  }

  @Records(':grantId/end', 'A role came to its end', 'From now on the person may do nothing by it.')
  end(@GivenFor() given: Given, @Param('grantId') grant: string, @Body() body: EndAccess): Promise<Recorded> {
    const id = grantsOf(given.caller.authority, body.subject);
    return this.#inForce(this.recorder.record(endAccess, { ...given, id }, { ...body, grant: grant.toLowerCase() }));
  }

  /** Answers when it holds: whoever is told that a role has ended may rely on it. */
  async #inForce(recording: Promise<Recorded>): Promise<Recorded> {
    const recorded = await recording;
    await this.register.upTo(recorded.position);
    return recorded;
  }
}

@Allow('give-access')
@Controller('api/access/grants')
@ApiTags('Giving access')
export class ListAccessController {
  constructor(@Inject(AccessRegister) private readonly register: AccessRegister) {}

  @Get()
  @ApiOperation({ summary: 'Everybody who has a role in the authority' })
  @ApiOkResponse({ schema: { type: 'object', properties: { grants: { type: 'array', items: { type: 'object' } } } } })
  list(@CurrentCaller() { authority }: GrantedCaller): { grants: readonly Grant[] } {
    return { grants: this.register.state.grantsIn(authority) };
  }
}
