import type { HoldingAnswer } from '@shared/contract';
import { showPlain } from '@shared/format';
import { invariant, microPoints } from '@shared/kernel';
import { releasePoints } from '@shared/rules';
import { nextTurn, takeNumber } from '../_books/serial';
import type { Transaction } from '../_platform/transactions';
import { holdings, wallets } from '../_store/collections';
import type { HoldingDocument } from '../_store/documents/holdings';
import { tellWithin } from '../_store/messages';

/**
 * Releases the points of a certificate within the transaction that keeps the exchange's answer, as the next event of the
 * open day: that it was released or rejected comes to the same for its holder. Once it is released, nothing changes any
 * more, and what was said first stays. Throws TransactionsBusy while a day is being closed: what was locked as its forced
 * exits are made follows from the days alone. @returns whether something was released; null where there is no such
 * certificate.
 */
export async function releaseHolding(
  { certificateId, answer }: { readonly certificateId: string; readonly answer: HoldingAnswer },
  nowMs: number,
  transaction: Transaction,
): Promise<{ readonly holding: HoldingDocument; readonly isNew: boolean } | null> {
  const holding = await holdings.get(certificateId, transaction);
  if (holding?.state !== 'out') return holding && { holding, isNew: false };
  const turn = await nextTurn(nowMs, transaction);
  const { memberId } = holding;
  const wallet = await wallets.get(memberId, transaction);
  invariant(wallet !== null, `${memberId} holds a certificate and has no wallet`);
  const after = releasePoints({ locked: microPoints(wallet.lockedMicroPoints ?? 0) }, microPoints(holding.microPoints));
  await wallets.change(memberId, { lockedMicroPoints: after.locked! }, transaction);
  const released = { state: 'released', answer, releasedDay: turn.day, releasedAtMs: nowMs } as const;
  await holdings.change(certificateId, released, transaction);
  await takeNumber(turn, transaction);
  await tellWithin(
    {
      memberId,
      event: `holding:${certificateId}:released`,
      kind: 'collectible',
      title: '持有证明的积分解锁了',
      words: `交易所${answer === 'rejected' ? '没有收下' : '放还了'}这张证明，${showPlain(holding.microPoints, 'appreciating')} 增值积分不再锁着。`,
      atMs: nowMs,
      target: { page: 'holdings', id: '' },
    },
    transaction,
  );
  return { holding: { ...holding, ...released }, isNew: true };
}
