import type { Me, MemberPage } from '@shared/contract';
import { isStaff, worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRequestId } from '../../../gateway';

const TOUCHED = ['admin.viewMember', 'admin.listMembers'] as const;

/** Stops a member, or only withdrawals, and takes that back: with a reason, which the member is told. */
export function StopCard({ member, me }: { member: MemberPage; me: Me }) {
  const [reason, setReason] = useState('');
  const block = useAct('admin.blockMember', TOUCHED);
  const draw = useAct('admin.blockWithdrawals', TOUCHED);
  const { memberId, isBlocked, isDrawingBlocked } = member;
  const why = reason.trim();
  const blockId = useRequestId(['block', memberId, isBlocked, why]);
  const drawId = useRequestId(['draw', memberId, isDrawingBlocked, why]);
  const mayBlock = worksIn(me.roles, 'staff.owner');
  const mayStop = worksIn(me.roles, 'staff.money');
  if (member.isClosed || memberId === me.memberId || !mayStop) return null;
  const isOff = why === '' || block.isPending || draw.isPending;
  const fault = block.error ?? draw.error;
  const done = { onSuccess: () => setReason('') };
  const isTheirs = isStaff(member.roles);
  return (
    <View className="card flow gap8">
      <View className="head">
        <HeadTitle>停用</HeadTitle>
      </View>
      <View className="small muted">
        停用账号后，不能下单、付款、卖出、兑换和提现。余额不动，积分照常入账；登录、退款、售后、客服和导出照常。
        只停提现，其他都照常。
      </View>
      {isTheirs ? <Note>这位会员在管理店铺。要停用账号，先撤下角色。</Note> : null}
      <Field
        isFirst
        words="原因"
        value={reason}
        max={200}
        hint="停用账号的原因会员看得到"
        fault={fault ? refusalWords(fault) : null}
        onInput={(typed) => {
          setReason(typed);
          block.reset();
          draw.reset();
        }}
      />
      <View className="btns">
        <Button
          kind="plain"
          isOff={isOff}
          onTap={() => draw.mutate({ memberId, isBlocked: !isDrawingBlocked, reason: why, requestId: drawId }, done)}
        >
          {isDrawingBlocked ? '恢复提现' : '只停提现'}
        </Button>
        {mayBlock ? (
          <Button
            kind={isBlocked ? 'filled' : 'line'}
            isOff={isOff || (isTheirs && !isBlocked)}
            onTap={() => block.mutate({ memberId, isBlocked: !isBlocked, reason: why, requestId: blockId }, done)}
          >
            {isBlocked ? '恢复账号' : '停用账号'}
          </Button>
        ) : null}
      </View>
      {why === '' ? <View className="small muted">先写原因，再停或恢复。</View> : null}
    </View>
  );
}
