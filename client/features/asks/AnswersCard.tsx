import { readableAnswer } from '@shared/asks';
import type { AnswerShown, OrderPage } from '@shared/contract';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { HeadTitle } from '../../components/HeadTitle';
import { LedgerRow } from '../../components/Ledger';

interface AnswersCardProps {
  readonly answers: readonly AnswerShown[];
  readonly lines: OrderPage['lines'];
  /** Beneath them. */
  readonly children?: ReactNode;
}

/** What an order's goods asked for, by line; nothing where they asked for nothing. */
export function AnswersCard({ answers, lines, children }: AnswersCardProps) {
  if (answers.length === 0) return null;
  const titleOf = (skuId: string): string => lines.find((line) => line.skuId === skuId)?.title ?? '';
  const tellsLines = new Set(answers.map(({ skuId }) => skuId)).size > 1;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>下单时填的</HeadTitle>
      </View>
      {answers.map((answer) => (
        <LedgerRow
          key={`${answer.skuId}:${answer.key}`}
          label={tellsLines ? `${titleOf(answer.skuId)}，${answer.label}` : answer.label}
        >
          <View className="wrap">{readableAnswer(answer, answer.shown)}</View>
        </LedgerRow>
      ))}
      {children}
    </View>
  );
}
