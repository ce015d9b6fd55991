import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccessRegister, Allow, type Caller, CurrentCaller } from '@ehc/identity';
import { Day, invalid, optional, refused, Words } from '@ehc/recording';
import { ChildFinder, type FoundChild, MOST_FOUND } from './child-finder.js';

/** A search. It comes as a body, so that no name stands in an address, a log or a browser's history. */
class SearchRequest {
  @Words(
    'Words of the name, whole, or the first three letters of one, in any order. Accents do not matter.',
    optional,
    200,
  )
  name?: string;

  @Day('Birth date.', optional)
  birthDate?: string;

  @Words('UPN, ULN or NHS number.', optional, 40)
  identifier?: string;

  @Words('Any of these in one box: names, a birth date (YYYY-MM-DD or DD/MM/YYYY), a number.', optional, 200)
  text?: string;
}

@Controller('api/casework/search')
@ApiTags('cases')
@Allow('find-children')
export class FindAChildController {
  constructor(
    @Inject(ChildFinder) private readonly finder: ChildFinder,
    @Inject(AccessRegister) private readonly register: AccessRegister,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Find children by name, birth date or identifier',
    description: `Everything given must fit. At most ${MOST_FOUND} children are answered; say more to find fewer.`,
  })
  @ApiOkResponse({
    description: 'Children found, with their cases and plans.',
    schema: { type: 'object', properties: { found: { type: 'array', items: { type: 'object' } } } },
  })
  async search(
    @CurrentCaller() { actor, authority }: Caller,
    @Body() wanted: SearchRequest,
  ): Promise<{ found: FoundChild[] }> {
    if (!wanted.name && !wanted.birthDate && !wanted.identifier && !wanted.text) {
      throw refused(invalid('text', 'Nothing to look for was given.', 'Give a name, a birth date or an identifier.'));
    }
    const hidden = this.register.state.hiddenFrom(actor, authority);
    return { found: await this.finder.find(authority, wanted, hidden) };
  }
}
