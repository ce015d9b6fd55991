import { forgettingReason } from '@ehc/pathway';
import { answeringCommand } from '../command-line/answering-command.js';
import { type Because, type Forgotten, forgetChildren } from './forget-children.js';

export interface ForgetOptions {
  readonly dataDir: string;
  readonly authority: string;
  /** A code of `forgettingReason`, or words. */
  readonly reason: string;
  /** In whose name. */
  readonly by?: string;
  readonly json: boolean;
}

const CODES: readonly string[] = forgettingReason.anyOf.map(({ const: code }) => code as string);

/** `ehc forget`: exit status 0 where the child is forgotten, 1 where they may not be. */
export const forget = (child: string, options: ForgetOptions): Promise<number> =>
  answeringCommand(options, async (installation) => {
    const name = { by: options.by ?? 'ehc forget', authority: options.authority };
    const [forgotten] = await forgetChildren([child.toLowerCase()], name, reasonOf(options.reason), installation);
    return options.json ? `${JSON.stringify(forgotten)}\n` : tell(forgotten!);
  });

/** Words that are no code are kept as they are, beside the code for them. */
const reasonOf = (text: string): Because =>
  CODES.includes(text) ? { reason: text as Because['reason'] } : { reason: 'other', inWords: text };

const tell = ({ child, forgottenOn, before, destroyed, toLookAt, alsoKnownTo }: Forgotten): string =>
  [
    before
      ? `Child ${child} was forgotten on ${forgottenOn}. Nothing new was recorded.`
      : `Child ${child} is forgotten. Their key is destroyed: what it sealed can be read in no copy of the log.`,
    ...(before ? [] : ['The search index has another key, and the old one is destroyed.']),
    ...destroyed.map((stream) => `The text of ${stream} named the child: its key is destroyed too.`),
    ...toLookAt.map((stream) => `The text of ${stream} holds a word of their name. Look whether it means the child.`),
    ...alsoKnownTo.map((code) => `Authority ${code} keeps its own record of the child, under its own key.`),
    'Backups of the keys from before still open what backups of the log hold: destroy those that are older than today.',
    'What is left: dates of steps, codes of need, month of birth, sex, ethnicity, setting, authority. Measures stay as they were.',
    '',
  ].join('\n');
