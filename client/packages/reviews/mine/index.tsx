import { useState } from 'react';
import { Segments } from '../../../components/controls';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { useSession } from '../../../gateway';
import { Waiting } from './Waiting';
import { Written } from './Written';

const LISTS = [
  { key: 'waiting', words: '待评价' },
  { key: 'written', words: '我的评价' },
] as const;

/** What one has received and not reviewed yet, and what one has said. */
export default function MyReviewsScreen() {
  const [list, setList] = useState<(typeof LISTS)[number]['key']>('waiting');
  const isSignedIn = useSession((all) => all.isSignedIn);
  return (
    <Screen title="评价">
      {isSignedIn ? (
        <>
          <Segments options={LISTS} chosen={list} label="待评价还是我的评价" onChoose={setList} />
          {list === 'waiting' ? <Waiting /> : <Written />}
        </>
      ) : (
        <SignInState words="登录后才能评价自己买的。" />
      )}
    </Screen>
  );
}
