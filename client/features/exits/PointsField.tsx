import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Link } from '../../components/Button';
import { Input } from '../../components/Input';
import { typedOf } from './typed';

interface PointsFieldProps {
  readonly words: string;
  readonly asset: 'appreciating' | 'stable';
  readonly typed: string;
  readonly decimals: number;
  readonly held: number;
  /** What of it is locked, and cannot leave. */
  readonly locked?: number;
  /** As many as may leave now. */
  readonly most: number;
  /** What would be left; null while it is not known. */
  readonly left: number | null;
  readonly onTyped: (typed: string) => void;
}

/** How many points leave: typed, or all that may. */
export function PointsField({
  words,
  asset,
  typed,
  decimals,
  held,
  locked = 0,
  most,
  left,
  onTyped,
}: PointsFieldProps) {
  const shape = new RegExp(`^\\d{0,8}(\\.\\d{0,${decimals}})?$`);
  const all = showPlain(most, asset);
  return (
    <View className="card">
      <View className="head">
        <View className="small muted">{words}</View>
        {most > 0 ? (
          <Link label={`全部 ${all}`} onTap={() => onTyped(typedOf(most, decimals))}>
            全部 {all}
          </Link>
        ) : null}
      </View>
      <View className="big-input">
        <Input
          className="field-input"
          type="digit"
          value={typed}
          maxlength={16}
          placeholder="0"
          placeholderClass="placeholder"
          aria-label={words}
          onInput={(event) => {
            if (shape.test(event.detail.value)) onTyped(event.detail.value);
          }}
        />
      </View>
      <View className="small muted mt8">
        持有 {showPlain(held, asset)}
        {locked > 0 ? `，锁定 ${showPlain(locked, asset)}` : ''}
        {left === null ? '' : `，之后 ${showPlain(left, asset)}`}
      </View>
    </View>
  );
}
