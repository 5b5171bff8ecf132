import type { PersonShown } from '@shared/contract';
import { showPhone } from '@shared/format';
import { type StaffRole, staffRoles } from '@shared/roles';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { STAFF_ROLES } from '../../../copy/roles';
import { newRequestId, useAct, useRead } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';

const TOUCHED = ['admin.listStaff', 'admin.viewOpening'] as const;
const ROLE_OPTIONS = staffRoles.map((key) => ({ key, words: STAFF_ROLES[key].title }));

const rolesOf = ({ roles }: PersonShown): StaffRole[] => staffRoles.filter((role) => roles.includes(role));

/** Who runs the shop in which role: another is found by phone or invite code and added, anyone but oneself changed. */
export default function PeopleScreen() {
  return (
    <AdminScreen area="staff.owner" title="管理员">
      {(me) => (
        <>
          <Find memberId={me.memberId} />
          <Staff memberId={me.memberId} />
          <View className="card card-tight">
            {ROLE_OPTIONS.map(({ key, words }, at) => (
              <Row key={key} isFirst={at === 0} title={words} sub={STAFF_ROLES[key].does} />
            ))}
          </View>
        </>
      )}
    </AdminScreen>
  );
}

/** Gives and takes roles, asking first. */
function useRoles() {
  const setRole = useAct('admin.setRole', TOUCHED);
  const { ask, sheet } = useAskFirst();
  const give = async (one: PersonShown, role: StaffRole, then?: () => void) => {
    const { title, does } = STAFF_ROLES[role];
    const words = `${one.nickname}（${showPhone(one.phoneMasked)}）：${does}。`;
    if (!(await ask({ title: `设为${title}`, words, yes: '加上' }))) return;
    const input = { memberId: one.memberId, role, has: true, requestId: newRequestId() };
    setRole.mutate(input, then ? { onSuccess: then } : {});
  };
  const take = async (one: PersonShown, role: StaffRole) => {
    const { title, does } = STAFF_ROLES[role];
    const words = `${one.nickname} 从这一刻起不再能：${does}。做过的事留在记录里。`;
    if (await ask({ title: `撤下${title}`, words, yes: '撤下' }))
      setRole.mutate({ memberId: one.memberId, role, has: false, requestId: newRequestId() });
  };
  return { give, take, sheet, isBusy: setRole.isPending, fault: setRole.error };
}

function Staff({ memberId }: { memberId: string }) {
  const read = useRead('admin.listStaff', {});
  const roles = useRoles();
  const [openId, setOpen] = useState<string | null>(null);
  return (
    <Shown of={read} fault="管理员没取到">
      {({ staff }) => (
        <>
          {roles.sheet}
          <View className="card card-tight">
            {staff.map((one, at) => (
              <View key={one.memberId}>
                <Row
                  isFirst={at === 0}
                  title={one.nickname}
                  sub={`${showPhone(one.phoneMasked)} · ${rolesOf(one)
                    .map((role) => STAFF_ROLES[role].title)
                    .join('、')}`}
                  value={
                    one.memberId === memberId ? (
                      <View className="tag">你</View>
                    ) : (
                      <Button
                        kind="plain"
                        size="small"
                        label={`改 ${one.nickname} 的角色`}
                        onTap={() => setOpen(openId === one.memberId ? null : one.memberId)}
                      >
                        {openId === one.memberId ? '收起' : '改角色'}
                      </Button>
                    )
                  }
                />
                {openId === one.memberId ? <Roles one={one} {...roles} /> : null}
              </View>
            ))}
          </View>
          {roles.fault ? <Note tone="bad">{refusalWords(roles.fault)}</Note> : null}
          {staff.filter((one) => one.roles.includes('owner')).length < 2 ? (
            <Note>许可、方案和改推荐人要一位店主提出、另一位复核。只有一位店主，这些都做不了。</Note>
          ) : null}
        </>
      )}
    </Shown>
  );
}

/** Each role that one may have, with its key. */
const Roles = ({ one, give, take, isBusy }: { one: PersonShown } & ReturnType<typeof useRoles>) => (
  <>
    {ROLE_OPTIONS.map(({ key, words }) => {
      const has = one.roles.includes(key);
      return (
        <Row
          key={key}
          title={words}
          value={
            <Button
              kind={has ? 'plain' : 'line'}
              size="small"
              isOff={isBusy}
              label={`${has ? '撤下' : '加上'} ${one.nickname} 的${words}`}
              onTap={() => void (has ? take(one, key) : give(one, key))}
            >
              {has ? '撤下' : '加上'}
            </Button>
          }
        />
      );
    })}
  </>
);

function Find({ memberId }: { memberId: string }) {
  const [by, setBy] = useState('');
  const [role, setRole] = useState<StaffRole | null>(null);
  const find = useAct('admin.findMember');
  const roles = useRoles();
  const found = find.data;
  const isSelf = found?.memberId === memberId;
  const isKnown = found !== undefined && (isSelf || (role !== null && found.roles.includes(role)));
  const added = () => {
    find.reset();
    setBy('');
  };
  return (
    <View className="card flow gap8">
      {roles.sheet}
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
        <>
          <Row title={found.nickname} sub={`${showPhone(found.phoneMasked)} · ${found.joinDay} 加入`} isFirst />
          <Choice label="角色" options={ROLE_OPTIONS} chosen={role} onChoose={setRole} />
        </>
      ) : null}
      {isKnown ? <Note>{isSelf || !role ? '这是你自己。' : `已经是${STAFF_ROLES[role].title}。`}</Note> : null}
      {roles.fault ? <Note tone="bad">{refusalWords(roles.fault)}</Note> : null}
      {found && !isKnown ? (
        <Button
          size="block"
          isOff={roles.isBusy || !role}
          onTap={() => (role ? void roles.give(found, role, added) : undefined)}
        >
          {role ? `设为${STAFF_ROLES[role].title}` : '先选角色'}
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
