/**
 * What may be permitted: each route of the API names one of them, and each role names those that it has. What the
 * permission reaches (which cases, which children) is the role's reach, not the permission's.
 */
export const PERMISSIONS = {
  'find-children': 'Search for children of the authority by name, birth date or identifier',
  'see-cases': 'View a case, as far as the role reaches it',
  'see-timelines': 'View everything that is recorded of a case',
  'see-worklist': 'See what will be late next, with the cases by name',
  'record-steps': "Record the authority's own steps of the pathway",
  'answer-advice': 'Answer a request for advice',
  'answer-consultations': "Record a setting's answer to being consulted",
  'convene-reviews': 'Record the notice, advice, meeting and report of an annual review',
  'ask-for-corrections': 'Ask that an earlier event of a case, plan or child be corrected',
  'ask-for-corrections-of-advice': 'Ask that an earlier event of a request for advice be corrected',
  'decide-corrections': 'Approve or decline a correction that somebody else asked for',
  'choose-settings': "Choose the authority's settings",
  'see-figures': 'See measures, comparisons, lead indicators and published figures',
  'publish-figures': 'Give out a set of figures under a name',
  'see-restatements': 'See which published figures a correction touches, case by case',
  'give-access': 'Give roles in the authority, and end them',
  'restrict-records': 'Restrict the record of a child to people who are named',
  'see-reads': 'See who was shown the records of which children',
} as const;

export type Permission = keyof typeof PERMISSIONS;

/**
 * Whether what is answered under a permission tells of single children: always; only where it names records (the cases
 * behind a figure); or never (figures alone, settings, what the caller has just recorded). Of answers that do it is
 * recorded who was told.
 */
export const TELLS_OF_CHILDREN: Readonly<Record<Permission, 'always' | 'where_named' | 'never'>> = {
  'find-children': 'always',
  'see-cases': 'always',
  'see-timelines': 'always',
  'see-worklist': 'always',
  'record-steps': 'never',
  'answer-advice': 'never',
  'answer-consultations': 'never',
  'convene-reviews': 'never',
  'ask-for-corrections': 'never',
  'ask-for-corrections-of-advice': 'never',
  'decide-corrections': 'never',
  'choose-settings': 'never',
  'see-figures': 'where_named',
  'publish-figures': 'never',
  'see-restatements': 'where_named',
  'give-access': 'never',
  'restrict-records': 'never',
  'see-reads': 'always',
};
