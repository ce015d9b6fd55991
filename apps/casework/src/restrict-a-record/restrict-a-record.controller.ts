import { EVENT_STORE, type EventStore } from '@ehc/event-store';
import { AccessRegister, Allow, mayDo } from '@ehc/identity';
import { Body, Inject } from '@nestjs/common';
import {
  type Given,
  GivenFor,
  invalid,
  readOwn,
  type Recorded,
  Recorder,
  Records,
  RecordsSteps,
  refused,
} from '@ehc/recording';
import {
  LiftRestriction,
  liftRestriction,
  NamePerson,
  namePerson,
  RestrictRecord,
  restrictRecord,
  UnnamePerson,
  unnamePerson,
} from './restriction-steps.js';

@Allow('restrict-records')
@RecordsSteps('api/casework/children/:childId/restriction', 'Restricting a record')
export class RestrictARecordController {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(AccessRegister) private readonly register: AccessRegister,
  ) {}

  @Records(
    '',
    'The record of a child was restricted to people who are named',
    'For instance for domestic abuse, a child of staff, an adoption. Nobody else sees the child, its cases or its plans from now on, in no search, list or case.',
  )
  async restrict(@GivenFor('childId') given: Given, @Body() body: RestrictRecord): Promise<Recorded> {
    await readOwn(this.store, given.caller.authority, 'child', given.id!);
    this.#refuseUnlessWorkable(given.caller.authority, body);
    return this.#inForce(this.recorder.record(restrictRecord, given, body));
  }

  @Records('people', 'A further person was named who sees the restricted record')
  name(@GivenFor('childId') given: Given, @Body() body: NamePerson): Promise<Recorded> {
    return this.#inForce(this.recorder.record(namePerson, given, body));
  }

  @Records('people/end', 'A person no longer sees the restricted record')
  unname(@GivenFor('childId') given: Given, @Body() body: UnnamePerson): Promise<Recorded> {
    return this.#inForce(this.recorder.record(unnamePerson, given, body));
  }

  @Records('end', 'The restriction was lifted')
  lift(@GivenFor('childId') given: Given, @Body() body: LiftRestriction): Promise<Recorded> {
    return this.#inForce(this.recorder.record(liftRestriction, given, body));
  }

  /** A record that nobody may work on would be lost, its clocks running. */
  #refuseUnlessWorkable(authority: string, { people }: RestrictRecord): void {
    const { state } = this.register;
    const works = people.some(({ subject }) =>
      state.grantsOf(subject, authority).some(({ role }) => mayDo(role, 'record-steps')),
    );
    if (!works) {
      throw refused(
        invalid(
          'people',
          'None of these people may record steps in this authority: nobody could work on the case.',
          'Name at least one caseworker or team manager.',
        ),
      );
    }
  }

  /** Answers when it holds: whoever is told that a record is restricted may rely on it. */
  async #inForce(recording: Promise<Recorded>): Promise<Recorded> {
    const recorded = await recording;
    await this.register.upTo(recorded.position);
    return recorded;
  }
}
