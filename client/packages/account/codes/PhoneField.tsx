import { View } from '@tarojs/components';
import { Input } from '../../../components/Input';

export const isPhone = (text: string): boolean => /^1[3-9]\d{9}$/.test(text);

/** A mainland mobile number. */
export function PhoneField({
  name,
  phone,
  onPhone,
}: {
  name: string;
  phone: string;
  onPhone: (phone: string) => void;
}) {
  return (
    <View className="big-input">
      <Input
        className="field-input"
        placeholderClass="placeholder"
        type="number"
        maxlength={11}
        value={phone}
        placeholder={name}
        aria-label={name}
        onInput={(event) => onPhone(event.detail.value.trim())}
      />
    </View>
  );
}
