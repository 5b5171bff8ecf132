import type { MemberPage } from '@shared/contract';
import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';

/** The whole phone number, for a reason that is kept. */
export function PhoneCard({ member: { memberId, isClosed } }: { member: MemberPage }) {
  const [reason, setReason] = useState('');
  const look = useAct('admin.viewMemberPhone', ['admin.viewMember']);
  if (isClosed) return null;
  const isMissing = reason.trim() === '';
  return (
    <View className="card flow gap8">
      <View className="head">
        <HeadTitle>手机号</HeadTitle>
      </View>
      {look.data ? (
        <View className="title">{showPhone(look.data.phone)}</View>
      ) : (
        <>
          <View className="small muted">要打电话才看。谁、什么时候、为什么看的，会员自己也查得到。</View>
          <Field
            isFirst
            words="原因"
            value={reason}
            max={200}
            hint="为什么要看"
            fault={look.error ? refusalWords(look.error) : null}
            onInput={(typed) => {
              setReason(typed);
              look.reset();
            }}
          />
          <Button
            kind="line"
            isOff={isMissing || look.isPending}
            onTap={() => look.mutate({ memberId, reason: reason.trim() })}
          >
            {isMissing ? '先写原因' : look.isPending ? '正在取' : '看完整号码'}
          </Button>
        </>
      )}
    </View>
  );
}
