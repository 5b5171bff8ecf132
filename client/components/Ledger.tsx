import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Chevron } from './Icon';
import { Tap } from './Tap';

interface LedgerRowProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
  /** Opens what the figure is made of. */
  readonly onTap?: (() => void) | undefined;
}

/** One line of a ledger: what it is, and its figure. */
export function LedgerRow({ label, children, onTap }: LedgerRowProps) {
  const inside = (
    <>
      <View className="led-label">{label}</View>
      <View className="led-figure">{children}</View>
    </>
  );
  if (!onTap) return <View className="led-row">{inside}</View>;
  return (
    <Tap className="led-row led-tap" onTap={onTap}>
      {inside}
      <Chevron />
    </Tap>
  );
}

/** The sum: a single rule above, a double rule below. The rows above it must sum to it. */
export function LedgerSum({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <View className="led-sum">
      <View className="grow">{label}</View>
      <View className="still">{children}</View>
    </View>
  );
}

/** What the rows above it give that is not their sum, as a price is: a single rule, and none that closes it. */
export function LedgerResult({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <View className="led-sum is-result">
      <View className="grow">{label}</View>
      <View className="still">{children}</View>
    </View>
  );
}
