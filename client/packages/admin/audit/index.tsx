import type { AuditKind, Me } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Segments } from '../../../components/controls';
import { FilterField } from '../../../components/FilterField';
import { Choice } from '../../../components/form/Choice';
import { useSettled } from '../../../components/form/useSettled';
import { ListShown } from '../../../components/ListShown';
import { AUDIT_KINDS } from '../../../copy/audit';
import { serverNow, useListPages, useRead } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { ChainCard } from './ChainCard';
import { ExportRow } from './ExportRow';
import { LineSheet } from './LineSheet';
import { Lines } from './Lines';
import { askedBy, NARROWED, PERIODS, type Sought } from './sought';
import './audit.css';

const KINDS = [
  { key: 'all' as const, words: '全部' },
  ...(Object.keys(AUDIT_KINDS) as AuditKind[]).map((key) => ({ key, words: AUDIT_KINDS[key].words })),
];

/** Who did what, when and from where, with what was there before and after. */
export default function AuditScreen() {
  const [open, setOpen] = useState<Parameters<typeof LineSheet>[0]['line']>(null);
  return (
    <AdminScreen area="staff.owner" title="操作记录" over={<LineSheet line={open} onClose={() => setOpen(null)} />}>
      {(me) => <Search me={me} onOpen={setOpen} />}
    </AdminScreen>
  );
}

type OnOpen = Parameters<typeof Lines>[0]['onOpen'];

function Search({ me, onOpen }: { me: Me; onOpen: OnOpen }) {
  const [sought, setSought] = useState<Sought>(NARROWED);
  const about = useSettled(sought.about.trim());
  const asked = askedBy({ ...sought, about }, serverNow());
  const change = (more: Partial<Sought>) => setSought({ ...sought, ...more });
  return (
    <>
      <FilterField
        value={sought.about}
        hint="单号、手机号、邀请码或编号"
        label="按单号、手机号、邀请码或编号找"
        onType={(typed) => change({ about: typed })}
      />
      <Segments label="动了什么" options={KINDS} chosen={sought.kind} onChoose={(kind) => change({ kind })} />
      <View className="card flow gap8">
        <Choice
          label="什么时候"
          options={PERIODS}
          chosen={sought.period}
          isFirst
          onChoose={(period) => change({ period })}
        />
        <Who chosen={sought.who} onChoose={(who) => change({ who })} />
      </View>
      <ChainCard />
      <ExportRow asked={asked} />
      <List key={JSON.stringify(asked)} asked={asked} me={me} onOpen={onOpen} />
    </>
  );
}

/** Those who have lines. */
function Who({ chosen, onChoose }: { chosen: string; onChoose: (who: string) => void }) {
  const { value } = useRead('admin.viewAudit', {});
  if (!value || value.people.length < 2) return null;
  const people = value.people.map(({ memberId, name }) => ({ key: memberId, words: name || '已注销' }));
  return (
    <Choice label="谁做的" options={[{ key: '', words: '所有人' }, ...people]} chosen={chosen} onChoose={onChoose} />
  );
}

function List({ asked, me, onOpen }: { asked: ReturnType<typeof askedBy>; me: Me; onOpen: OnOpen }) {
  const list = useListPages('admin.listAudit', { ...asked, limit: 20 }, (page) => page.lines);
  return (
    <ListShown
      list={list}
      fault="操作记录没取到"
      empty={{ icon: 'page', title: '没有这样的记录', words: '换一个人、时间或类别再看。' }}
    >
      <Lines lines={list.rows} ownId={me.memberId} onOpen={onOpen} />
    </ListShown>
  );
}
