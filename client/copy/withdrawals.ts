import type { WithdrawalRow } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';

/** How a withdrawal stands: on its tag, and in a line beneath it. */
interface WithdrawalWords {
  readonly tag: string;
  readonly tone: '' | 'tag-ok' | 'tag-warn' | 'tag-bad' | 'tag-accent';
  readonly words: string;
}

/** Asked about, and paid once: said where nothing had been heard for a while. */
const askedWords = ({ queries }: WithdrawalRow): string =>
  queries > 1 ? `，一度没有回话，按原单号查了 ${queries} 次，没有重付` : '';

/** The words of a state. */
export function withdrawalWords(row: WithdrawalRow): WithdrawalWords {
  const asked = `${showMoment(row.atMs)} 申请`;
  const ended = row.endedAtMs === null ? '' : showMoment(row.endedAtMs);
  const back = `${showPlain(row.amountFen, 'cash')} 已回余额，手续费没收`;
  switch (row.state) {
    case 'inReview':
    case 'inSecondReview':
      return { tag: '等待审核', tone: '', words: `${asked}，钱已冻结，审完自动付` };
    case 'requested':
    case 'approved':
      return row.isStopped
        ? { tag: '先等着', tone: 'tag-warn', words: `${asked}，平台暂停了付款，钱冻结着，恢复后自动付` }
        : { tag: '等着付', tone: '', words: `${asked}，钱已冻结，马上付` };
    case 'sending':
      return { tag: '正在付', tone: '', words: `${asked}，微信支付在办` };
    case 'unknown':
      return {
        tag: '正在查结果',
        tone: 'tag-warn',
        words: `${asked}，还没有回话，按原单号查着，不会重付，钱冻结着`,
      };
    case 'waitingForMember':
      return {
        tag: '等你确认收款',
        tone: 'tag-accent',
        words: row.confirmBeforeMs === null ? asked : `${showMoment(row.confirmBeforeMs)} 前确认，过时全数退回余额`,
      };
    case 'paid':
      return {
        tag: `已到账 ${showPlain(row.arrivesFen, 'cash')}`,
        tone: 'tag-ok',
        words: `${ended} 到账${askedWords(row)}`,
      };
    case 'declined':
      return { tag: '没通过，已退回', tone: 'tag-bad', words: `${ended} ${row.why}，${back}` };
    case 'returned':
      return { tag: '没成，已退回', tone: 'tag-bad', words: `${ended} ${row.why}，${back}` };
  }
}

/** A step of the record, in a few words. */
export const WITHDRAWAL_STEPS = {
  requested: '申请，现金冻结',
  inReview: '等管理员审核',
  inSecondReview: '第一位管理员同意，等第二位',
  approved: '审核通过',
  sending: '交给微信支付',
  unknown: '没有回话，按原单号查',
  waitingForMember: '等你在微信确认收款',
  paid: '到账',
  declined: '没有通过，全数退回',
  returned: '没有付成，全数退回',
} as const satisfies Record<WithdrawalRow['state'], string>;

/** Where a withdrawal stands, in a word, for the staff. */
export const WITHDRAWAL_STATES = {
  requested: '提现，等着付',
  inReview: '提现，等审核',
  inSecondReview: '提现，等第二位审核',
  approved: '提现，审过，等着付',
  sending: '提现，正在付',
  unknown: '提现，正在查结果',
  waitingForMember: '提现，等会员确认收款',
  paid: '提现，已到账',
  declined: '提现，没通过，已退回',
  returned: '提现，没成，已退回',
} as const satisfies Record<WithdrawalRow['state'], string>;
