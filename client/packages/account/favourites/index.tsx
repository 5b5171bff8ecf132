import { useState } from 'react';
import { Segments } from '../../../components/controls';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { useSession } from '../../../gateway';
import { Favourites } from './Favourites';
import { Restocks } from './Restocks';

const LISTS = [
  { key: 'favourites', words: '收藏' },
  { key: 'restocks', words: '到货通知' },
] as const;

/** What a member marked, and what he waits for. */
export default function FavouritesScreen() {
  const [list, setList] = useState<(typeof LISTS)[number]['key']>('favourites');
  const isSignedIn = useSession((all) => all.isSignedIn);
  return (
    <Screen title="收藏">
      {isSignedIn ? <Segments options={LISTS} chosen={list} label="收藏还是到货通知" onChoose={setList} /> : null}
      {isSignedIn ? (
        list === 'favourites' ? (
          <Favourites />
        ) : (
          <Restocks />
        )
      ) : (
        <SignInState words="登录后才能收藏，换手机也还在。" />
      )}
    </Screen>
  );
}
