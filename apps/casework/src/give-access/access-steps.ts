import { ROLE_NAMES, type RoleName, ROLES } from '@ehc/identity';
import {
  defineStep,
  fact,
  FieldOf,
  invalid,
  notFound,
  type Of,
  OneOf,
  optional,
  outOfOrder,
  Refusal,
  StepRequest,
  Words,
} from '@ehc/recording';
import { type GrantsState, grantsStream } from '../streams/grants-stream.js';

/** Who it is, as the identity provider names them. */
class ForPerson extends StepRequest {
  @Words("The identity provider's name for the person: the claim `sub` of their tokens.", {}, 200)
  subject!: string;
}

export class GiveAccess extends ForPerson {
  @OneOf(ROLE_NAMES, 'The role.')
  role!: RoleName;

  @Words('Name of the person, for lists.', optional, 400)
  name?: string;

  @FieldOf('AccessGranted', 'bodies', 'For advisers and coordinators: the advice bodies for which they work.')
  bodies?: Of<'AccessGranted', 'bodies'>;

  @FieldOf('AccessGranted', 'setting', 'For users at a school or other setting: its URN.')
  setting?: string;

  @Words('The agency for which they work.', optional, 400)
  agency?: string;
}

export class EndAccess extends ForPerson {}

/** Nobody gives themselves a role, or takes one away: it takes two. */
const refuseOwn = (subject: string, actor: string): Refusal | undefined =>
  subject === actor
    ? new Refusal('not-allowed', 'This is about your own role.', 'Ask another administrator of the authority.')
    : undefined;

/** What a role reaches by must be said with it, and nothing else. */
const fitsRole = ({ role, bodies, setting }: GiveAccess): Refusal | undefined => {
  const { reach, label } = ROLES[role];
  if (reach === 'asked' && !bodies) {
    return invalid('bodies', `A ${label.toLowerCase()} works for advice bodies, and none is named.`, 'Name them.');
  }
  if (reach === 'own_setting' && !setting) {
    return invalid('setting', `A ${label.toLowerCase()} works at a setting, and none is named.`, 'Give its URN.');
  }
  if (bodies && reach !== 'asked') {
    return invalid('bodies', `A ${label.toLowerCase()} works for no advice body.`, 'Leave it out.');
  }
  return setting && reach !== 'own_setting'
    ? invalid('setting', `A ${label.toLowerCase()} is not tied to a setting.`, 'Leave it out.')
    : undefined;
};

/** A person was given a role in the authority. */
export const giveAccess = defineStep({
  stream: grantsStream,
  records: 'AccessGranted',
  begins: true,
  decide: (state, command: GiveAccess, { actor, newId }) =>
    refuseOwn(command.subject, actor) ??
    fitsRole(command) ??
    refuseTwice(state, command) ??
    fact('AccessGranted', command, { grant: newId('grant') }),
});

const refuseTwice = (state: GrantsState, { role, setting }: GiveAccess): Refusal | undefined =>
  [...state.values()].some((known) => known.role === role && known.setting === setting)
    ? outOfOrder('The person has this role already.', 'End it first, where it is to change.')
    : undefined;

/** A role given before came to its end. */
export const endAccess = defineStep({
  stream: grantsStream,
  records: 'AccessEnded',
  decide: (state, { grant, ...command }: EndAccess & { grant: string }, { actor }) => {
    const refusal = refuseOwn(command.subject, actor);
    if (refusal) return refusal;
    return state.has(grant) ? fact('AccessEnded', command, { grant }) : notFound('role');
  },
});
