/** Ends a command that failed: says what is wrong, in a sentence where the error was made for people. */
export const tellAndExit = (error: unknown): void => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`ehc: ${message}\n`);
  if (process.env['EHC_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
};
