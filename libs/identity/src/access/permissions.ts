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
} as const;

export type Permission = keyof typeof PERMISSIONS;
