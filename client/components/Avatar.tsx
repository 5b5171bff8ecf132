import { View } from '@tarojs/components';
import { PictureOnly } from './Picture';

const SIDE_PX = 56;

/** Who somebody is at a glance: the picture, or the first letter of the name. Decorative: the name stands beside it. */
export const Avatar = ({ name, picture }: { readonly name: string; readonly picture: string }) => (
  <View className="avatar" aria-hidden="true">
    {picture === '' ? name.slice(0, 1) : <PictureOnly picture={picture} widthPx={SIDE_PX} />}
  </View>
);
