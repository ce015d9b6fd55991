import { readConfiguration } from '@ehc/platform';
import { issueToken } from './issue-token.js';
import { refuseOutsideDevelopment } from './only-in-development.js';
import { LOCAL_PEOPLE, localPerson } from './people.js';
import { PROVIDER_PATH, ProviderFolder } from './provider-folder.js';

export interface TokenOptions {
  readonly dataDir: string;
  /** How long the token holds, in minutes. */
  readonly expires: number;
}

/** `ehc token`: prints a bearer token of one of the local provider's people, whether or not the service runs. */
export const token = async (user: string, { dataDir, expires }: TokenOptions): Promise<number> => {
  const configuration = readConfiguration(process.env, { dataDir });
  refuseOutsideDevelopment(configuration.signIn);
  const person = localPerson(user);
  if (!person) {
    const people = LOCAL_PEOPLE.map(({ subject, work }) => `  ${subject.padEnd(20)} ${work}`).join('\n');
    process.stderr.write(`The local provider does not know "${user}". It knows:\n${people}\n`);
    return 1;
  }
  const folder = new ProviderFolder(configuration.dataDir);
  const { signIn, port } = configuration;
  const issuer = (await folder.issuer()) ?? (signIn.publicUrl ?? `http://127.0.0.1:${port}`) + PROVIDER_PATH;
  process.stdout.write(`${await issueToken({ issuer, key: await folder.signingKey() }, person, expires)}\n`);
  return 0;
};
