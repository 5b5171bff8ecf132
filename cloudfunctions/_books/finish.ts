import { _ } from '../_platform/cloud';
import { inParallel } from '../_platform/parallel';
import { batches, goodsOnSale, merchants, orders, wallets } from '../_store/collections';
import type { BatchDocument, WalletChange } from '../_store/documents/platform';
import { emptyWallet } from './wallet';

export const BATCH_ID = 'settling';

/** So many writes are on their way at once: half of what the platform's smallest tier connects. */
const AT_ONCE = 10;

/**
 * Writes what a committed batch says into wallets, orders and goods: each is guarded by its own mark, so that whoever
 * does it again, after the worker was killed or beside it, changes nothing twice. Throws when the cloud does: the batch
 * stays unfinished, and is finished by the next.
 */
export async function finishBatch(): Promise<void> {
  const open = await batches.get(BATCH_ID);
  if (open && !open.isFinished) await finish(open);
}

/** Writes a batch that the caller has just committed. */
export async function finish({
  batch,
  wallets: changes,
  orders: settled,
  merchants: paid = [],
  sold,
}: BatchDocument): Promise<void> {
  const writes = [
    ...changes.map((change) => () => changeWallet(batch, change)),
    ...settled.map((one) => () => orders.changeWhere({ _id: one.orderId, state: 'received' }, one.changes)),
    ...paid.map((one) => () => payMerchant(batch, one)),
    ...sold.map(
      ({ goodsId, pieces }) =>
        () =>
          goodsOnSale.changeWhere(
            { _id: goodsId, lastBatch: _.neq(batch) },
            { soldCount: _.inc(pieces), lastBatch: batch },
          ),
    ),
  ];
  await inParallel(AT_ONCE, writes);
  await batches.changeWhere(
    { _id: BATCH_ID, batch },
    { isFinished: true, wallets: [], orders: [], merchants: [], sold: [] },
  );
}

/**
 * One wallet. As a rule it still is as it was when the batch was worked out, and gets the figures. One whose points were
 * changed since by its member gets the differences, and the close looks at it for its exit.
 */
async function changeWallet(
  batch: string,
  { memberId, before, after, settledStableCents = 0, others }: WalletChange,
): Promise<void> {
  const isNew = { _id: memberId, lastBatch: _.neq(batch) };
  const settled = settledStableCents > 0 ? { heldStableCents: _.inc(-settledStableCents) } : {};
  const marked = { ...others, ...settled, lastBatch: batch };
  if ((await wallets.changeWhere({ ...isNew, ...before }, { ...after, ...marked })) > 0) return;
  const differences = {
    pointsMicroPoints: _.inc(after.pointsMicroPoints - before.pointsMicroPoints),
    exitQuotaFen: _.inc(after.exitQuotaFen - before.exitQuotaFen),
    exitAt: 0,
  };
  if ((await wallets.changeWhere(isNew, { ...differences, ...marked })) > 0) return;
  await wallets.add({ ...emptyWallet(memberId), ...after, ...others, lastBatch: batch });
}

/** A shop gets what its orders brought it; one that never had anything has no document yet. */
async function payMerchant(
  batch: string,
  { shopId, stableCents, owedFen = 0, orders: settled = 0 }: NonNullable<BatchDocument['merchants']>[number],
): Promise<void> {
  const brought = {
    stableCents: _.inc(stableCents),
    cashFen: _.inc(owedFen),
    settledFen: _.inc(owedFen),
    settledOrders: _.inc(settled),
    lastBatch: batch,
  };
  const bring = () => merchants.changeWhere({ _id: shopId, lastBatch: _.neq(batch) }, brought);
  if ((await bring()) > 0) return;
  const first = { stableCents, cashFen: owedFen, settledFen: owedFen, settledOrders: settled, lastBatch: batch };
  // Somebody may have paid the shop for the first time meanwhile.
  if (!(await merchants.add({ _id: shopId, pointsMicroPoints: 0, ...first }))) await bring();
}
