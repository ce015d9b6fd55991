import { Problem } from '@ehc/platform';

/** What is said of a record that is not there, and in the same words of one that the caller may not know of. */
export const absent = (noun: string): { readonly detail: string; readonly todo: string } => ({
  detail: `There is no such ${noun}.`,
  todo: `Check the id. A ${noun} of another authority, or one that your role does not reach, is not shown, and cannot be told from one that does not exist.`,
});

/** 404, in the words in which a missing record is refused. */
export const noSuch = (noun: string): Problem => {
  const { detail, todo } = absent(noun);
  return new Problem(404, 'not-found', `${detail} ${todo}`);
};
