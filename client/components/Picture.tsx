import { Image, View } from '@tarojs/components';
import { pictureAddress } from '../gateway';

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
      <PictureOnly picture={picture} />
    </View>
  );
}

/** The picture without a ground; none where there is none to show. */
export function PictureOnly({ picture }: { picture: string }) {
  if (picture === '') return null;
  return <Image className="pic-image" src={pictureAddress(picture)} mode="aspectFit" lazyLoad />;
}
