import type { Permission } from './permissions.js';

/**
 * Which records a role reaches within its authority, before any restriction:
 * - `every`: all of them
 * - `asked`: a case from the moment on which one of the person's advice bodies was asked for its advice on it
 * - `own_setting`: a case from the moment on which the person's setting was asked (for the educational advice on a child
 *   of its own, or whether it can be named), and the plans that name it
 * - `none`: figures alone
 */
export type Reach = 'every' | 'asked' | 'own_setting' | 'none';

export interface Role {
  /** As people call it. */
  readonly label: string;
  readonly reach: Reach;
  /**
   * Whether it may learn of single children of the whole authority. Where not, small counts in figures are suppressed
   * and lists of cases are left out.
   */
  readonly childLevel: boolean;
  readonly permissions: readonly Permission[];
}

const AT_WORK_ON_CASES = [
  'find-children',
  'see-cases',
  'see-timelines',
  'see-worklist',
  'record-steps',
  'answer-advice',
  'answer-consultations',
  'convene-reviews',
  'ask-for-corrections',
  'ask-for-corrections-of-advice',
  'see-figures',
  'see-restatements',
  'restrict-records',
] as const satisfies Permission[];

const ROWS = {
  caseworker: { label: 'Caseworker', reach: 'every', childLevel: true, permissions: AT_WORK_ON_CASES },
  team_manager: {
    label: 'Team manager',
    reach: 'every',
    childLevel: true,
    permissions: [...AT_WORK_ON_CASES, 'decide-corrections', 'choose-settings', 'publish-figures', 'see-reads'],
  },
  agency_adviser: {
    label: 'Agency adviser',
    reach: 'asked',
    childLevel: false,
    permissions: ['see-cases', 'answer-advice', 'ask-for-corrections-of-advice'],
  },
  school_or_setting: {
    label: 'School or setting user',
    reach: 'own_setting',
    childLevel: false,
    permissions: ['see-cases', 'answer-advice', 'answer-consultations', 'convene-reviews'],
  },
  agency_coordinator: {
    label: 'Agency coordinator',
    reach: 'asked',
    childLevel: false,
    permissions: ['see-cases', 'answer-advice', 'ask-for-corrections-of-advice', 'see-figures'],
  },
  performance_analyst: {
    label: 'Performance analyst',
    reach: 'none',
    childLevel: true,
    permissions: ['see-figures', 'publish-figures', 'see-restatements'],
  },
  board_member: {
    label: 'Board member',
    reach: 'none',
    childLevel: false,
    permissions: ['see-figures'],
  },
  administrator: {
    label: 'Administrator',
    reach: 'none',
    childLevel: false,
    permissions: ['give-access', 'choose-settings', 'see-reads'],
  },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof ROWS;

/** Every role there is. A further one is a row here and a column of the table in docs/reference/access.md. */
export const ROLES: Readonly<Record<RoleName, Role>> = ROWS;

export const ROLE_NAMES = Object.keys(ROLES) as readonly RoleName[];

export const isRole = (name: string): name is RoleName => Object.hasOwn(ROLES, name);

export const mayDo = (role: RoleName, permission: Permission): boolean => ROLES[role].permissions.includes(permission);
