import { Image, View } from '@tarojs/components';
import { useMemo } from 'react';
import { encode } from 'uqr';

/** Digits as a picture that a till reads; white behind it in both themes, since a camera reads it. */
export function QrCode({ text }: { text: string }) {
  const source = useMemo(() => {
    const { data, size } = encode(text, { border: 1 });
    const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#13201B" d="${path}"/></svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }, [text]);
  return (
    <View className="voucher-paper">
      <Image className="voucher-qr" src={source} mode="aspectFit" aria-label="券的二维码" />
    </View>
  );
}
