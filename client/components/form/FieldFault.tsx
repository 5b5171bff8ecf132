import { View } from '@tarojs/components';

/** What is wrong with a field, beneath it, and said at once; nothing where nothing is. */
export const FieldFault = ({ words }: { words: string | null | undefined }) =>
  words ? (
    <View className="field-fault" {...{ role: 'alert' }}>
      {words}
    </View>
  ) : null;
