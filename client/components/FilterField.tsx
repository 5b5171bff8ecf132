import { View } from '@tarojs/components';
import { Icon } from './Icon';
import { Input } from './Input';

interface FilterFieldProps {
  readonly value: string;
  /** What one may look by: 按名称找. */
  readonly hint: string;
  readonly label: string;
  readonly onType: (value: string) => void;
}

/** What is typed to narrow a list by. */
export const FilterField = ({ value, hint, label, onType }: FilterFieldProps) => (
  <View className="search">
    <Icon name="search" size={20} />
    <Input
      className="search-input"
      placeholderClass="placeholder"
      value={value}
      maxlength={40}
      placeholder={hint}
      aria-label={label}
      onInput={(event) => onType(event.detail.value)}
    />
  </View>
);
