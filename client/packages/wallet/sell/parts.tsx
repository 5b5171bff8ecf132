import { showPlain, showTime } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Amount } from '../../../components/Amount';
import { MixBar } from '../../../components/bars';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';

/** What shows something else once points have left. */
export const TOUCHED = [
  'wallet.previewSale',
  'wallet.previewExchange',
  'wallet.view',
  'wallet.statement',
  'account.me',
] as const;

interface Quote {
  readonly poolFen: number;
  readonly circulatingMicroPoints: number;
  readonly priceShown: string;
  readonly toleranceMillionths: number;
  readonly atMs: number;
}

/** Points × pool ÷ circulating, as they are written. */
export const worthWords = (points: number, { poolFen, circulatingMicroPoints }: Quote): string =>
  `${showPlain(points, 'appreciating')} × ${showPlain(poolFen, 'cash')} ÷ ${showPlain(circulatingMicroPoints, 'appreciating')}`;

/** A quote: when it was made, what it comes to, and by how much it may be missed. */
export function QuoteCard({
  quote,
  how = '积分 × 托底池 ÷ 流通积分，向下取整到 0.01。',
  worse = '得到的比报价少',
  children,
}: {
  quote: Quote;
  how?: string;
  worse?: string;
  children: ReactNode;
}) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>报价</HeadTitle>
        <View className="head-right">
          价格 {quote.priceShown}，{showTime(quote.atMs)} 报出
        </View>
      </View>
      {children}
      <View className="cap muted mt8">
        {how}
        {worse}超过 {quote.toleranceMillionths / 10_000}%，就不成交，什么都不会发生。
      </View>
    </View>
  );
}

/** The exit quota: what this uses of it, and what is left. */
export function QuotaCard({ quotaFen, usedFen, leftFen }: { quotaFen: number; usedFen: number; leftFen: number }) {
  const words = `本次用 ${showPlain(usedFen, 'quota')}，剩 ${showPlain(leftFen, 'quota')}`;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>出局额度</HeadTitle>
        <View className="head-right flex gap4">
          现在 <Amount units={quotaFen} asset="exitQuota" />
        </View>
      </View>
      <MixBar
        words={words}
        parts={[
          { asset: 'appreciating', units: usedFen },
          { asset: 'rest', units: leftFen },
        ]}
      />
      <View className="mt8">
        <LedgerRow label="本次用掉">
          <Amount units={usedFen} asset="exitQuota" />
        </LedgerRow>
        <LedgerRow label="之后还剩">
          <Amount units={leftFen} asset="exitQuota" />
        </LedgerRow>
      </View>
      <View className="cap muted mt8">购买会增加额度。额度用完后积分仍归你，再购买才能继续卖和换。</View>
    </View>
  );
}
