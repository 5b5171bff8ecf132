import { Options } from '../../../components/form/Field';
import { Tap } from '../../../components/Tap';

interface ChoiceProps<Key extends string> {
  readonly label: string;
  readonly options: readonly { readonly key: Key; readonly words: string }[];
  readonly chosen: Key;
  readonly isFirst?: boolean;
  readonly onChoose: (key: Key) => void;
}

/** One of a few words. */
export function Choice<Key extends string>({ label, options, chosen, isFirst, onChoose }: ChoiceProps<Key>) {
  return (
    <Options label={label} {...(isFirst ? { isFirst } : {})}>
      {options.map(({ key, words }) => (
        <Tap
          key={key}
          role="radio"
          className={`opt ${key === chosen ? 'is-on' : ''}`}
          isOn={key === chosen}
          onTap={() => onChoose(key)}
        >
          {words}
        </Tap>
      ))}
    </Options>
  );
}
