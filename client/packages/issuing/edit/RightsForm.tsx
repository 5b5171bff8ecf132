import { showToday } from '@shared/format';
import { View } from '@tarojs/components';
import { Button, Link } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { FieldFault } from '../../../components/form/FieldFault';
import { WhenRow } from '../../../components/form/WhenRow';
import { HeadTitle } from '../../../components/HeadTitle';
import { MOST_RIGHTS, type RightDraft } from './draft';

const KINDS = [
  { key: 'discount', words: '出示打折' },
  { key: 'entry', words: '凭它进' },
] as const;

interface RightsFormProps {
  readonly rights: readonly RightDraft[];
  readonly fault: string | undefined;
  readonly nowMs: number;
  readonly onChange: (rights: readonly RightDraft[]) => void;
}

/** What an edition gives besides its goods, each with its last day. */
export function RightsForm({ rights, fault, nowMs, onChange }: RightsFormProps) {
  const change = (at: number, to: Partial<RightDraft>) =>
    onChange(rights.map((one, place) => (place === at ? { ...one, ...to } : one)));
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>用处</HeadTitle>
        <View className="head-right">
          {rights.length} / {MOST_RIGHTS}
        </View>
      </View>
      {rights.map(({ kind, words, untilDay }, at) => (
        // Rights have no name of their own while they are typed.
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing moves among them, what is typed belongs to its place
        <View key={at}>
          <Choice
            label={`第 ${at + 1} 项怎么用`}
            options={KINDS}
            chosen={kind}
            onChoose={(to) => change(at, { kind: to })}
          />
          <Field
            words={`用处 ${at + 1}`}
            value={words}
            max={60}
            hint="到店 9 折"
            onInput={(to) => change(at, { words: to })}
          />
          <WhenRow
            words="到哪天"
            value={untilDay}
            hint="一直有效"
            start={showToday(nowMs)}
            onChoose={(to) => change(at, { untilDay: to })}
          />
          <Link label={`去掉第 ${at + 1} 项`} onTap={() => onChange(rights.filter((_, place) => place !== at))}>
            去掉
          </Link>
        </View>
      ))}
      <FieldFault words={fault} />
      {rights.length < MOST_RIGHTS ? (
        <Button
          kind="line"
          size="block"
          className="mt8"
          onTap={() => onChange([...rights, { kind: 'discount', words: '', untilDay: '' }])}
        >
          加一项用处
        </Button>
      ) : null}
    </View>
  );
}
