import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Segments } from '../../../components/controls';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { useSession } from '../../../gateway';
import { Exchange } from './Exchange';
import { Sell } from './Sell';

type Way = 'sell' | 'exchange';

const WAYS: readonly { key: Way; words: string }[] = [
  { key: 'sell', words: '卖成现金' },
  { key: 'exchange', words: '换恒定积分' },
];

/** The two ways out of one's appreciating points, each with its quote. */
export default function SellScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const [way, setWay] = useState<Way>(useRouter().params.way === 'exchange' ? 'exchange' : 'sell');
  if (!isSignedIn)
    return (
      <Screen title="增值积分">
        <SignInState words="登录后才能卖出或兑换。" />
      </Screen>
    );
  const ways = <Segments options={WAYS} chosen={way} label="怎么用" onChoose={setWay} />;
  return way === 'sell' ? <Sell ways={ways} /> : <Exchange ways={ways} />;
}
