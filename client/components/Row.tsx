import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Chevron } from './Icon';
import { Tap } from './Tap';

interface RowProps {
  readonly lead?: ReactNode;
  readonly title: ReactNode;
  readonly sub?: ReactNode;
  readonly value?: ReactNode;
  readonly isFirst?: boolean;
  readonly isCompact?: boolean;
  readonly label?: string;
  readonly onTap?: () => void;
}

/** One line of a card: label left, figure right; with an arrow when it leads on. */
export function Row({ lead, title, sub, value, isFirst, isCompact, label, onTap }: RowProps) {
  const className = `row ${isFirst ? 'is-first' : ''} ${isCompact ? 'row-compact' : ''}`;
  const inside = (
    <>
      {lead}
      <View className="row-main">
        {title}
        {sub ? <View className="row-sub">{sub}</View> : null}
      </View>
      {value === undefined ? null : <View className="row-value">{value}</View>}
      {onTap ? <Chevron /> : null}
    </>
  );
  if (!onTap) return <View className={className}>{inside}</View>;
  return (
    <Tap className={className} label={label} onTap={onTap}>
      {inside}
    </Tap>
  );
}
