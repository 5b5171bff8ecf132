import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Screen } from '../../../components/Screen';
import { call, useRead, useSession } from '../../../gateway';
import { keepSearched, kept } from '../../../state/searched';
import { withSearched } from '../../../state/searchedWords';
import '../search.css';
import { Field } from './Field';
import { Results, type Scope } from './Results';
import { Start } from './Start';
import { Suggestions } from './Suggestions';

const SIGNED_OUT = 'visitor';

/** What was searched for on this device, for who is signed in. */
function useSearched() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const account = isSignedIn ? me.value?.memberId : SIGNED_OUT;
  const [changed, setChanged] = useState<{ readonly of: string; readonly words: readonly string[] } | null>(null);
  const words = account === undefined ? [] : changed?.of === account ? changed.words : kept(account);
  const change = (now: readonly string[]) => {
    if (account === undefined) return;
    keepSearched(account, now);
    setChanged({ of: account, words: now });
  };
  return { words, add: (word: string) => change(withSearched(words, word)), clear: () => change([]) };
}

/** A search: what to look for, what may be meant while it is typed, what was found. */
export default function SearchScreen() {
  const { params } = useRouter();
  const decoded = (name: string) => decodeURIComponent(params[name] ?? '');
  const [typed, setTyped] = useState(decoded('query'));
  const [query, setQuery] = useState(decoded('query'));
  const [scope, setScope] = useState<Scope>({
    ...(decoded('category') ? { category: decoded('category') } : {}),
    ...(decoded('shop') ? { shopId: decoded('shop') } : {}),
  });
  const start = useRead('shop.searchStart', {});
  const searched = useSearched();
  const hint = start.value?.hints[0] ?? '';

  const search = (word: string, within: Scope = scope) => {
    const asked = word.trim() || hint;
    if (asked === '' && within === scope) return;
    setTyped(word.trim() === '' && within !== scope ? '' : asked);
    setQuery(asked);
    setScope(within);
    if (asked !== '') searched.add(asked);
  };
  const type = (text: string) => {
    setTyped(text);
    if (text.trim() !== query) setQuery('');
  };
  const found = () => void call('shop.countSearch', { query }).catch(() => undefined);

  return (
    <Screen
      title="搜索"
      above={<Field typed={typed} hint={hint} isAsking={query === ''} onType={type} onSearch={() => search(typed)} />}
    >
      <View className="flow gap12">
        {query !== '' ? (
          <Results query={query} scope={scope} onScope={setScope} onQuery={search} onFound={found} />
        ) : typed.trim() !== '' ? (
          <Suggestions typed={typed.trim()} onWord={search} onScope={(within) => search(typed, within)} />
        ) : (
          <Start
            start={start}
            searched={searched.words}
            scope={scope}
            onScope={setScope}
            onWord={search}
            onClear={searched.clear}
          />
        )}
      </View>
    </Screen>
  );
}
