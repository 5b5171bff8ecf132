import type { WithdrawalShown } from '@shared/contract';
import { merchantNumber } from '../_platform/merchant';
import { needed } from '../_platform/variables';
import type { WithdrawalDocument } from '../_store/documents';
import { requestEntryId, returnedEntryId } from './end';
import type { Leaving } from './leaving';
import { rowOf } from './rows';

/** A withdrawal as its member sees it. */
export function withdrawalShown(withdrawal: WithdrawalDocument, leaving: Leaving): WithdrawalShown {
  const { _id, state, taxFen, log, confirmPackage } = withdrawal;
  const isBack = state === 'declined' || state === 'returned';
  return {
    ...rowOf(withdrawal, leaving),
    taxFen,
    log: log.map(({ state: to, atMs, note }) => ({ state: to, atMs, note })),
    entryIds: [requestEntryId(_id), ...(isBack ? [returnedEntryId(_id)] : [])],
    confirm:
      state === 'waitingForMember' && confirmPackage
        ? { mchId: merchantNumber(), appId: needed('WX_APP_ID'), package: confirmPackage }
        : null,
    isDemo: leaving.settings.isDemo,
  };
}
