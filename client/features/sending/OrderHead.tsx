import type { ShopOrder, StaffOrder } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Amount } from '../../components/Amount';
import { HeadTitle } from '../../components/HeadTitle';
import { LedgerRow } from '../../components/Ledger';
import { Picture } from '../../components/Picture';
import { Row } from '../../components/Row';
import { stateWords } from '../../copy/terms';

type Seen = StaffOrder | ShopOrder;

interface OrderHeadProps {
  readonly order: Seen;
  /** Of a line: 85 果 × 2. */
  readonly lineWords: (line: Seen['lines'][number]) => string;
  /** What the buyer is known by here. */
  readonly buyerWords: string;
  /** Before its number. */
  readonly children?: ReactNode;
}

/** An order as those see it who send it: how it stands, what was bought, by whom. */
export function OrderHead({ order, lineWords, buyerWords, children }: OrderHeadProps) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>{order.isRefundPending ? '售后在处理' : stateWords(order)}</HeadTitle>
        <View className="head-right">{showMoment(order.changedAtMs)}</View>
      </View>
      {order.lines.map((line) => (
        <View key={line.skuId} className="flex gap12 mb12">
          <Picture picture={line.picture} ground={line.ground} size={64} />
          <View className="grow">
            <View className="wrap">{line.title}</View>
            <View className="small muted">{lineWords(line)}</View>
          </View>
          <Amount units={line.amountFen} asset="cash" />
        </View>
      ))}
      {order.note ? <View className="quote mb12">买家留言：{order.note}</View> : null}
      <LedgerRow label="买家">{buyerWords}</LedgerRow>
      {children}
      <LedgerRow label="订单号">
        <View className="mono wrap">{order.orderNo}</View>
      </LedgerRow>
    </View>
  );
}

interface OpenCasesProps {
  readonly caseIds: readonly string[];
  readonly title: string;
  readonly onOpen: (caseId: string) => void;
}

/** The cases to answer first: nothing is sent meanwhile. */
export function OpenCases({ caseIds, title, onOpen }: OpenCasesProps) {
  return (
    <View className="card card-tight">
      {caseIds.map((caseId, at) => (
        <Row key={caseId} isFirst={at === 0} title={title} sub={caseId} onTap={() => onOpen(caseId)} />
      ))}
    </View>
  );
}
