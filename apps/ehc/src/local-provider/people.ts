import type { AdviceBody, RoleName } from '@ehc/identity';

/** Somebody who can sign in at the local provider. Nobody of that name exists. */
export interface LocalPerson {
  readonly subject: string;
  readonly name: string;
  /** As what they are known in the demonstration authority. */
  readonly work: string;
  /** The role that they are given there. */
  readonly role: RoleName;
  readonly bodies?: readonly AdviceBody[];
  readonly setting?: string;
}

/** One for each role. */
export const LOCAL_PEOPLE: readonly LocalPerson[] = [
  { subject: 'carol.caseworker', name: 'Carol Caseworker', work: 'Caseworker', role: 'caseworker' },
  { subject: 'tom.team-manager', name: 'Tom Team-Manager', work: 'Team manager', role: 'team_manager' },
  {
    subject: 'amina.adviser',
    name: 'Amina Adviser',
    work: 'Agency adviser, educational psychology',
    role: 'agency_adviser',
    bodies: ['educational_psychology'],
  },
  {
    subject: 'sam.school',
    name: 'Sam School',
    work: 'School or setting user, of the made-up school 161042',
    role: 'school_or_setting',
    setting: '161042',
  },
  {
    subject: 'cora.coordinator',
    name: 'Cora Coordinator',
    work: 'Agency coordinator, health',
    role: 'agency_coordinator',
    bodies: ['health'],
  },
  { subject: 'ana.analyst', name: 'Ana Analyst', work: 'Performance analyst', role: 'performance_analyst' },
  { subject: 'bob.board', name: 'Bob Board', work: 'Board member', role: 'board_member' },
  { subject: 'adam.administrator', name: 'Adam Administrator', work: 'Administrator', role: 'administrator' },
];

export const localPerson = (subject: string): LocalPerson | undefined =>
  LOCAL_PEOPLE.find((person) => person.subject === subject);
