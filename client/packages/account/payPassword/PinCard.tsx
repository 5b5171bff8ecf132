import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Note } from '../../../components/Note';
import { PinDots } from '../../../features/payPassword/PinDots';

/** What six digits are for, the dots, and what was wrong. */
export function PinCard({
  words,
  typed,
  fault,
  children,
}: {
  words: string;
  typed: number;
  fault: string | null;
  children?: ReactNode;
}) {
  return (
    <View className="card flow gap12">
      <View className="center">{words}</View>
      <PinDots typed={typed} />
      {fault ? <Note tone="bad">{fault}</Note> : null}
      {children}
    </View>
  );
}
