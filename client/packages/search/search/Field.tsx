import { View } from '@tarojs/components';
import { Icon } from '../../../components/Icon';
import { Input } from '../../../components/Input';
import { Tap } from '../../../components/Tap';

interface FieldProps {
  readonly typed: string;
  /** A word that finds something: it is looked for where nothing is typed. */
  readonly hint: string;
  /** Nothing is looked for yet. */
  readonly isAsking: boolean;
  readonly onType: (text: string) => void;
  readonly onSearch: () => void;
}

/** The field of the search page. */
export function Field({ typed, hint, isAsking, onType, onSearch }: FieldProps) {
  return (
    <View className="search-bar">
      <View className={`search ${isAsking ? 'search-on' : ''}`}>
        <Icon name="search" size={20} />
        <Input
          className="search-input"
          placeholderClass="placeholder"
          value={typed}
          focus={typed === ''}
          maxlength={20}
          confirmType="search"
          placeholder={hint ? `大家在搜「${hint}」` : '商品名、拼音首字母都可以'}
          aria-label="搜索商品"
          onInput={(event) => onType(event.detail.value)}
          onConfirm={onSearch}
        />
        {typed !== '' ? (
          <Tap className="search-clear" label="清除搜索" onTap={() => onType('')}>
            <Icon name="close" size={18} />
          </Tap>
        ) : null}
        <Tap className="search-go" label="搜索" onTap={onSearch}>
          搜索
        </Tap>
      </View>
    </View>
  );
}
