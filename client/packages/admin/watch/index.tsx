import type { OutputOf, WatchPage } from '@shared/contract';
import { showCount, showPhone } from '@shared/format';
import { worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { Row } from '../../../components/Row';
import { EmptyState, Shown } from '../../../components/states';
import { WATCH_WORDS } from '../../../copy/watch';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { watchFigure } from './figure';

/** What is watched, its thresholds, and what stands behind it. */
export default function WatchScreen() {
  const read = useRead('admin.viewWatch', {});
  return (
    <AdminScreen area="staff.any" title="留意">
      {({ roles }) => (
        <Shown of={read} fault="没取到">
          {(page) =>
            page.day === null ? (
              <EmptyState icon="eye" title="还没有日报" words="第一次收盘后的当天早上，这里有八项数字。" />
            ) : (
              <>
                <Figures page={page} mayChange={worksIn(roles, 'staff.owner')} />
                <Depths perDepth={page.perDepth} />
                <Shared title="同一网络登录的账号" groups={page.networks} />
                <Shared title="同一收货地址的账号" groups={page.addresses} />
              </>
            )
          }
        </Shown>
      )}
    </AdminScreen>
  );
}

function Figures({ page, mayChange }: { page: WatchPage; mayChange: boolean }) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>八项数字</HeadTitle>
        <View className="head-right">截至 {page.day}</View>
      </View>
      {page.figures.map((one, at) => (
        <Row
          key={one.kind}
          isFirst={at === 0}
          lead={
            <View className={`flex ${one.isAbove ? 'warn-ink' : 'good-ink'}`}>
              <Icon name={one.isAbove ? 'warn' : 'check'} size={22} />
            </View>
          }
          title={WATCH_WORDS[one.kind].title}
          sub={`${WATCH_WORDS[one.kind].says}门槛 ${watchFigure(one.kind, one.limit)}。`}
          value={watchFigure(one.kind, one.figure)}
          label={`${WATCH_WORDS[one.kind].title} ${watchFigure(one.kind, one.figure)}，${one.isAbove ? '越线' : '在门槛内'}`}
        />
      ))}
      {mayChange ? (
        <Button kind="line" size="block" className="mt8" onTap={() => go.admin('setting', 'group=watch')}>
          改门槛
        </Button>
      ) : null}
    </View>
  );
}

const DEPTHS_SHOWN = 12;

function Depths({ perDepth }: { perDepth: readonly number[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? perDepth : perDepth.slice(0, DEPTHS_SHOWN);
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>每一层的会员</HeadTitle>
        <View className="head-right">{showCount(perDepth.length)} 层</View>
      </View>
      {shown.map((count, depth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a generation is its place.
        <LedgerRow key={depth} label={depth === 0 ? '没有推荐人' : `第 ${depth} 层`}>
          {showCount(count)}
        </LedgerRow>
      ))}
      {shown.length < perDepth.length ? (
        <Button kind="plain" size="block" onTap={() => setWhole(true)}>
          看全部 {showCount(perDepth.length)} 层
        </Button>
      ) : null}
    </View>
  );
}

function Shared({ title, groups }: { title: string; groups: OutputOf<'admin.viewWatch'>['networks'] }) {
  if (groups.length === 0) return null;
  return (
    <View className="card card-tight">
      <View className="head is-close">
        <HeadTitle>{title}</HeadTitle>
      </View>
      {groups.map(({ accounts, members }, at) => (
        <Row
          key={members[0]?.memberId ?? at}
          isFirst={at === 0}
          title={`${showCount(accounts)} 个账号`}
          sub={`${members.map(({ nickname, phoneMasked }) => `${nickname} ${showPhone(phoneMasked)}`).join('、')}${
            members.length < accounts ? ' 等' : ''
          }`}
        />
      ))}
    </View>
  );
}
