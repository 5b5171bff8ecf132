import { View } from '@tarojs/components';
import './payPassword.css';

export const PIN_DIGITS = 6;
const PLACES = Array.from({ length: PIN_DIGITS }, (_, at) => at);

/** As many dots as digits were typed, of six; the digits themselves are shown nowhere. */
export function PinDots({ typed, name = '支付密码' }: { typed: number; name?: string }) {
  return (
    <View className="pins" {...{ role: 'img' }} aria-label={`${name}，已输入 ${typed} 位，共 ${PIN_DIGITS} 位`}>
      {PLACES.map((at) => (
        <View key={at} className={`pins-box ${at === typed ? 'is-next' : ''}`}>
          {at < typed ? <View className="pins-dot" /> : null}
        </View>
      ))}
    </View>
  );
}
