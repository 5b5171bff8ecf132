import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Icon } from '../../components/Icon';
import { Input } from '../../components/Input';
import { Tap } from '../../components/Tap';

interface QuantityFieldProps {
  readonly what: string;
  readonly count: number;
  readonly atMost: number;
  readonly onChange: (count: number) => void;
}

/** How many, stepped or typed. What is typed counts once its field is left; more than there is becomes all there is. */
export function QuantityField({ what, count, atMost, onChange }: QuantityFieldProps) {
  const [typed, setTyped] = useState(String(count));
  useEffect(() => setTyped(String(count)), [count]);
  const most = Math.max(atMost, 1);
  const end = () => {
    const wanted = Number(typed);
    const isCount = /^\d{1,3}$/.test(typed) && wanted >= 1;
    const quantity = isCount ? Math.min(wanted, most) : count;
    setTyped(String(quantity));
    if (quantity !== count) onChange(quantity);
  };
  return (
    <View className="step">
      <Key words={`${what}减一`} icon="minus" isOff={count <= 1} onTap={() => onChange(Math.min(count - 1, most))} />
      <Input
        className="step-count step-input"
        type="number"
        maxlength={3}
        value={typed}
        aria-label={`${what}的数量`}
        onInput={(event) => setTyped(event.detail.value)}
        onBlur={end}
        onConfirm={end}
      />
      <Key words={`${what}加一`} icon="plus" isOff={count >= most} onTap={() => onChange(count + 1)} />
    </View>
  );
}

interface KeyProps {
  readonly words: string;
  readonly icon: 'minus' | 'plus';
  readonly isOff: boolean;
  readonly onTap: () => void;
}

function Key({ words, icon, isOff, onTap }: KeyProps) {
  return (
    <Tap className={`step-key ${isOff ? 'is-off' : ''}`} label={words} isOff={isOff} onTap={onTap}>
      <Icon name={icon} size={18} />
    </Tap>
  );
}
