import { View } from '@tarojs/components';
import { AskField } from './AskField';
import type { Answers, AskingLine } from './useAnswers';

/** What the goods of one line ask for; nothing where they ask for nothing. */
export function AsksCard({ line, answers }: { line: AskingLine; answers: Answers }) {
  const { skuId, asks } = line;
  if (asks.length === 0) return null;
  return (
    <View className="card card-tight">
      <View className="head is-close">
        <View className="head-title">{line.title}</View>
        <View className="head-right">要填的</View>
      </View>
      {asks.map((ask, at) => (
        <AskField
          key={ask.key}
          isFirst={at === 0}
          ask={ask}
          value={answers.of(skuId, ask.key)}
          isTried={answers.isTried}
          onChange={(value) => answers.put(skuId, ask.key, value)}
        />
      ))}
    </View>
  );
}
