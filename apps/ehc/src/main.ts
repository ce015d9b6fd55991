import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { GiveOptions, ListOptions } from './access/access-command.js';
import type { ChronologyOptions } from './chronology/chronology-command.js';
import { VERSION } from './command-line/version.js';
import { tellAndExit } from './command-line/tell-and-exit.js';
import type { ForgetOptions } from './forget/forget-command.js';
import type { LegalHoldOptions } from './forget/legal-hold-command.js';
import type { LeadIndicatorsOptions } from './lead-indicators/lead-indicators-command.js';
import type { MeasuresOptions } from './measures/measures-command.js';
import type { ReadsOptions } from './reads/reads-command.js';
import type { SubjectAccessOptions } from './subject-access/subject-access-command.js';
import type { SimulateOptions } from './simulate/simulate.js';
import type { VerifySealedOptions } from './verify/verify-sealed.js';

// Whoever reads our output may stop reading (`ehc verify | head`): that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

// Each command loads only what it needs, when it runs: `ehc clock` answers before Nest or pg could have been read.

const program = new Command('ehc')
  .description('Runs and tends an EHC Pathway installation.')
  .version(VERSION)
  .showHelpAfterError()
  .exitOverride();

const withData = (command: Command) =>
  command.option('--data <dir>', 'folder of the database and the keys', process.env['EHC_DATA'] ?? '.data');

const port = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('a port is 0 to 65535.');
  return number;
};

const wholeNumber =
  (least = 0, most = 999_999_999) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`give a whole number from ${least} to ${most}.`);
  };

const authority = (text: string): string => {
  if (!/^\d{3}$/.test(text)) throw new InvalidArgumentError('an authority is its three-digit DfE code, such as 891.');
  return text;
};

const instant = (text: string): string => {
  if (Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('a moment is 2026-10-16T09:00:00Z, for instance.');
  return new Date(text).toISOString();
};

const twoInstants = (text: string, before: readonly string[] = []): readonly string[] => {
  if (before.length === 2) throw new InvalidArgumentError('two moments are compared.');
  return [...before, text];
};

withData(
  program
    .command('start')
    .description('Starts the service: embedded PostgreSQL, migrations, every app in one process.'),
)
  .option('--port <number>', 'port on 127.0.0.1', port, Number(process.env['PORT'] ?? 3000))
  .option('--no-demo', 'leave out the demonstration authority')
  .action(async (options: { data: string; port: number; demo: boolean }) => {
    const { start } = await import('./start/start.js');
    await start({ dataDir: options.data, port: options.port, demo: options.demo });
  });

withData(
  program
    .command('token')
    .description('Prints a bearer token of one of the local provider’s people, for trying the API in development.'),
)
  .argument('<user>', 'who asks, for instance carol.caseworker')
  .option('--expires <minutes>', 'how long it holds', wholeNumber(1, 10_080), 480)
  .action(async (user: string, options: { data: string; expires: number }) => {
    const { token } = await import('./local-provider/token-command.js');
    process.exitCode = await token(user, { dataDir: options.data, expires: options.expires });
  });

const access = program.command('access').description('Says who may see and do what in an authority.');
withData(access.command('give').description('Gives somebody a role in an authority, such as its first administrator.'))
  .argument('<subject>', "the identity provider's name for the person: the claim sub of their tokens")
  .requiredOption('--authority <code>', 'three-digit DfE code', authority)
  .requiredOption('--role <role>', 'the role, for instance caseworker or administrator')
  .option('--name <name>', 'name of the person, for lists')
  .option('--bodies <bodies...>', 'for advisers and coordinators: the advice bodies for which they work')
  .option('--setting <urn>', 'for users at a school or other setting: its URN')
  .option('--agency <agency>', 'the agency for which they work')
  .action(async (subject: string, { data, ...options }: { data: string } & Omit<GiveOptions, 'dataDir'>) => {
    const { give } = await import('./access/access-command.js');
    process.exitCode = await give(subject, { ...options, dataDir: data });
  });
withData(access.command('end').description("Ends somebody's roles in an authority."))
  .argument('<subject>', "the identity provider's name for the person")
  .requiredOption('--authority <code>', 'three-digit DfE code', authority)
  .option('--role <role>', 'this role alone')
  .action(async (subject: string, { data, ...options }: { data: string; authority: string; role?: string }) => {
    const { end } = await import('./access/access-command.js');
    process.exitCode = await end(subject, { ...options, dataDir: data });
  });
withData(access.command('list').description('Lists who has a role in an authority.'))
  .requiredOption('--authority <code>', 'three-digit DfE code', authority)
  .option('--json', 'print one JSON object', false)
  .action(async ({ data, ...options }: { data: string } & Omit<ListOptions, 'dataDir'>) => {
    const { list } = await import('./access/access-command.js');
    process.exitCode = await list({ ...options, dataDir: data });
  });

program
  .command('clock')
  .description('Answers deadlines: one JSON object a line on standard input, one a line on standard output.')
  .action(async () => {
    const { runClock } = await import('./clock/run-clock.js');
    process.exitCode = await runClock(process.stdin, process.stdout);
  });

const importing = program.command('import').description('Brings in what other systems hold.');
withData(importing.command('sen2').description('Imports a SEN2 return (nine Blade CSV files) as history.'))
  .argument('<folder>', 'folder that holds the nine files')
  .requiredOption('--authority <code>', 'three-digit DfE code', authority)
  .option('--dry-run', 'report what would be imported, and change nothing', false)
  .option('--json', 'print one JSON object', false)
  .option('--rejects <file>', 'where to list the rows that were left out (default: in the data folder)')
  .action(
    async (
      folder: string,
      options: { data: string; authority: string; dryRun: boolean; json: boolean; rejects?: string },
    ) => {
      const { importSen2 } = await import('./import/import-sen2.js');
      process.exitCode = await importSen2(folder, { ...options, dataDir: options.data });
    },
  );

withData(
  program
    .command('simulate')
    .description('Makes up the history of an authority, step by step, like the published figures. No child exists.'),
)
  .requiredOption('--authority <name>', 'name or three-digit DfE code; nothing may be recorded of it yet')
  .requiredOption('--children <number>', 'how many children come to the authority', wholeNumber(1, 1_000_000))
  .requiredOption('--years <number>', 'over how many years', wholeNumber(1, 12))
  .requiredOption('--seed <number>', 'the same seed gives the same history', wholeNumber(0, Number.MAX_SAFE_INTEGER))
  .option('--until <date>', 'day on which the simulated time ends (default: today)')
  .option('--json', 'print one JSON object', false)
  .action(async (options: { data: string } & Omit<SimulateOptions, 'dataDir'>) => {
    const { simulate } = await import('./simulate/simulate.js');
    process.exitCode = await simulate({ ...options, dataDir: options.data });
  });

withData(program.command('measures').description('Gives the measures of an authority for a period, as at any moment.'))
  .requiredOption('--authority <code>', 'three-digit DfE code', authority)
  .option('--year <year>', 'calendar year of activity')
  .option('--period <period>', 'month (2024-03), calendar year (2024) or academic year (2024/25)')
  .option('--from <date>', 'first day of the period')
  .option('--to <date>', 'last day of the period')
  .option('--as-at <instant>', 'as known at this moment (ISO 8601)')
  .option('--compare <instants...>', 'what changed between two moments, and why; the second may be "now"', twoInstants)
  .option('--publish <name>', 'keep the figures under this name, as given out')
  .option('--note <text>', 'for whom they are published, and what to know when reading them')
  .addOption(
    new Option('--published [name]', 'list what was published; or one set, beside what is known today').conflicts([
      'publish',
      'compare',
      'restatements',
    ]),
  )
  .addOption(
    new Option('--restatements', 'published figures that no longer equal what is known, and why').conflicts([
      'publish',
      'compare',
    ]),
  )
  .option('--by <slice>', 'month, need, age, setting, source, sex or ethnicity')
  .option('--benchmarks', 'show the published figures beside them', false)
  .option('--json', 'print one JSON object', false)
  .action(async (options: { data: string } & Omit<MeasuresOptions, 'dataDir'>) => {
    const { measures } = await import('./measures/measures-command.js');
    process.exitCode = await measures({ ...options, dataDir: options.data });
  });

withData(
  program
    .command('lead-indicators')
    .description(
      'Gives what is coming at an authority: open cases, what falls due, what cannot be in time, who holds it.',
    ),
)
  .requiredOption('--authority <code>', 'three-digit DfE code', authority)
  .option('--as-at <instant>', 'as known at this moment (ISO 8601)')
  .option('--limit <number>', 'how many open cases to list', wholeNumber(), 100)
  .option('--offset <number>', 'how many open cases to pass over before the list', wholeNumber(), 0)
  .option('--json', 'print one JSON object', false)
  .action(async (options: { data: string } & Omit<LeadIndicatorsOptions, 'dataDir'>) => {
    const { leadIndicators } = await import('./lead-indicators/lead-indicators-command.js');
    process.exitCode = await leadIndicators({ ...options, dataDir: options.data });
  });

withData(program.command('reads').description('Lists who was shown the records of which children, the newest first.'))
  .requiredOption('--authority <code>', 'three-digit DfE code', authority)
  .option('--child <id>', 'what showed this child, or one of its cases or plans')
  .option('--case <id>', 'what showed this case')
  .option('--person <subject>', "what this person was shown: the identity provider's name for them")
  .option('--since <instant>', 'from this moment on (ISO 8601)', instant)
  .option('--until <instant>', 'before this moment (ISO 8601)', instant)
  .option('--limit <number>', 'how many at most', wholeNumber(1, 10_000), 100)
  .option('--json', 'print one JSON object', false)
  .action(async (options: { data: string } & Omit<ReadsOptions, 'dataDir'>) => {
    const { reads } = await import('./reads/reads-command.js');
    process.exitCode = await reads({ ...options, dataDir: options.data });
  });

withData(program.command('rebuild').description('Builds read models anew from the log.'))
  .argument('[names...]', 'read models; see --list')
  .option('--all', 'every read model', false)
  .option('--list', 'list the read models', false)
  .action(async (names: string[], options: { data: string; all: boolean; list: boolean }) => {
    const { rebuild } = await import('./rebuild/rebuild.js');
    process.exitCode = await rebuild(names, { ...options, dataDir: options.data });
  });

withData(program.command('verify').description('Replays the log and compares every read model with it, row for row.'))
  .argument('[names...]', 'read models; all where none is named')
  .option('--sealed', 'compare the log itself with what seals it, and nothing else', false)
  .addOption(
    new Option('--head <files...>', 'heads that were exported: compare with these as well').implies({ sealed: true }),
  )
  .addOption(
    new Option('--key <files...>', 'further public keys whose signatures count, of before').implies({ sealed: true }),
  )
  .option('--json', 'print one JSON object', false)
  .action(
    async (names: string[], options: { data: string; sealed: boolean } & Omit<VerifySealedOptions, 'dataDir'>) => {
      if (options.sealed) {
        if (names.length > 0) throw new Error('--sealed compares the log itself: name no read models with it.');
        const { verifySealed } = await import('./verify/verify-sealed.js');
        process.exitCode = await verifySealed({ ...options, dataDir: options.data });
        return;
      }
      const { verify } = await import('./verify/verify.js');
      process.exitCode = await verify(names, { ...options, dataDir: options.data });
    },
  );

withData(
  program
    .command('chronology')
    .description('Exports the whole history of a case, with what proves to anybody that nothing in it was changed.'),
)
  .argument('<case>', 'id of the case')
  .requiredOption('--authority <code>', 'three-digit DfE code', authority)
  .requiredOption('--out <file>', 'file to write: a page where it ends in .html, else JSON')
  .option('--personal', 'open the personal details too; without it they stay encrypted', false)
  .option('--head <files...>', 'older heads, kept elsewhere: show that the log has grown from them')
  .action(async (caseId: string, options: { data: string } & Omit<ChronologyOptions, 'dataDir'>) => {
    const { chronology } = await import('./chronology/chronology-command.js');
    process.exitCode = await chronology(caseId, { ...options, dataDir: options.data });
  });

const seal = program.command('seal').description('Hands out what proves later that the log was not changed.');
withData(seal.command('head').description('Seals what is recorded and prints the signed head over it.'))
  .option('--out <file>', 'write it to this file, for keeping elsewhere')
  .action(async (options: { data: string; out?: string }) => {
    const { sealHead } = await import('./seal/seal-head.js');
    process.exitCode = await sealHead({ ...options, dataDir: options.data });
  });
withData(
  seal.command('key').description('Prints the public key with which signatures of this installation are checked.'),
)
  .option('--out <file>', 'write it to this file')
  .action(async (options: { data: string; out?: string }) => {
    const { sealKey } = await import('./seal/seal-key.js');
    process.exitCode = await sealKey({ ...options, dataDir: options.data });
  });

const inTheNameOf = (command: Command) =>
  withData(command)
    .requiredOption('--authority <code>', 'three-digit DfE code', authority)
    .option('--by <name>', 'who does so, as it is recorded');

inTheNameOf(
  program
    .command('forget')
    .description('Forgets a child: destroys their key, so that nobody can read who they are in any copy of the log.'),
)
  .argument('<child>', 'id of the child')
  .requiredOption(
    '--reason <reason>',
    'retention_ended, erasure_request, recorded_in_error, court_order; or words without a name',
  )
  .option('--json', 'print one JSON object', false)
  .action(async (child: string, options: { data: string } & Omit<ForgetOptions, 'dataDir'>) => {
    const { forget } = await import('./forget/forget-command.js');
    process.exitCode = await forget(child, { ...options, dataDir: options.data });
  });

const holding = program
  .command('legal-hold')
  .description('Keeps what is held on a child from being forgotten, for as long as there is a reason.');
type HoldOptions = { data: string } & Omit<LegalHoldOptions, 'dataDir'>;
inTheNameOf(holding.command('place').description('Places a hold on a child.'))
  .argument('<child>', 'id of the child')
  .addOption(
    new Option('--reason <code>', 'why it must be kept')
      .choices(['litigation', 'complaint', 'inquiry', 'safeguarding', 'other'])
      .makeOptionMandatory(),
  )
  .option('--note <text>', 'in words; sealed under the key of the child')
  .action(async (child: string, options: HoldOptions & { reason: 'litigation' }) => {
    const { placeLegalHold } = await import('./forget/legal-hold-command.js');
    process.exitCode = await placeLegalHold(child, options.reason, { ...options, dataDir: options.data });
  });
inTheNameOf(holding.command('lift').description('Lifts a hold.'))
  .argument('<child>', 'id of the child')
  .option('--hold <id>', 'which one, where several stand')
  .option('--note <text>', 'in words; sealed under the key of the child')
  .action(async (child: string, options: HoldOptions & { hold?: string }) => {
    const { liftLegalHold } = await import('./forget/legal-hold-command.js');
    process.exitCode = await liftLegalHold(child, options.hold, { ...options, dataDir: options.data });
  });
inTheNameOf(holding.command('show').description('Shows the holds that stand on a child.'))
  .argument('<child>', 'id of the child')
  .action(async (child: string, options: HoldOptions) => {
    const { showLegalHolds } = await import('./forget/legal-hold-command.js');
    process.exitCode = await showLegalHolds(child, { ...options, dataDir: options.data });
  });

const ofAuthority = (command: Command) =>
  withData(command).requiredOption('--authority <code>', 'three-digit DfE code', authority);
const byPerson = (command: Command) =>
  ofAuthority(command).requiredOption('--by <name>', 'who does so, as it is recorded');
type OfAuthority = { data: string; authority: string };
type ByPerson = OfAuthority & { by: string };

const retention = program
  .command('retention')
  .description('For how long records are kept, and whose need not be any longer.');
byPerson(retention.command('set').description('Says for how long the records of an authority are kept.'))
  .requiredOption('--years <number>', 'years from the day of birth (31 where never set)', wholeNumber(18, 150))
  .action(async (options: ByPerson & { years: number }) => {
    const { setSchedule } = await import('./retention/retention-commands.js');
    process.exitCode = await setSchedule({ ...options, dataDir: options.data });
  });
ofAuthority(retention.command('due').description('Lists whose records need not be kept any longer.'))
  .option('--json', 'print one JSON object', false)
  .action(async (options: OfAuthority & { json: boolean }) => {
    const { showDue } = await import('./retention/retention-commands.js');
    process.exitCode = await showDue({ ...options, dataDir: options.data });
  });
byPerson(retention.command('propose').description('Proposes that children who are due be forgotten.'))
  .option('--child <id...>', 'these alone (default: all who are due and whom nothing holds)')
  .action(async (options: ByPerson & { child?: string[] }) => {
    const { propose } = await import('./retention/retention-commands.js');
    process.exitCode = await propose({ ...options, dataDir: options.data });
  });
byPerson(
  retention.command('confirm').description('Confirms a disposal that somebody else proposed: forgets the children.'),
)
  .argument('<disposal>', 'id of the disposal')
  .action(async (disposal: string, options: ByPerson) => {
    const { confirm } = await import('./retention/retention-commands.js');
    process.exitCode = await confirm(disposal, { ...options, dataDir: options.data });
  });
byPerson(retention.command('withdraw').description('Withdraws a disposal that nobody has confirmed.'))
  .argument('<disposal>', 'id of the disposal')
  .action(async (disposal: string, options: ByPerson) => {
    const { withdraw } = await import('./retention/retention-commands.js');
    process.exitCode = await withdraw(disposal, { ...options, dataDir: options.data });
  });

inTheNameOf(
  program
    .command('subject-access')
    .description('Puts together everything held on a child, readable, as a zip file for who may ask for it.'),
)
  .argument('<child>', 'id of the child')
  .requiredOption('--out <file>', 'the zip file to be made; readable by you alone')
  .action(async (child: string, options: { data: string } & Omit<SubjectAccessOptions, 'dataDir'>) => {
    const { subjectAccess } = await import('./subject-access/subject-access-command.js');
    process.exitCode = await subjectAccess(child, { ...options, dataDir: options.data });
  });

const keys = program.command('keys').description('Tends the keys under which personal details are sealed.');
withData(keys.command('rotate').description('Puts every key under a new master key. No event is changed.'))
  .option('--to <file>', 'where the new master key is, or is to be made (default: beside the keys)')
  .action(async (options: { data: string; to?: string }) => {
    const { rotateKeys } = await import('./keys/keys-commands.js');
    process.exitCode = await rotateKeys({ ...options, dataDir: options.data });
  });
withData(keys.command('back-up').description('Copies the keys, without the master key, and the list of the forgotten.'))
  .argument('<folder>', 'a new folder')
  .option('--days <number>', 'for how long it may be restored', wholeNumber(1, 366), 30)
  .action(async (folder: string, options: { data: string; days: number }) => {
    const { backUp } = await import('./keys/keys-commands.js');
    process.exitCode = await backUp(folder, { ...options, dataDir: options.data });
  });
withData(
  keys.command('restore').description('Puts the keys of a backup in their place, without those of the forgotten.'),
)
  .argument('<folder>', 'folder of the backup')
  .option('--replace', 'take the place of keys that are there', false)
  .option('--forgotten <file>', 'a list of the forgotten that is newer than the one in the backup')
  .action(async (folder: string, options: { data: string; replace: boolean; forgotten?: string }) => {
    const { restore } = await import('./keys/keys-commands.js');
    process.exitCode = await restore(folder, { ...options, dataDir: options.data });
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else tellAndExit(error);
}
