import type { MemberPage } from '@shared/contract';
import { showMoment, showPlain, showShortNo } from '@shared/format';
import { type MemberRole, worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { HeadTitle } from '../../../components/HeadTitle';
import { Row } from '../../../components/Row';
import { CASE_KINDS, CASE_STATES } from '../../../copy/afterSales';
import { ORDER_STATES } from '../../../copy/terms';
import { WITHDRAWAL_STATES } from '../../../copy/withdrawals';
import { go } from '../../../state/routes';

/** A member's newest orders, withdrawals and cases; each leads on for whom its page is for. */
export function LatestCards({ member, roles }: { member: MemberPage; roles: readonly MemberRole[] }) {
  const seesOrders = worksIn(roles, 'staff.orders');
  const seesMoney = worksIn(roles, 'staff.money');
  return (
    <>
      <Latest title="最近的订单" isEmpty={member.orders.length === 0}>
        {member.orders.map(({ orderId, orderNo, state, placedAtMs, cashFen, first }, at) => (
          <Row
            key={orderId}
            isFirst={at === 0}
            title={first}
            sub={`${showMoment(placedAtMs)} · ${showShortNo(orderNo)} · ${ORDER_STATES[state].words}`}
            value={showPlain(cashFen, 'cash')}
            onTap={seesOrders ? () => go.admin('order', `id=${encodeURIComponent(orderId)}`) : undefined}
          />
        ))}
      </Latest>
      <Latest title="最近的提现" isEmpty={member.withdrawals.length === 0}>
        {member.withdrawals.map(({ withdrawalId, state, atMs, amountFen }, at) => (
          <Row
            key={withdrawalId}
            isFirst={at === 0}
            title={WITHDRAWAL_STATES[state]}
            sub={showMoment(atMs)}
            value={showPlain(amountFen, 'cash')}
            onTap={seesMoney ? () => go.admin('withdrawals') : undefined}
          />
        ))}
      </Latest>
      <Latest title="最近的售后" isEmpty={member.cases.length === 0}>
        {member.cases.map(({ caseId, kind, state, orderNo, askedAtMs }, at) => (
          <Row
            key={caseId}
            isFirst={at === 0}
            title={`${CASE_KINDS[kind].words} · ${CASE_STATES[state].words}`}
            sub={`${showMoment(askedAtMs)} · ${showShortNo(orderNo)}`}
            onTap={seesOrders ? () => go.admin('case', `id=${encodeURIComponent(caseId)}`) : undefined}
          />
        ))}
      </Latest>
    </>
  );
}

const Latest = ({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) =>
  isEmpty ? null : (
    <View className="card card-low">
      <View className="head is-close">
        <HeadTitle>{title}</HeadTitle>
      </View>
      {children}
    </View>
  );
