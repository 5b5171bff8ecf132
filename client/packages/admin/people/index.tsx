import type { AdministratorShown } from '@shared/contract';
import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { newRequestId, useAct, useRead } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';

const TOUCHED = ['admin.listAdministrators', 'admin.viewOpening'] as const;

/** Who is an administrator: another is found by phone or invite code and added, anyone but oneself taken off. */
export default function PeopleScreen() {
  return (
    <AdminScreen title="管理员">
      {(me) => (
        <>
          <Find memberId={me.memberId} />
          <Administrators memberId={me.memberId} />
        </>
      )}
    </AdminScreen>
  );
}

function Administrators({ memberId }: { memberId: string }) {
  const read = useRead('admin.listAdministrators', {});
  const setRole = useAct('admin.setRole', TOUCHED);
  const { ask, sheet } = useAskFirst();
  const remove = async (one: AdministratorShown) => {
    const words = `${one.nickname} 从这一刻起不能再管理店铺。做过的事留在记录里。`;
    if (await ask({ title: '撤下管理员', words, yes: '撤下' }))
      setRole.mutate({ memberId: one.memberId, role: 'admin', has: false, requestId: newRequestId() });
  };
  return (
    <Shown of={read} fault="管理员没取到">
      {({ administrators }) => (
        <>
          {sheet}
          <View className="card card-tight">
            {administrators.map((one, at) => (
              <Row
                key={one.memberId}
                isFirst={at === 0}
                title={one.nickname}
                sub={`${showPhone(one.phoneMasked)} · ${one.joinDay} 加入`}
                value={
                  one.memberId === memberId ? (
                    <View className="tag">你</View>
                  ) : (
                    <Button
                      kind="plain"
                      size="small"
                      isOff={setRole.isPending}
                      label={`撤下 ${one.nickname}`}
                      onTap={() => void remove(one)}
                    >
                      撤下
                    </Button>
                  )
                }
              />
            ))}
          </View>
          {setRole.error ? <Note tone="bad">{refusalWords(setRole.error)}</Note> : null}
          {administrators.length < 2 ? (
            <Note>许可要一位登记、另一位复核，调整积分也是。只有你一个人，这些都做不了。</Note>
          ) : null}
        </>
      )}
    </Shown>
  );
}

function Find({ memberId }: { memberId: string }) {
  const [by, setBy] = useState('');
  const find = useAct('admin.findMember');
  const setRole = useAct('admin.setRole', TOUCHED);
  const found = find.data;
  const isKnown = found !== undefined && (found.memberId === memberId || found.roles.includes('admin'));
  const { ask, sheet } = useAskFirst();
  const add = async (one: AdministratorShown) => {
    const words = `${one.nickname}（${showPhone(one.phoneMasked)}）能改商品、发货、退款、发布方案。`;
    if (!(await ask({ title: '设为管理员', words, yes: '加上' }))) return;
    setRole.mutate(
      { memberId: one.memberId, role: 'admin', has: true, requestId: newRequestId() },
      {
        onSuccess: () => {
          find.reset();
          setBy('');
        },
      },
    );
  };
  return (
    <View className="card flow gap8">
      {sheet}
      <View className="head">
        <HeadTitle>加一位</HeadTitle>
      </View>
      <View className="small muted">请对方先在商城登录一次，再把手机号或邀请码告诉你。</View>
      <Field
        isFirst
        words="手机号"
        value={by}
        max={20}
        hint="手机号或邀请码"
        fault={find.error ? refusalWords(find.error) : null}
        onInput={(typed) => {
          setBy(typed);
          find.reset();
        }}
      />
      {found ? (
        <Row title={found.nickname} sub={`${showPhone(found.phoneMasked)} · ${found.joinDay} 加入`} isFirst />
      ) : null}
      {isKnown ? <Note>已经是管理员。</Note> : null}
      {setRole.error ? <Note tone="bad">{refusalWords(setRole.error)}</Note> : null}
      {found && !isKnown ? (
        <Button size="block" isOff={setRole.isPending} onTap={() => void add(found)}>
          设为管理员
        </Button>
      ) : (
        <Button
          kind="line"
          size="block"
          isOff={by.trim().length < 4 || find.isPending}
          onTap={() => find.mutate({ by: by.trim() })}
        >
          {by.trim().length < 4 ? '先填手机号或邀请码' : find.isPending ? '正在找' : '找这位会员'}
        </Button>
      )}
    </View>
  );
}
