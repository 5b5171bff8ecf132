import { Tap } from '../Tap';
import { Options } from './Field';

interface ChoiceProps<Key extends string> {
  readonly label: string;
  readonly options: readonly { readonly key: Key; readonly words: string }[];
  readonly chosen: Key | null;
  readonly isFirst?: boolean;
  readonly onChoose: (key: Key) => void;
}

/** One of a few words, or none yet. */
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
