import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Input } from '../../../components/Input';
import { Tap } from '../../../components/Tap';
import { type ChangeDraft, type GoodsDraft, withOptions } from './draft';

const MOST_OPTIONS = 2;
const MOST_CHOICES = 20;

interface OptionsCardProps {
  readonly draft: GoodsDraft;
  readonly onChange: ChangeDraft;
}

/** What sets the sizes apart: up to two options, each with its choices. */
export function OptionsCard({ draft, onChange }: OptionsCardProps) {
  const { options } = draft;
  const put = (at: number, changes: Partial<(typeof options)[number]>) =>
    onChange((now) =>
      withOptions(
        now,
        now.options.map((option, index) => (index === at ? { ...option, ...changes } : option)),
      ),
    );
  const remove = (at: number) =>
    onChange((now) =>
      withOptions(
        now,
        now.options.filter((_, index) => index !== at),
      ),
    );
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>规格</HeadTitle>
        {options.length < MOST_OPTIONS ? (
          <Button
            kind="plain"
            size="small"
            onTap={() => onChange((now) => withOptions(now, [...now.options, { name: '', choices: [] }]))}
          >
            加规格
          </Button>
        ) : null}
      </View>
      {options.length === 0 ? <View className="small muted">只有一款的商品不用规格。</View> : null}
      {options.map(({ name, choices }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: options have no other identity than their place
        <View key={at}>
          <Field
            isFirst={at === 0}
            words={`规格 ${at + 1}`}
            value={name}
            max={10}
            hint="箱重"
            onInput={(typed) => put(at, { name: typed })}
            unit={
              <Tap className="order-key" label={`去掉规格 ${at + 1}`} onTap={() => remove(at)}>
                <Icon name="trash" size={20} />
              </Tap>
            }
          />
          <Choices
            what={name || `规格 ${at + 1}`}
            choices={choices}
            onChange={(changed) => put(at, { choices: changed })}
          />
        </View>
      ))}
    </View>
  );
}

interface ChoicesProps {
  readonly what: string;
  readonly choices: readonly string[];
  readonly onChange: (choices: readonly string[]) => void;
}

function Choices({ what, choices, onChange }: ChoicesProps) {
  const [typed, setTyped] = useState('');
  const choice = typed.trim();
  const isNew = choice !== '' && !choices.includes(choice) && choices.length < MOST_CHOICES;
  const add = () => {
    if (!isNew) return;
    onChange([...choices, choice]);
    setTyped('');
  };
  return (
    <View className="opts mb12">
      {choices.map((one) => (
        <Tap
          key={one}
          className="opt opt-take"
          label={`${what}去掉 ${one}`}
          onTap={() => onChange(choices.filter((other) => other !== one))}
        >
          {one}
          <Icon name="close" size={14} />
        </Tap>
      ))}
      <View className="opt-new">
        <Input
          className="field-input"
          placeholderClass="placeholder"
          value={typed}
          maxlength={20}
          placeholder="5 kg"
          aria-label={`${what}加一个选项`}
          onInput={(event) => setTyped(event.detail.value)}
          onConfirm={add}
        />
        <Button kind="line" size="small" isOff={!isNew} label={`${what}加上这个选项`} onTap={add}>
          加上
        </Button>
      </View>
    </View>
  );
}
