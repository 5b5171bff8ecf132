import type { CourseShown, SalesTrend, SimulationShown } from '@shared/contract';
import { showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { CompareHead, CompareRow } from '../parts/Compare';

const fen = (units: number): string => showPlain(units, 'cash');

/** Credited over cash turnover. */
const payoutOf = ({ creditedFen, turnoverFen }: Pick<CourseShown, 'creditedFen' | 'turnoverFen'>): string =>
  turnoverFen === 0 ? '无营业额' : showPercent(Math.round((creditedFen / turnoverFen) * 10_000) * 100);

const isAboveOne = ({ creditedFen, turnoverFen }: Pick<CourseShown, 'creditedFen' | 'turnoverFen'>): boolean =>
  creditedFen > turnoverFen;

/** The shop's own last days, the same orders under both plans. */
export function ReplayCard({ replay, throughDay }: Pick<SimulationShown, 'replay' | 'throughDay'>) {
  if (!replay) return null;
  const { running, draft } = replay;
  const hasRelease = running.grantedReleaseCents > 0 || draft.grantedReleaseCents > 0;
  const hasQuota = running.owedQuotaFen > 0 || draft.owedQuotaFen > 0;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>本店过去 {draft.days} 天</HeadTitle>
        <View className="head-right">到 {throughDay}</View>
      </View>
      <CompareHead words="重放，同一批订单" />
      <CompareRow words="计入的现金" running={fen(running.turnoverFen)} draft={fen(draft.turnoverFen)} />
      <CompareRow words="入账给会员" running={fen(running.creditedFen)} draft={fen(draft.creditedFen)} />
      {hasRelease ? (
        <>
          <CompareRow
            words="还欠，待释放"
            running={fen(running.owedReleaseCents)}
            draft={fen(draft.owedReleaseCents)}
          />
          <CompareRow
            words="送出的待释放"
            running={fen(running.grantedReleaseCents)}
            draft={fen(draft.grantedReleaseCents)}
          />
        </>
      ) : null}
      {hasQuota ? (
        <CompareRow words="还欠的分红额度" running={fen(running.owedQuotaFen)} draft={fen(draft.owedQuotaFen)} />
      ) : null}
      {running.priceShown || draft.priceShown ? (
        <CompareRow words="末了的价格" running={running.priceShown ?? '没有'} draft={draft.priceShown ?? '没有'} />
      ) : null}
      <CompareRow words="拨比，入账 ÷ 现金" running={payoutOf(running)} draft={payoutOf(draft)} />
      <View className="cap muted mt8">从什么都不欠开始，只看这些天的订单。</View>
    </View>
  );
}

const TREND_WORDS: Record<SalesTrend, string> = {
  flat: '销量不变',
  growing: '每月多 2%',
  falling: '每月少 2%',
};

/** A year ahead under each of three courses of sales, from what is owed today. */
export function YearsCard({ years, costRateMillionths }: Pick<SimulationShown, 'years' | 'costRateMillionths'>) {
  if (years.length === 0) return null;
  const isHigh = years.some(({ draft }) => isAboveOne(draft));
  const flat = years.find(({ trend }) => trend === 'flat');
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>往后一年</HeadTitle>
        <View className="head-right">从今天的欠额接着算</View>
      </View>
      {years.map(({ trend, running, draft }) => (
        <View key={trend}>
          <View className="small muted mt8">
            {TREND_WORDS[trend]}，现金 {fen(draft.turnoverFen)}
          </View>
          <CompareHead words="年末" />
          <CompareRow words="入账" running={fen(running.creditedFen)} draft={fen(draft.creditedFen)} />
          <CompareRow words="还欠" running={fen(running.owedReleaseCents)} draft={fen(draft.owedReleaseCents)} />
          <CompareRow words="拨比" isWarning={isAboveOne(draft)} running={payoutOf(running)} draft={payoutOf(draft)} />
          <CompareRow
            words="平台现金"
            isWarning={draft.cashFen < 0}
            running={fen(running.cashFen)}
            draft={fen(draft.cashFen)}
          />
          <CompareRow
            words="最低的一天"
            isWarning={draft.lowest.cashFen < 0}
            running={fen(running.lowest.cashFen)}
            draft={fen(draft.lowest.cashFen)}
          />
        </View>
      ))}
      {isHigh && flat ? (
        <Note tone="warn" icon="warn">
          草稿的拨比过 100%：销量不变时，每收 1.00 元现金，这一年入账约{' '}
          {(flat.draft.creditedFen / Math.max(flat.draft.turnoverFen, 1)).toFixed(2)}{' '}
          积分。每日比例只改快慢，要改总数，请改倍数。
        </Note>
      ) : null}
      <View className="cap muted mt8">
        平台现金已扣货款，按最近 90 天的成本 {showPercent(costRateMillionths)} 算；释放的每分抵 1 元。
      </View>
    </View>
  );
}

/** Who gets more and who less: members by the tier that they have reached so far. */
export function GroupsCard({ groups }: Pick<SimulationShown, 'groups'>) {
  if (groups.length === 0) return null;
  const sum = (of: 'running' | 'draft') => groups.reduce((all, one) => all + one[of], 0);
  const name = ({ level, fromFen, members }: (typeof groups)[number]) =>
    `${level === 0 ? '没到过档' : `${fromFen === null ? `第 ${level}` : fen(fromFen)} 档`}，${members} 人`;
  const difference = sum('draft') - sum('running');
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>谁多谁少</HeadTitle>
        <View className="head-right">销量不变，一年</View>
      </View>
      <CompareHead words="入账" />
      {groups.map((group) => (
        <CompareRow key={group.level} words={name(group)} running={fen(group.running)} draft={fen(group.draft)} />
      ))}
      <CompareRow isSum words="合计" running={fen(sum('running'))} draft={fen(sum('draft'))} />
      <View className="small muted mt8">
        {difference === 0
          ? '一年里总数一样。'
          : `一年里平台${difference < 0 ? '少' : '多'}入账 ${fen(Math.abs(difference))}。已结算的订单，送出的不变。`}
      </View>
    </View>
  );
}
