import type { HeldCoupon } from '@shared/contract';
import { showPlain } from '@shared/format';
import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Amount } from '../../components/Amount';
import { Tap } from '../../components/Tap';
import './coupons.css';
import { discountOf, fromWords, worthWords } from './words';

interface TicketProps {
  readonly coupon: Pick<HeldCoupon, 'name' | 'worth' | 'fromFen'>;
  /** Beneath its name. */
  readonly lines: readonly string[];
  /** What is missing to it. */
  readonly missing?: string;
  readonly isOff?: boolean;
  /** Of a choice: whether it is the one. */
  readonly isOn?: boolean;
  readonly onTap?: () => void;
  readonly children?: ReactNode;
}

/** A coupon as it is torn off: what it takes off and from which amount on, its name, until when. */
export function Ticket({ coupon, lines, missing, isOff, isOn, onTap, children }: TicketProps) {
  const { name, worth, fromFen } = coupon;
  const inside = (
    <>
      <View className="ticket-worth">
        {worth.kind === 'fixed' ? (
          <Amount units={worth.offFen} asset="cash" size="title" isTaken />
        ) : (
          <View className="ticket-share">
            <Text className="amt-title">
              {worth.rateMillionths >= 1_000_000 ? '全免' : discountOf(worth.rateMillionths)}
            </Text>
            {worth.rateMillionths >= 1_000_000 ? null : <Text className="small">折</Text>}
          </View>
        )}
        <View className="cap muted">{fromWords(fromFen)}</View>
      </View>
      <View className="ticket-main">
        <View className="bold">{name}</View>
        {worth.kind === 'percent' && worth.mostFen !== null ? (
          <View className="cap muted">最多减 {showPlain(worth.mostFen, 'cash')}</View>
        ) : null}
        {lines.map((line) => (
          <View key={line} className="cap muted">
            {line}
          </View>
        ))}
        {missing ? <View className="cap warn-ink">{missing}</View> : null}
      </View>
      {children}
    </>
  );
  const className = `ticket ${isOff ? 'is-off' : ''} ${isOn ? 'is-on' : ''}`;
  if (!onTap) return <View className={className}>{inside}</View>;
  return (
    <Tap
      role="radio"
      className={className}
      label={[name, worthWords(worth), fromWords(fromFen), missing ?? ''].filter(Boolean).join('，')}
      isOn={isOn ?? false}
      {...(isOff ? { isOff } : {})}
      onTap={onTap}
    >
      {inside}
    </Tap>
  );
}

/** The mark of the one that is chosen. */
export function Radio({ isOn }: { isOn: boolean }) {
  return <View className={`ticket-radio ${isOn ? 'is-on' : ''}`} aria-hidden="true" />;
}
