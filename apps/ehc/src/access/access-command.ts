import { casework } from '@ehc/casework';
import { AccessRegister, type AdviceBody, type Grant, isRole, ROLE_NAMES, ROLES } from '@ehc/identity';
import { badRequest, SystemClock } from '@ehc/platform';
import { type Given, type Recorded, RecordStep, RecordStepHandler } from '@ehc/recording';
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

/** Gives a role as the command line does it: so an authority comes by its first administrator. */
export const giveRole = async (
  { store, sealer }: Recording,
  { subject, authority, commandId, ...role }: Omit<GiveOptions, 'dataDir'> & { subject: string; commandId?: string },
): Promise<Recorded> => {
  if (!isRole(role.role)) throw badRequest('unknown-role', `The role must be one of ${ROLE_NAMES.join(', ')}.`);
  const clock = new SystemClock();
  const request = { subject, happenedOn: clock.today(), ...role, role: role.role };
  const given = byCommandLine(authority, subject, commandId);
  return new RecordStepHandler(store, sealer, clock).execute(
    new RecordStep(casework.giveAccess, given, request) as unknown as RecordStep,
  );
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
    async ({ store, sealer }) => {
      const clock = new SystemClock();
      const handler = new RecordStepHandler(store, sealer, clock);
      const given = byCommandLine(authority, subject);
      const held = (await rolesIn({ store }, authority)).filter((one) => one.subject === subject);
      const ending = held.filter((one) => role === undefined || one.role === role);
      for (const { grant } of ending) {
        const request = { subject, grant, happenedOn: clock.today() };
        await handler.execute(new RecordStep(casework.endAccess, given, request) as unknown as RecordStep);
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

const byCommandLine = (authority: string, subject: string, commandId?: string): Given => ({
  caller: { actor: 'ehc access', role: 'command line', authority, agency: null, verified: false },
  id: casework.grantsOf(authority, subject),
  commandId,
  expectedRevision: undefined,
  byPrecondition: false,
  correlationId: undefined,
});
