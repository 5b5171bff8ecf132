import type { RefusalFigures, RefusalName } from '@shared/contract';
import { showPlain } from '@shared/format';

type Codes = Extract<RefusalName, `withdrawal/${string}` | `payee/${string}`>;

/** What is told where cash is not drawn, or who is paid is not kept: a part of the words of all refusals. */
export const WITHDRAWAL_REFUSALS = {
  'withdrawal/notOpen': '这里还没有开通提现，没有申请。现金余额仍归你。',
  'withdrawal/notCleared': '提现的许可没有或已到期，没有申请。现金余额仍归你，许可恢复后再提。',
  'withdrawal/stopped': ({ readyFen = 0 }) =>
    readyFen > 0
      ? `平台暂停了其中一部分现金的提现，没有申请。现在最多提 ${showPlain(readyFen, 'cash')}。`
      : '平台暂停了提现，没有申请。现金余额仍归你，恢复后再提。',
  'withdrawal/blocked': '你的提现由管理员暂停，没有申请。现金余额仍归你；有疑问可以联系客服。',
  'withdrawal/nameNeeded': ({ needs }) =>
    needs === 'nameAndNumber'
      ? '还没有填收款人的姓名和身份证号，没有申请。填好再提。'
      : '还没有填收款人的姓名，没有申请。填好再提。',
  'withdrawal/belowMinimum': ({ minFen }) =>
    minFen === undefined
      ? '金额太小，没有申请。多填一些再试。'
      : `最少提 ${showPlain(minFen, 'cash')}，没有申请。多填一些再试。`,
  'withdrawal/exceedsReady': ({ readyFen = 0, waitingFen = 0 }) =>
    `现在能提 ${showPlain(readyFen, 'cash')}${waitingFen > 0 ? `，另有 ${showPlain(waitingFen, 'cash')} 还在等待期` : ''}。没有申请，改少再试。`,
  'withdrawal/dailyAmount': ({ leftFen = 0, dailyFen = 0 }) =>
    `一天最多提 ${showPlain(dailyFen, 'cash')}，今天还能提 ${showPlain(leftFen, 'cash')}。没有申请，改少或明天再提。`,
  'withdrawal/dailyCount': ({ most }) => `一天最多提 ${most ?? '几'} 笔，今天已经提满。没有申请，明天再提。`,
  'withdrawal/unknown': '没有这笔提现。',
  'withdrawal/own': '这是你自己的提现，要由别的管理员来办。没有改动。',
  'withdrawal/sameAdmin': '这一笔你已经看过，要由另一位管理员再看。没有改动。',
  'withdrawal/notInReview': '这笔提现不在等审核，没有改动。刷新后再看。',
  'withdrawal/mayBePaid': '这一笔也许已经付出去，没有退回。系统会按同一个单号继续查。',
  'payee/name': '姓名要和身份证上一样，没有保存。改过再试。',
  'payee/number': '身份证号不对，没有保存。看清 18 位再填。',
  'payee/inUse': '还有提现没有结束，收款人先不能改。等它结束再改。',
  'payee/none': '这位会员没有留收款人，或已经删除。',
} as const satisfies { readonly [Code in Codes]: string | ((figures: Partial<RefusalFigures[Code]>) => string) };
