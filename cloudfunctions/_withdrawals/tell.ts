import { showAmount } from '@shared/format';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { logFault } from '../_platform/log';
import { withdrawals } from '../_store/collections';
import type { WithdrawalDocument } from '../_store/documents';
import { type Telling, tellMembers } from '../_store/messages';
import { type Swept, sweep } from '../_store/sweep';

/** What a member is told of how a withdrawal ended. */
function tellingOf({
  _id,
  memberId,
  state,
  amountFen,
  arrivesFen,
  why,
  endedAtMs,
  queries,
}: WithdrawalDocument): Telling {
  const [amount, arrives] = [showAmount(amountFen, 'cash'), showAmount(arrivesFen, 'cash')];
  const words =
    state === 'paid'
      ? `提现 ${amount} 已到账 ${arrives}，在微信零钱里。${queries > 1 ? `中间查了 ${queries} 次，只付了一次。` : ''}`
      : state === 'declined'
        ? `提现 ${amount} 没有通过审核：${why}。${amount} 已回到现金余额，手续费没有收。`
        : `提现 ${amount} 没有付成：${why}。${amount} 已回到现金余额，手续费没有收。`;
  return {
    memberId,
    event: `withdrawal:${_id}:${state}`,
    kind: 'withdrawal',
    title: state === 'paid' ? '提现到账' : '提现退回',
    words,
    atMs: endedAtMs!,
    target: { page: 'withdrawal', id: _id },
    template: 'withdrawal',
  };
}

/** What a member is told who has just asked for cash: whoever did not will ask at once. */
export const tellingOfRequest = ({ _id, memberId, amountFen, arrivesFen, atMs }: WithdrawalDocument): Telling => ({
  memberId,
  event: `withdrawal:${_id}:requested`,
  kind: 'withdrawal',
  title: '申请了提现',
  words: `申请提现 ${showAmount(amountFen, 'cash')}，付出后到账 ${showAmount(arrivesFen, 'cash')}。不是你，就退出其他设备，并联系客服。`,
  atMs,
  target: { page: 'withdrawal', id: _id },
  template: 'withdrawal',
});

/** Tells a member how a withdrawal ended, and takes the mark away. What fails is told by the timer. */
export async function tellEnd(withdrawal: WithdrawalDocument): Promise<void> {
  try {
    await tellMembers([tellingOf(withdrawal)]);
    await withdrawals.changeWhere({ _id: withdrawal._id, isUntold: true }, { isUntold: _.remove() });
  } catch (error) {
    logFault(`the end of ${withdrawal._id} was not told`, error);
  }
}

/** Tells of ends that nobody has told yet: whoever booked them was killed. */
export const sweepUntoldEnds = (hasTime: HasTime): Promise<Swept> =>
  sweep(
    'telling of a withdrawal',
    withdrawals.walk({ isUntold: true }, { keys: [['_id', 'asc']] }),
    hasTime,
    async (one) => {
      await tellEnd(one);
      return true;
    },
  );
