import type { Team } from '@shared/contract';
import { showDay, showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { Progress } from '../../../components/bars';
import { Icon } from '../../../components/Icon';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';

/** The rank of the last close, the next one, and what is missing to it. */
export function Rank({ team }: { team: Team }) {
  const { rank, next } = team;
  return (
    <View className="card">
      <View className="flex between">
        <View>
          <View className="small muted">我的等级</View>
          <View className="figure bold">{rank.name ?? '还没有'}</View>
        </View>
        <View className="flex gap4 accent-ink" {...{ role: 'img' }} aria-label={`${rank.rank} 星`}>
          {Array.from({ length: rank.rank }, (_, star) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stars are alike
            <Icon key={star} name="star" size={18} />
          ))}
        </View>
      </View>
      {rank.rank > 0 ? <View className="small muted">团队奖励比例 {showPercent(rank.rateMillionths)}</View> : null}
      {next ? (
        <>
          <View className="mt12 mb8">
            <Progress
              part={team.teamVolumeFen}
              whole={next.fromFen}
              tone="accent"
              words={`${next.name}门槛 ${showPlain(next.fromFen, 'cash')}，现有 ${showPlain(team.teamVolumeFen, 'cash')}`}
            />
          </View>
          <LedgerRow label={`${next.name}的门槛`}>
            <Amount units={next.fromFen} asset="cash" />
          </LedgerRow>
          <LedgerRow label="我的团队现金业绩">
            <Amount units={team.teamVolumeFen} asset="cash" isTaken />
          </LedgerRow>
          <LedgerSum label={`到${next.name}还差`}>
            <Amount units={next.missingFen} asset="cash" size="lead" />
          </LedgerSum>
        </>
      ) : null}
      <View className="cap muted mt8">
        {team.asOfDay ? `等级按 ${showDay(team.asOfDay)} 收盘的业绩定，` : '第一次收盘后定等级，'}可升可降。
        {team.includesOwn ? '自己的订单也计入。' : '自己的订单不计入。'}
      </View>
    </View>
  );
}
