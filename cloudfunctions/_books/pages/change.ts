import type { ChangeDocument, GrantDocument } from '../../_store/documents';

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
      | 'lineFen'
    >
  >;

/** What waits for the next close, before it says anything. */
const NOTHING = {
  referrerId: null,
  depth: 0,
  sequence: 0,
  orderId: null,
  volumeFen: 0,
  pointsVolumeCents: 0,
  quotaFen: 0,
  weightMicroShares: 0,
  grantedReleaseCents: 0,
  dailyReleaseCents: 0,
  mergeDay: null,
  pageId: null,
} as const;

/** Somebody who joined, or what a settled order gave, as it waits in the inbox for the next close. */
export const waitingGrant = (
  grant: Pick<GrantDocument, '_id' | 'kind' | 'memberId' | 'day' | 'atMs'> & Partial<GrantDocument>,
): GrantDocument => ({ ...NOTHING, ...grant });

/**
 * A change of a member's page as it waits in the inbox for the next close (see ChangeDocument). With an `orderId`,
 * `dailyCents` is what that order releases from now on.
 */
export const waitingChange = (change: NewChange): ChangeDocument => ({
  ...NOTHING,
  kind: 'change',
  quotaTodayFen: 0,
  weightTodayMicroShares: 0,
  owedSpendableCents: 0,
  remainingCents: 0,
  dailyCents: 0,
  ...change,
});
