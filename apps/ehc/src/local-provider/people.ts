/** Somebody who can sign in at the local provider. Nobody of that name exists. */
export interface LocalPerson {
  readonly subject: string;
  readonly name: string;
  /** As what they are known in the demonstration authority. */
  readonly work: string;
}

/** One for each role. */
export const LOCAL_PEOPLE: readonly LocalPerson[] = [
  { subject: 'carol.caseworker', name: 'Carol Caseworker', work: 'Caseworker' },
  { subject: 'tom.team-manager', name: 'Tom Team-Manager', work: 'Team manager' },
  { subject: 'amina.adviser', name: 'Amina Adviser', work: 'Agency adviser, educational psychology' },
  { subject: 'sam.school', name: 'Sam School', work: 'School or setting user' },
  { subject: 'cora.coordinator', name: 'Cora Coordinator', work: 'Agency coordinator' },
  { subject: 'ana.analyst', name: 'Ana Analyst', work: 'Performance analyst' },
  { subject: 'bob.board', name: 'Bob Board', work: 'Board member' },
  { subject: 'adam.administrator', name: 'Adam Administrator', work: 'Administrator' },
];

export const localPerson = (subject: string): LocalPerson | undefined =>
  LOCAL_PEOPLE.find((person) => person.subject === subject);
