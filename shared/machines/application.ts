import type { Machine } from './machine';

/** A member's application for a shop. Decided once; after a refusal or a withdrawal the member may apply anew. */
export const applicationStates = ['submitted', 'approved', 'refused', 'withdrawn'] as const;
export type ApplicationState = (typeof applicationStates)[number];
export type ApplicationEvent =
  | 'platform.approved'
  | 'platform.refused'
  | 'applicant.withdrew'
  | 'applicant.appliedAgain';

export const firstApplicationState: ApplicationState = 'submitted';

export const applicationMachine = {
  submitted: {
    'platform.approved': 'approved',
    'platform.refused': 'refused',
    'applicant.withdrew': 'withdrawn',
  },
  // Whose shop went to somebody else may apply for another.
  approved: { 'applicant.appliedAgain': 'submitted' },
  refused: { 'applicant.appliedAgain': 'submitted' },
  withdrawn: { 'applicant.appliedAgain': 'submitted' },
} as const satisfies Machine<ApplicationState, ApplicationEvent>;
