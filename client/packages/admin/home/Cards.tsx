import type { Me, Overview } from '@shared/contract';
import { showCount, showDay, showPlain, showRatio } from '@shared/format';
import { worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { go } from '../../../state/routes';

const ratioWords = (ratio: number | null): string => (ratio === null ? '没有营业额' : showRatio(ratio));

/** The last close: what came in, what was credited, and whether it balanced. */
export function CloseCard({ close, isBehind, openDay }: Pick<Overview, 'close' | 'isBehind' | 'openDay'>) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>{close ? `${showDay(close.day)} 收盘` : '还没有收盘'}</HeadTitle>
        {close ? (
          <View className={`tag ${close.balanced ? 'tag-ok' : 'tag-bad'}`}>{close.balanced ? '账平' : '正在核对'}</View>
        ) : null}
      </View>
      {close ? (
        <>
          <View className="kv mb12">
            <View>
              <View className="kv-name">现金营业额</View>
              <Amount units={close.turnoverFen} asset="cash" size="title" />
            </View>
            <View className="end">
              <View className="kv-name">入账给会员</View>
              <Amount units={close.creditedFen} asset="cash" size="title" isPlain />
            </View>
          </View>
          <View className="kv mb12">
            <View>
              <View className="kv-name">拨比</View>
              <View className="figure bold">{ratioWords(close.ratioMillionths)}</View>
            </View>
            <View className="end">
              <View className="kv-name">结算订单</View>
              <View className="figure bold">{showCount(close.settledOrders)} 笔</View>
            </View>
          </View>
        </>
      ) : (
        <View className="small muted mb12">第一天结束后的凌晨收第一次盘。</View>
      )}
      {isBehind ? <Note tone="warn">{openDay} 该收盘了，还没收完。</Note> : null}
      <View className="btns">
        {close ? (
          <Button kind="plain" onTap={() => go.admin('close', `day=${close.day}`)}>
            {showDay(close.day)} 明细
          </Button>
        ) : null}
        <Button kind="line" onTap={() => go.admin('closes')}>
          收盘日历
        </Button>
      </View>
    </View>
  );
}

/** Today so far, and the thirty closes behind it. */
export function SoldCard({ today, month, roles }: Pick<Overview, 'today' | 'month'> & { roles: Me['roles'] }) {
  const ways = waysOf(roles);
  const [isMonth, setMonth] = useState(false);
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>{isMonth ? '近 30 天' : '今天到现在'}</HeadTitle>
        <Button kind="plain" size="small" onTap={() => setMonth(!isMonth)}>
          {isMonth ? '看今天' : '看 30 天'}
        </Button>
      </View>
      {isMonth ? <Month month={month} ways={ways} /> : <Today today={today} ways={ways} />}
    </View>
  );
}

/** The lists behind the figures, as far as one's role goes. */
const waysOf = (roles: Me['roles']) => ({
  orders: worksIn(roles, 'staff.orders') ? () => go.admin('orders', 'filter=all') : undefined,
  back: worksIn(roles, 'staff.orders') ? () => go.admin('afterSales', 'filter=over') : undefined,
  members: worksIn(roles, 'staff.members') ? () => go.admin('members') : undefined,
  closes: () => go.admin('closes'),
});
type Ways = ReturnType<typeof waysOf>;

const Today = ({ today, ways }: Pick<Overview, 'today'> & { ways: Ways }) => (
  <>
    <LedgerRow label="付款的订单" onTap={ways.orders}>
      {showCount(today.orders)} 笔
    </LedgerRow>
    <LedgerRow label="付的现金" onTap={ways.orders}>
      {showPlain(today.paidFen, 'cash')}
    </LedgerRow>
    <LedgerRow label="其中退回" onTap={ways.back}>
      {showPlain(today.backFen, 'cash')}
    </LedgerRow>
    <LedgerRow label={`结算 ${showCount(today.settled)} 笔，营业额`} onTap={ways.orders}>
      {showPlain(today.turnoverFen, 'cash')}
    </LedgerRow>
    <LedgerRow label="新会员" onTap={ways.members}>
      {showCount(today.joined)} 人
    </LedgerRow>
  </>
);

/** What members were credited, by kind. */
const CREDITED = [
  ['分红', 'cash', 'dividendFen'],
  ['每日释放', 'spendable', 'staticCents'],
  ['一代奖励', 'spendable', 'firstGenerationCents'],
  ['二代奖励', 'spendable', 'secondGenerationCents'],
  ['团队奖励', 'spendable', 'teamCents'],
  ['平级奖励', 'spendable', 'sameRankCents'],
  ['强制出局', 'cash', 'forcedExitFen'],
] as const;

function Month({ month, ways }: Pick<Overview, 'month'> & { ways: Ways }) {
  const { credited } = month;
  return (
    <>
      <LedgerRow label={`付款的订单（${showCount(month.days)} 天的日报）`} onTap={ways.orders}>
        {showCount(month.orders)} 笔
      </LedgerRow>
      <LedgerRow label="付的现金" onTap={ways.orders}>
        {showPlain(month.paidFen, 'cash')}
      </LedgerRow>
      <LedgerRow label="其中退回" onTap={ways.back}>
        {showPlain(month.backFen, 'cash')}
      </LedgerRow>
      <LedgerRow label="新会员" onTap={ways.members}>
        {showCount(month.joined)} 人
      </LedgerRow>
      {credited ? (
        <View className="mt8">
          {CREDITED.map(([label, kind, figure]) => (
            <LedgerRow key={figure} label={label} onTap={ways.closes}>
              {showPlain(credited[figure], kind)}
            </LedgerRow>
          ))}
          <LedgerSum label="入账合计（1 积分按 1 元）">{showPlain(credited.creditedFen, 'cash')}</LedgerSum>
          <LedgerRow label="结算的现金营业额" onTap={ways.closes}>
            {showPlain(credited.turnoverFen, 'cash')}
          </LedgerRow>
          <LedgerRow label="拨比">{ratioWords(credited.ratioMillionths)}</LedgerRow>
          {credited.creditedFen > credited.turnoverFen ? (
            <Note tone="warn">入账比进来的多 {showPlain(credited.creditedFen - credited.turnoverFen, 'cash')}。</Note>
          ) : null}
        </View>
      ) : null}
    </>
  );
}

/** The pool, the reserve, and what is still owed to members, each as the last close has it. */
export function BooksCard({ books, close }: Pick<Overview, 'books' | 'close'>) {
  const { pool } = books;
  const onTap = close ? () => go.admin('close', `day=${close.day}`) : undefined;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>池与欠着的</HeadTitle>
        <Button kind="plain" size="small" onTap={go.solvency}>
          账目公开
        </Button>
      </View>
      {pool ? (
        <>
          <LedgerRow onTap={onTap} label="托底池">
            {showPlain(pool.poolFen, 'cash')}
          </LedgerRow>
          <LedgerRow onTap={onTap} label="流通积分">
            {showPlain(pool.circulatingMicroPoints, 'appreciating')}
          </LedgerRow>
          <LedgerRow onTap={onTap} label="价格">
            {pool.priceShown}
          </LedgerRow>
          <LedgerRow onTap={onTap} label="储备价值">
            {showPlain(pool.reserveWorthFen, 'cash')}
          </LedgerRow>
          <LedgerRow onTap={onTap} label="未兑付的恒定积分">
            {showPlain(pool.stableCents, 'stable')}
          </LedgerRow>
        </>
      ) : null}
      <LedgerRow onTap={onTap} label="还没释放的积分">
        {showPlain(books.remainingReleaseCents, 'remaining')}
      </LedgerRow>
      <LedgerRow onTap={onTap} label="还没用的分红额度">
        {showPlain(books.quotaFen, 'quota')}
      </LedgerRow>
    </View>
  );
}
