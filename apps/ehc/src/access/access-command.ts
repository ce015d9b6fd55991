import { casework } from '@ehc/casework';
import { AccessRegister, type AdviceBody, type Grant, isRole, ROLE_NAMES, ROLES } from '@ehc/identity';
import { badRequest, SystemClock } from '@ehc/platform';
import type { Recorded } from '@ehc/recording';
import { CommandRecorder } from '../command-line/record-as-command.js';
import { tellProblem } from '../command-line/tell-problem.js';
import type { Installation } from '../installation/open-installation.js';
import { withInstallation } from '../installation/with-installation.js';

interface InAuthority {
  readonly dataDir: string;
  readonly authority: string;
}

export interface GiveOptions extends InAuthority {
  readonly role: string;
  readonly name?: string;
  readonly bodies?: AdviceBody[];
  readonly setting?: string;
  readonly agency?: string;
}

export interface ListOptions extends InAuthority {
  readonly json: boolean;
}

type Recording = Pick<Installation, 'store' | 'sealer'>;

/** In whose name the command line gives and ends roles. */
const inNameOf = (authority: string) => ({ by: 'ehc access', authority });

/** Gives a role as the command line does it: so an authority comes by its first administrator. */
export const giveRole = async (
  recording: Recording,
  { authority, ...role }: Omit<GiveOptions, 'dataDir'> & { subject: string; commandId?: string },
): Promise<Recorded> => {
  if (!isRole(role.role)) throw badRequest('unknown-role', `The role must be one of ${ROLE_NAMES.join(', ')}.`);
  const request = { happenedOn: new SystemClock().today(), ...role, role: role.role };
  const stream = casework.grantsOf(authority, role.subject);
  return new CommandRecorder(recording).record(casework.giveAccess, stream, inNameOf(authority), request);
};

/** `ehc access give` */
export const give = (subject: string, { dataDir, ...options }: GiveOptions): Promise<number> =>
  withInstallation(
    dataDir,
    async (installation) => {
      try {
        await giveRole(installation, { subject, ...options });
      } catch (error) {
        return tellProblem(error);
      }
      process.stdout.write(`${subject} is ${options.role.replaceAll('_', ' ')} of ${options.authority} from now on.\n`);
      return 0;
    },
    { mayMake: true, feedsAtOnce: false },
  );

/** `ehc access end`: ends every role that somebody has in an authority, or those of one kind. */
export const end = (subject: string, { dataDir, authority, role }: InAuthority & { role?: string }): Promise<number> =>
  withInstallation(
    dataDir,
    async (installation) => {
      const recorder = new CommandRecorder(installation);
      const held = (await rolesIn(installation, authority)).filter((one) => one.subject === subject);
      const ending = held.filter((one) => role === undefined || one.role === role);
      for (const { grant } of ending) {
        const request = { subject, grant, happenedOn: new SystemClock().today() };
        await recorder.record(casework.endAccess, casework.grantsOf(authority, subject), inNameOf(authority), request);
      }
      process.stdout.write(`${ending.length} ${ending.length === 1 ? 'role' : 'roles'} of ${subject} ended.\n`);
      return ending.length > 0 ? 0 : 1;
    },
    { feedsAtOnce: false },
  );

/** `ehc access list` */
export const list = ({ dataDir, authority, json }: ListOptions): Promise<number> =>
  withInstallation(
    dataDir,
    async (installation) => {
      const grants = await rolesIn(installation, authority);
      process.stdout.write(json ? `${JSON.stringify({ authority, grants })}\n` : grants.map(inWords).join(''));
      return 0;
    },
    { feedsAtOnce: false },
  );

const rolesIn = async ({ store }: Pick<Installation, 'store'>, authority: string): Promise<readonly Grant[]> => {
  const register = new AccessRegister(store);
  await register.start();
  await register.stop();
  return register.state.grantsIn(authority);
};

const inWords = ({ subject, name, role, bodies, setting }: Grant): string => {
  const reach = [...bodies, ...(setting === null ? [] : [`setting ${setting}`])].join(', ');
  return `${subject.padEnd(24)} ${ROLES[role].label}${reach && ` (${reach})`}${name === null ? '' : `  ${name}`}\n`;
};
