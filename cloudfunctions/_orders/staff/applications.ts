import type { Application } from '@shared/contract';
import { type ApplicationEvent, applicationMachine, firstApplicationState, next } from '@shared/machines';
import type { Transaction } from '../../_platform/transactions';
import { applications } from '../../_store/collections';
import type { ApplicationDocument } from '../../_store/documents/applications';

/** So much of an application's record is kept. */
const LOG_KEPT = 50;

export const LICENCES_FOLDER = 'licence';

/** An application without its licences, for a list. */
export const applicationCard = (one: ApplicationDocument): Omit<Application, 'licences'> => ({
  applicationId: one._id,
  state: one.state,
  shopName: one.shopName,
  industry: one.industry,
  contactName: one.contactName,
  phoneMasked: one.phoneMasked,
  words: one.words,
  atMs: one.atMs,
  decided: one.decided && { reason: one.decided.reason, atMs: one.decided.atMs },
});

/** An application for its applicant, or for who decides. */
export const applicationShown = (one: ApplicationDocument): Application => ({
  ...applicationCard(one),
  licences: [...one.licences],
});

interface Stepping {
  readonly event: ApplicationEvent | 'applicant.applied';
  readonly atMs: number;
  readonly byId: string;
  readonly note?: string;
}

/** The state after an event; undefined where it is refused. The first application comes out of nothing. */
export const stateAfter = (before: ApplicationDocument | null, event: Stepping['event']) =>
  event === 'applicant.applied'
    ? before
      ? undefined
      : firstApplicationState
    : before
      ? next(applicationMachine, before.state, event)
      : undefined;

/** Writes the new state of an application and the line of its record together, within a transaction. */
export async function stepApplication(
  before: Omit<ApplicationDocument, 'state' | 'log'> & Partial<Pick<ApplicationDocument, 'log'>>,
  state: ApplicationDocument['state'],
  { event, atMs, byId, note = '' }: Stepping,
  transaction: Transaction,
): Promise<ApplicationDocument> {
  const log = [...(before.log ?? []), { event, state, atMs, byId, note }].slice(-LOG_KEPT);
  const after: ApplicationDocument = { ...before, state, log };
  await applications.put(after, transaction);
  return after;
}
