import type { Team } from '@shared/contract';
import { showCount, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetChip } from '../../../components/Asset';
import { MixBar } from '../../../components/bars';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';

const GENERATIONS = { first: '一代', second: '二代', further: '三代起' } as const satisfies Record<
  Team['generations'][number]['generation'],
  string
>;

/** Volume of the downline and of oneself, in cash and in points, and the downline's by generation. */
export function Volume({ team }: { team: Team }) {
  const { own, downline } = team;
  const points = downline.pointsCents;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>业绩</HeadTitle>
        <View className="head-right">
          {team.isWhole ? `${showCount(team.members)} 人` : '还没数完'}
          {team.deepest > 0 && team.isWhole ? `，最深 ${showCount(team.deepest)} 代` : ''}
        </View>
      </View>
      <MixBar
        parts={[
          { asset: 'cash', units: downline.cashFen },
          { asset: 'spendable', units: points ?? 0 },
        ]}
        words={`线下现金 ${showPlain(downline.cashFen, 'cash')}，积分 ${showPlain(points ?? 0, 'spendable')}`}
      />
      <Line
        label=""
        cash={<AssetChip asset="cash" words="现金付的" />}
        points={<AssetChip asset="spendable" words="积分付的，不计等级" />}
      />
      <Line
        label="线下"
        cash={<Amount units={downline.cashFen} asset="cash" />}
        points={points === null ? '—' : <Amount units={points} asset="spendable" />}
      />
      <Line
        label="本人"
        cash={<Amount units={own.cashFen} asset="cash" />}
        points={<Amount units={own.pointsCents} asset="spendable" />}
      />
      <Line
        label="合计"
        isSum
        cash={<Amount units={own.cashFen + downline.cashFen} asset="cash" />}
        points={points === null ? '—' : <Amount units={own.pointsCents + points} asset="spendable" />}
      />
      {team.isWhole ? <Generations team={team} /> : <Note>这一支还没有逐代数过，下一次收盘后再看。</Note>}
    </View>
  );
}

function Line({ label, cash, points, isSum }: { label: string; cash: ReactNode; points: ReactNode; isSum?: boolean }) {
  return (
    <View className={`team-split ${isSum ? 'is-sum' : ''}`}>
      <View className="team-split-name">{label}</View>
      <View className="team-split-part">{cash}</View>
      <View className="team-split-part">{points}</View>
    </View>
  );
}

function Generations({ team: { generations, movedCashFen } }: { team: Team }) {
  return (
    <View className="mt12">
      {generations.map((one) => (
        <Row
          key={one.generation}
          title={GENERATIONS[one.generation]}
          sub={`${showCount(one.members)} 人，${showCount(one.releasing)} 人有释放`}
          value={
            <>
              <Amount units={one.cashFen} asset="cash" />
              <View className="row-sub">积分 {showPlain(one.pointsCents, 'spendable')}</View>
            </>
          }
        />
      ))}
      {movedCashFen ? (
        <Row
          title="推荐关系变更前"
          sub={movedCashFen > 0 ? '已计入的业绩留在这里，人已不在团队里' : '人在团队里，以前的业绩不计入这里'}
          value={<Amount units={movedCashFen} asset="cash" sign="change" />}
        />
      ) : null}
    </View>
  );
}
