import type { AfterSalesCard } from '@shared/contract';
import { showMoment } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { Picture } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { CASE_KINDS, CASE_REASONS, CASE_STATES } from '../../copy/afterSales';

interface CaseCardViewProps {
  readonly of: AfterSalesCard;
  /** Whose it is, for who answers; the shop's name for its buyer. */
  readonly whose: string;
  readonly onOpen: (caseId: string) => void;
}

/** A case in a list. The whole card opens it. */
export function CaseCardView({ of, whose, onOpen }: CaseCardViewProps) {
  const { words, tone } = CASE_STATES[of.state];
  const { first, pieces } = of;
  const many = pieces > first.quantity ? ` 等 ${pieces} 件` : ` × ${first.quantity}`;
  return (
    <Tap
      className="card"
      role="link"
      label={`${first.title}，${CASE_KINDS[of.kind].words}，${words}`}
      onTap={() => onOpen(of.caseId)}
    >
      <View className="head">
        <View className="small muted">
          {showMoment(of.askedAtMs)} · {CASE_KINDS[of.kind].words}
        </View>
        <Text className={`tag ${tone === 'plain' ? '' : `tag-${tone}`}`}>{words}</Text>
      </View>
      <View className="flex gap12">
        <Picture picture={first.picture} ground={first.ground} size={64} />
        <View className="grow">
          <View className="wrap">
            {first.title}
            {many}
          </View>
          <View className="small muted">
            {CASE_REASONS[of.reason]} · {whose}
          </View>
          {of.dueAtMs === null ? null : <View className="small muted">{showMoment(of.dueAtMs)} 到期</View>}
        </View>
      </View>
    </Tap>
  );
}
