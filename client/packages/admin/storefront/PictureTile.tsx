import { View } from '@tarojs/components';
import { PicturePicker } from '../../../components/PicturePicker';

/** The one picture of a banner or a shortcut; none is none. */
export function PictureTile({
  of,
  onChange,
}: {
  of: { readonly picture: string };
  onChange: (picture: string) => void;
}) {
  return (
    <View className="ask">
      <View className="field-name ask-head">图片，可以不放</View>
      <PicturePicker
        kind="goods"
        what="图片"
        most={1}
        pictures={of.picture ? [of.picture] : []}
        onChange={([first = '']) => onChange(first)}
      />
      <View className="mb12" />
    </View>
  );
}
