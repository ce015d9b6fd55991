import { EhcModule } from '../../../apps/ehc/src/start/ehc.module.js';
import { ContactFamily } from '../../../apps/casework/src/meet-the-family/contact-family.js';
import { Allow } from '@ehc/identity';
import { type Given, GivenFor, Records, RecordsSteps } from '@ehc/recording';
import { Body, Module } from '@nestjs/common';

// Loaded before `ehc start` (`node --import`): the service as it is, and one route more, which no service has.

/** Behind the same pipes and guards as any step, with the body of one, and does nothing. */
@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId', 'Nothing')
class EmptyStepController {
  @Records('empty-step', 'Nothing')
  record(@GivenFor('caseId') given: Given, @Body() body: ContactFamily): object {
    return { id: given.id, happenedOn: body.happenedOn };
  }
}

Module({ controllers: [EmptyStepController] })(EhcModule);
