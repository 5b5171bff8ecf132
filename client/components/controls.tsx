import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import { Tap } from './Tap';

interface TickProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly isOff?: boolean;
  readonly isSquare?: boolean;
  readonly onTap?: () => void;
}

/** A round tick: chosen or not. */
export function Tick({ label, isOn, isOff, isSquare, onTap }: TickProps) {
  return (
    <Tap
      role="checkbox"
      className={`ck ${isOn ? 'is-on' : ''} ${isOff ? 'is-off' : ''} ${isSquare ? 'ck-square' : ''}`}
      label={label}
      isOn={isOn}
      isOff={isOff}
      onTap={onTap}
    >
      <Icon name="check" size={14} />
    </Tap>
  );
}

/** A tick with its words, the whole row a target. Consents start unticked. */
export function TickRow({
  isOn,
  onTap,
  label,
  children,
}: {
  isOn: boolean;
  label: string;
  onTap: () => void;
  children: ReactNode;
}) {
  return (
    <Tap role="checkbox" className="flex gap12 small tick-row" isOn={isOn} label={label} onTap={onTap}>
      <View className={`ck ck-square ${isOn ? 'is-on' : ''}`} aria-hidden="true">
        <Icon name="check" size={14} />
      </View>
      <View className="grow">{children}</View>
    </Tap>
  );
}

interface StepperProps {
  readonly what: string;
  readonly count: number;
  readonly atLeast?: number;
  readonly atMost: number;
  readonly onChange: (count: number) => void;
}

/** How many. A key that can do no more stays, muted. */
export function Stepper({ what, count, atLeast = 1, atMost, onChange }: StepperProps) {
  return (
    <View className="step">
      <Tap
        className={`step-key ${count <= atLeast ? 'is-off' : ''}`}
        label={`${what}减一`}
        isOff={count <= atLeast}
        onTap={() => onChange(count - 1)}
      >
        <Icon name="minus" size={18} />
      </Tap>
      <View className="step-count" aria-label={`数量 ${count}`}>
        {count}
      </View>
      <Tap
        className={`step-key ${count >= atMost ? 'is-off' : ''}`}
        label={`${what}加一`}
        isOff={count >= atMost}
        onTap={() => onChange(count + 1)}
      >
        <Icon name="plus" size={18} />
      </Tap>
    </View>
  );
}

/** On or off, in a target of 44. */
export function Toggle({
  label,
  isOn,
  isOff,
  onChange,
}: {
  label: string;
  isOn: boolean;
  isOff?: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <Tap role="switch" className="switch" label={label} isOn={isOn} isOff={isOff} onTap={() => onChange(!isOn)}>
      <View className={`switch-track ${isOn ? 'is-on' : ''} ${isOff ? 'is-off' : ''}`}>
        <View className="switch-knob" />
      </View>
    </Tap>
  );
}

interface ChoiceProps<Key extends string> {
  readonly options: readonly { key: Key; words: string }[];
  readonly chosen: Key;
  readonly label: string;
  readonly onChoose: (key: Key) => void;
}

/** Chips of which one is on, in a row that scrolls sideways. */
export function Segments<Key extends string>({
  options,
  chosen,
  label,
  onChoose,
  isSunken,
}: ChoiceProps<Key> & { isSunken?: boolean }) {
  return (
    <View className={`seg ${isSunken ? 'seg-sunken' : ''}`} {...{ role: 'tablist' }} aria-label={label}>
      {options.map(({ key, words }) => (
        <Tap
          key={key}
          role="tab"
          className={`seg-item ${key === chosen ? 'is-on' : ''}`}
          isOn={key === chosen}
          onTap={() => onChoose(key)}
        >
          <View className="seg-face">{words}</View>
        </Tap>
      ))}
    </View>
  );
}

/** Tabs with a line below the one that is on. */
export function LineTabs<Key extends string>({ options, chosen, label, onChoose }: ChoiceProps<Key>) {
  return (
    <View className="line-tabs" {...{ role: 'tablist' }} aria-label={label}>
      {options.map(({ key, words }) => (
        <Tap
          key={key}
          role="tab"
          className={`line-tab ${key === chosen ? 'is-on' : ''}`}
          isOn={key === chosen}
          onTap={() => onChoose(key)}
        >
          {words}
        </Tap>
      ))}
    </View>
  );
}
