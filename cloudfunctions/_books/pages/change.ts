import type { ChangeDocument } from '../../_store/documents';

/** What a change names: whose it is and when, and of the rest what it changes. */
export type NewChange = Pick<ChangeDocument, '_id' | 'memberId' | 'day' | 'atMs' | 'sequence'> &
  Partial<
    Pick<
      ChangeDocument,
      | 'volumeFen'
      | 'quotaFen'
      | 'weightMicroShares'
      | 'quotaTodayFen'
      | 'weightTodayMicroShares'
      | 'owedSpendableCents'
      | 'orderId'
      | 'remainingCents'
      | 'dailyCents'
    >
  >;

/**
 * A change of a member's page as it waits in the inbox for the next close (see ChangeDocument). With an `orderId`,
 * `dailyCents` is what that order releases from now on.
 */
export const waitingChange = (change: NewChange): ChangeDocument => ({
  kind: 'change',
  referrerId: null,
  depth: 0,
  orderId: null,
  volumeFen: 0,
  pointsVolumeCents: 0,
  quotaFen: 0,
  weightMicroShares: 0,
  quotaTodayFen: 0,
  weightTodayMicroShares: 0,
  owedSpendableCents: 0,
  remainingCents: 0,
  dailyCents: 0,
  grantedReleaseCents: 0,
  dailyReleaseCents: 0,
  mergeDay: null,
  pageId: null,
  ...change,
});
