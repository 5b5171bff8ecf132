import { View } from '@tarojs/components';

/** What the columns are: what runs, muted, and the draft, in ink. */
export const CompareHead = ({ words }: { words: string }) => (
  <View className="compare-row is-head small muted">
    <View className="compare-name">{words}</View>
    <View className="compare-figure">现在</View>
    <View className="compare-figure">草稿</View>
  </View>
);

interface CompareRowProps {
  readonly words: string;
  readonly running: string;
  readonly draft: string;
  /** A figure that asks for attention. */
  readonly isWarning?: boolean;
  /** Closes the rows above it. */
  readonly isSum?: boolean;
}

/** One figure under each. */
export const CompareRow = ({ words, running, draft, isWarning, isSum }: CompareRowProps) => (
  <View className={`compare-row ${isSum ? 'is-sum' : ''} ${isWarning ? 'is-warning' : ''}`}>
    <View className="compare-name">{words}</View>
    <View className="compare-figure muted">{running}</View>
    <View className="compare-figure">{draft}</View>
  </View>
);
