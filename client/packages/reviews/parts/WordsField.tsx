import { View } from '@tarojs/components';
import { Textarea } from '../../../components/Input';
import './words.css';

const MOST = 500;

/** Some hundred characters to say something with. */
export function WordsField({
  words,
  label,
  hint,
  onInput,
}: {
  words: string;
  label: string;
  hint: string;
  onInput: (words: string) => void;
}) {
  return (
    <View className="words">
      <Textarea
        className="words-field"
        placeholderClass="placeholder"
        value={words}
        maxlength={MOST}
        placeholder={hint}
        aria-label={label}
        autoHeight
        onInput={(event) => onInput(event.detail.value)}
      />
      <View className="cap muted words-count">
        {[...words].length} / {MOST}
      </View>
    </View>
  );
}
