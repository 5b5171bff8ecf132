import type { BonusKind, Team } from '@shared/contract';
import { showDay, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { HeadTitle } from '../../../components/HeadTitle';
import { Row } from '../../../components/Row';
import { CardSkeleton, Shown } from '../../../components/states';
import { ENTRY_WORDS } from '../../../copy/terms';
import { useRead } from '../../../gateway';

/** Bonuses by kind, of the last close and of thirty days; each day's opens how it was worked out. */
export function Bonuses({ team, onExplain }: { team: Team; onExplain: (entryId: string) => void }) {
  const [opened, setOpened] = useState<BonusKind | null>(null);
  const kinds = team.bonuses.filter(({ lines }) => lines > 0);
  return (
    <View className="card card-low">
      <View className="head">
        <HeadTitle>奖励</HeadTitle>
        {team.asOfDay ? <View className="head-right">{showDay(team.asOfDay)} 收盘</View> : null}
      </View>
      {kinds.length === 0 ? (
        <View className="small muted mb12">最近 30 天没有。按朋友当天的释放计算，从你自己的待释放里付。</View>
      ) : null}
      {kinds.map(({ kind, last, lines, thirtyDaysCents }, place) => (
        <View key={kind}>
          <Row
            isFirst={place === 0}
            title={ENTRY_WORDS[kind]}
            sub={`近 30 天 ${lines} 次，共 ${showPlain(thirtyDaysCents, 'spendable')}`}
            value={<Amount units={last?.cents ?? 0} asset="spendable" sign="change" isPrivate />}
            label={`${opened === kind ? '收起' : '展开'} ${ENTRY_WORDS[kind]}`}
            onTap={() => setOpened(opened === kind ? null : kind)}
          />
          {opened === kind ? <Days kind={kind} onExplain={onExplain} /> : null}
        </View>
      ))}
    </View>
  );
}

function Days({ kind, onExplain }: { kind: BonusKind; onExplain: (entryId: string) => void }) {
  const days = useRead('team.listBonuses', { kind });
  return (
    <Shown of={days} fault="明细没取到，余额没有变" skeleton={<CardSkeleton height={88} />}>
      {({ lines }) => (
        <View className="team-days">
          {lines.map(({ day, cents, entryId }) => (
            <Row
              key={entryId}
              isCompact
              title={`${showDay(day)} 收盘`}
              value={<Amount units={cents} asset="spendable" sign="change" isPrivate />}
              label={`${showDay(day)} ${ENTRY_WORDS[kind]}怎么算的`}
              onTap={() => onExplain(entryId)}
            />
          ))}
        </View>
      )}
    </Shown>
  );
}
