import type { MemberRow } from '@shared/contract';
import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Segments } from '../../../components/controls';
import { Field } from '../../../components/form/Field';
import { ListShown } from '../../../components/ListShown';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { DayFields } from '../parts/DayFields';
import { MemberRows } from '../parts/MemberRows';

const WHICH = [
  { key: 'all', words: '新加入的' },
  { key: 'blocked', words: '停用的' },
] as const;
type Which = (typeof WHICH)[number]['key'];

const EMPTY = {
  all: { icon: 'person', title: '还没有会员', words: '有人登录过商城，就会出现在这里。' },
  blocked: { icon: 'check', title: '没有停用的会员', words: '停用了谁，会列在这里，可以恢复。' },
} as const;

const NOBODY = { icon: 'person', title: '这几天没有人加入', words: '换一段时间再看。' } as const;

/** Members: one is found by what only those know who deal with that member; the newest are listed. */
export default function MembersScreen() {
  const [which, setWhich] = useState<Which>('all');
  return (
    <AdminScreen area="staff.members" title="会员">
      {() => (
        <>
          <Find />
          <Segments label="哪些会员" options={WHICH} chosen={which} onChoose={setWhich} />
          <List key={which} which={which} />
        </>
      )}
    </AdminScreen>
  );
}

function Find() {
  const [by, setBy] = useState('');
  const find = useAct('admin.findMember');
  const isShort = by.trim().length < 4;
  return (
    <View className="card flow gap8">
      <Field
        isFirst
        words="找会员"
        value={by}
        max={32}
        hint="完整手机号、邀请码或订单号"
        fault={find.error ? refusalWords(find.error) : null}
        onInput={(typed) => {
          setBy(typed);
          find.reset();
        }}
      />
      <Button
        kind="line"
        size="block"
        isOff={isShort || find.isPending}
        onTap={() =>
          find.mutate(
            { by: by.trim() },
            { onSuccess: ({ memberId }) => go.admin('member', `id=${encodeURIComponent(memberId)}`) },
          )
        }
      >
        {isShort ? '先填手机号、邀请码或订单号' : find.isPending ? '正在找' : '找这位会员'}
      </Button>
    </View>
  );
}

function List({ which }: { which: Which }) {
  const [days, setDays] = useState({ fromDay: '', untilDay: '' });
  const isOfDays = which === 'all' && Boolean(days.fromDay || days.untilDay);
  const asked = {
    which,
    limit: 20,
    ...(which === 'all' && days.fromDay ? { joinedFrom: days.fromDay } : {}),
    ...(which === 'all' && days.untilDay ? { joinedUntil: days.untilDay } : {}),
  };
  const list = useListPages('admin.listMembers', asked, (page) => page.members);
  return (
    <>
      {which === 'all' ? (
        <View className="card">
          <DayFields {...days} onChange={setDays} />
        </View>
      ) : null}
      <ListShown list={list} fault="会员没取到" empty={isOfDays ? NOBODY : EMPTY[which]}>
        <View className="card card-tight">
          <MemberRows members={list.rows} subOf={subOf} />
        </View>
      </ListShown>
    </>
  );
}

const subOf = ({ phoneMasked, joinDay, isClosed }: MemberRow): string =>
  isClosed ? `${joinDay} 加入` : `${showPhone(phoneMasked)} · ${joinDay} 加入`;
