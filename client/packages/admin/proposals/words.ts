import type { PlanKind, Proposal, ProposalListed } from '@shared/contract';
import { ASSET_WORDS, showDay, showPlain } from '@shared/format';
import { SETTING_WORDS } from '../../../copy/settings';
import { PLAN_WORDS } from '../../../copy/terms';
import { asTyped } from '../setting/typed';

type What = Proposal['what'];

/** What is to be done, and with whom. */
export function headWords({ what, aboutName }: ProposalListed): string {
  switch (what.kind) {
    case 'adjustment':
      return `${aboutName}，${what.change === 'add' ? '补发' : '收回'}积分`;
    case 'reversal':
      return `${aboutName}，冲正订单`;
    case 'payout':
      return `付给${aboutName}`;
    case 'plans':
      return '改方案';
    case 'referrer':
      return `${aboutName}，改推荐人`;
    case 'import':
      return '表格调整积分';
    case 'settings':
      return what.restored === null ? '改设置' : `设置恢复到第 ${what.restored} 版`;
  }
}

/** Its figures as they were proposed. */
export function figuresWords(what: What): string {
  switch (what.kind) {
    case 'adjustment':
      return `${ASSET_WORDS[what.asset]} ${showPlain(what.units, what.asset)}`;
    case 'reversal':
      return `订单 ${what.orderNo}，现金 ${showPlain(what.cashFen, 'cash')}`;
    case 'payout':
      return `${showPlain(what.amountFen, 'cash')} 元，银行单号 ${what.reference}`;
    case 'plans':
      return `${(Object.keys(what.plans) as PlanKind[]).map((plan) => PLAN_WORDS[plan]).join('、')}，从 ${showDay(what.fromDay)} 起`;
    case 'referrer':
      return `改由 ${what.toName} 推荐，${what.fromMemberId ? '现在有推荐人' : '现在没有推荐人'}`;
    case 'settings':
      return what.changes
        .map(
          ({ name, before, after }) =>
            `${SETTING_WORDS[name].title} ${asTyped(name, before)} → ${asTyped(name, after)}`,
        )
        .join('；');
    case 'import':
      return `${what.name}，${what.lines} 行，一起调整`;
  }
}

/** On the key that approves it. */
export function yesWords({ kind }: What): string {
  switch (kind) {
    case 'adjustment':
      return '复核，现在调整';
    case 'reversal':
      return '复核，现在冲正';
    case 'payout':
      return '复核，记付款';
    case 'plans':
      return '同意，按时发布';
    case 'referrer':
      return '复核，第二天起改';
    case 'import':
      return '复核，开始调整';
    case 'settings':
      return '同意，马上生效';
  }
}

/** What it came to, once it was done; '' where there is nothing to tell. */
export function resultWords({ reversal, adjustment }: Pick<Proposal, 'reversal' | 'adjustment'>): string {
  if (reversal) {
    const { recoveredFen, refundableFen, balanceFen = 0, isInStable } = reversal;
    const balance = balanceFen > 0 ? `，其中 ${showPlain(balanceFen, 'cash')} 回现金余额` : '';
    const stable = isInStable ? '，退成恒定积分' : '';
    return `从池收回 ${showPlain(recoveredFen, 'cash')}，可退 ${showPlain(refundableFen, 'cash')}${balance}${stable}`;
  }
  if (adjustment && adjustment.fundedFen > 0) return `平台付进池 ${showPlain(adjustment.fundedFen, 'cash')}`;
  if (adjustment && adjustment.boughtBackFen > 0) return `从池付给平台 ${showPlain(adjustment.boughtBackFen, 'cash')}`;
  return '';
}
