import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import { otherPictureAddress, pictureAddress } from '../gateway';
import { Icon } from './Icon';

/** What a picture shows, for who listens; '' where its name stands beside it. */
export const spokenPicture = (alt: string): Record<string, unknown> =>
  process.env.TARO_ENV === 'h5' ? { nativeProps: { alt } } : { 'aria-label': alt, 'aria-hidden': alt === '' };

/** A goods picture on its ground, which is there before the picture is. Decorative: the name stands beside it. */
export function Picture({
  picture,
  ground,
  size,
  className,
}: {
  picture: string;
  ground: number;
  size?: 52 | 56 | 64 | 72 | 84 | 92 | 96;
  className?: string;
}) {
  return (
    <View className={`pic g${ground} ${size ? `pic-${size}` : ''} ${className ?? ''}`}>
      <PictureOnly picture={picture} widthPx={size ?? HALF_SCREEN_PX} />
    </View>
  );
}

/** A tile of two in a row. */
const HALF_SCREEN_PX = 180;

/**
 * The picture without a ground, asked for when it comes near the screen. `widthPx`: how wide it is shown at most; whole
 * when left out; `alt`: what it shows, left out where its name stands beside it. One that cannot be shown is tried the second way, then a sign stands for it.
 */
export function PictureOnly({ picture, widthPx, alt = '' }: { picture: string; widthPx?: number; alt?: string }) {
  const [other, setOther] = useState<{ readonly of: string; readonly address: string } | null>(null);
  const address = other?.of === picture ? other.address : pictureAddress(picture, widthPx);
  const fail = async () => {
    const second = other?.of === picture ? null : await otherPictureAddress(picture);
    setOther({ of: picture, address: second ?? '' });
  };
  if (address === '')
    return (
      <View className="pic-none">
        <Icon name="box" size={24} />
      </View>
    );
  return (
    <Image
      className="pic-image"
      src={address}
      mode="aspectFit"
      lazyLoad
      {...spokenPicture(alt)}
      onError={() => void fail()}
    />
  );
}
