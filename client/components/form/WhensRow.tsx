import { View } from '@tarojs/components';
import { Icon } from '../Icon';
import { Tap } from '../Tap';
import { WhenRow } from './WhenRow';

interface WhensRowProps {
  readonly words: string;
  readonly values: readonly string[];
  readonly mode?: 'date' | 'time';
  /** What adds one: 加一天. */
  readonly more: string;
  readonly most: number;
  readonly start?: string;
  readonly onChange: (values: string[]) => void;
}

/** Several days, or times of day, in their order: each is added by the host's wheels and taken away by a tap. */
export function WhensRow({ words, values, mode = 'date', more, most, start, onChange }: WhensRowProps) {
  return (
    <View className="whens">
      {values.length < most ? (
        <WhenRow
          words={words}
          value=""
          mode={mode}
          hint={more}
          {...(start ? { start } : {})}
          onChoose={(chosen) => onChange([...new Set([...values, chosen])].sort())}
        />
      ) : (
        <View className="ask">
          <View className="ask-line">
            <View className="field-name">{words}</View>
            <View className="grow muted">最多 {most} 个</View>
          </View>
        </View>
      )}
      {values.length > 0 ? (
        <View className="opts">
          {values.map((one) => (
            <Tap
              key={one}
              className="opt is-on flex gap8"
              label={`去掉 ${one}`}
              onTap={() => onChange(values.filter((other) => other !== one))}
            >
              {one}
              <Icon name="close" size={14} />
            </Tap>
          ))}
        </View>
      ) : null}
    </View>
  );
}
