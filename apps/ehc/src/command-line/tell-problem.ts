import { Problem } from '@ehc/platform';

/** Says on standard error why a question could not be answered, and which fields are wrong; anything else is thrown on. */
export const tellProblem = (error: unknown): 1 => {
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`ehc: ${error.detail}\n`);
  for (const { field, message } of error.errors) process.stderr.write(`  ${field}: ${message}\n`);
  return 1;
};
